export { aligned } from "./alignment.ts";
export { type Asymmetry, asymmetry, imbalance } from "./asymmetry.ts";
export { type BalanceDrift, balanceDrift } from "./balance-drift.ts";
export { type BenignRegularizer, type BenignRegularizerOptions, benignRegularizer } from "./benign-regularizer.ts";
export { denseHessian } from "./dense-hessian.ts";
export { type EscapeFeasibility, escapeFeasibility } from "./escape-feasibility.ts";
export type { FactorMetric } from "./factor-metric.ts";
export type { IsometryBounds } from "./isometry-bounds.ts";
export { type IsometryConstants, type IsometryConstantsOptions, isometryConstants } from "./isometry-constants.ts";
export {
  type LiftedComponent,
  type LiftedCurvature,
  liftedCurvature,
  liftedObjective,
  liftedSurrogate,
} from "./lifted-objective.ts";
export { type MultiStep, type MultiStepOptions, type MultiStepSizes, multiStep } from "./multi-step.ts";
export {
  type OracleColumn,
  type OracleDirection,
  type OracleDirectionOptions,
  oracleDirection,
} from "./oracle-direction.ts";
export { type AsymmetryRow, type Phases, phases, predictedGrowth } from "./phases.ts";
export {
  type FactoringInstance,
  type IterationBound,
  practicalStart,
  type RandomStartTheorem,
  randomStartTheorem,
  type ScaleAndStep,
} from "./random-start-theorem.ts";
export { type KnownOnRay, type Ray, type RayMinimum, ray } from "./ray.ts";
export { type ScaledMetric, scaledMetric } from "./scaled-metric.ts";
export { numberOf, type SignedLog, signedLog } from "./signed-log.ts";
export { type Factors, type Symmetrised, symmetrised } from "./symmetrised.ts";
export { type Symmetry, symmetry } from "./symmetry.ts";
export { type TangentCurvature, type TangentCurvatureOptions, tangentCurvature } from "./tangent-curvature.ts";
