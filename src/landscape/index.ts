export { type Asymmetry, asymmetry, imbalance } from "./asymmetry.ts";
export { denseHessian } from "./dense-hessian.ts";
export { type AsymmetryRow, type Phases, phases, predictedGrowth } from "./phases.ts";
export {
  type FactoringInstance,
  type IterationBound,
  practicalStart,
  type RandomStartTheorem,
  randomStartTheorem,
  type ScaleAndStep,
} from "./random-start-theorem.ts";
export { type Factors, type Symmetrised, symmetrised } from "./symmetrised.ts";
export { type Symmetry, symmetry } from "./symmetry.ts";
