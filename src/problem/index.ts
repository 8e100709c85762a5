export { type Asymmetry, asymmetry, imbalance } from "./asymmetry.ts";
export { type AsymmetryRow, type Phases, phases, predictedGrowth } from "./phases.ts";
export { type Planted, type PlantedMatrixOptions, type PlantedOptions, planted, plantedMatrix } from "./planted.ts";
export type {
  BlockProblem,
  BlockSolveOutcome,
  Evaluation,
  Problem,
  SecondOrderEvaluation,
  SecondOrderProblem,
} from "./problem.ts";
export type { RecoveryProblemOptions } from "./problem-context.ts";
export {
  type FactoringInstance,
  type IterationBound,
  practicalStart,
  type RandomStartTheorem,
  randomStartTheorem,
  type ScaleAndStep,
} from "./random-start-theorem.ts";
export { type ProblemOf, recoveryProblem } from "./recovery-problem.ts";
export type { Counts, Store } from "./store.ts";
export { type Factors, type Symmetrised, symmetrised } from "./symmetrised.ts";
