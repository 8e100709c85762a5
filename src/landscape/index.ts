export { aligned } from "./alignment.ts";
export { type BalanceDrift, balanceDrift } from "./balance-drift.ts";
export { type BenignRegularizer, type BenignRegularizerOptions, benignRegularizer } from "./benign-regularizer.ts";
export { denseHessian } from "./dense-hessian.ts";
export type { FactorMetric } from "./factor-metric.ts";
export { type Asymmetry, asymmetry, imbalance } from "./factoring/asymmetry.ts";
export { type AsymmetryRow, type Phases, phases, predictedGrowth } from "./factoring/phases.ts";
export {
  type FactoringInstance,
  type IterationBound,
  practicalStart,
  type RandomStartTheorem,
  randomStartTheorem,
  type ScaleAndStep,
} from "./factoring/random-start-theorem.ts";
export { type Factors, type Symmetrised, symmetrised } from "./factoring/symmetrised.ts";
export type { IsometryBounds } from "./isometry/isometry-bounds.ts";
export {
  type IsometryConstants,
  type IsometryConstantsOptions,
  isometryConstants,
} from "./isometry/isometry-constants.ts";
export { type KnownOnRay, type Ray, type RayMinimum, ray } from "./line/ray.ts";
export { type EscapeFeasibility, escapeFeasibility } from "./oracle/escape-feasibility.ts";
export {
  type LiftedComponent,
  type LiftedCurvature,
  liftedCurvature,
  liftedObjective,
  liftedSurrogate,
} from "./oracle/lifted-objective.ts";
export { type MultiStep, type MultiStepOptions, type MultiStepSizes, multiStep } from "./oracle/multi-step.ts";
export {
  type OracleColumn,
  type OracleDirection,
  type OracleDirectionOptions,
  oracleDirection,
} from "./oracle/oracle-direction.ts";
export { numberOf, type SignedLog, signedLog } from "./oracle/signed-log.ts";
export { curveThrough } from "./outliers/curve-through.ts";
export { type FirstOrderForm, firstOrderForm } from "./outliers/first-order-form.ts";
export { type LeastForm, type LeastFormOptions, leastForm } from "./outliers/least-form.ts";
export { type OneShot, oneShot } from "./outliers/one-shot.ts";
export { outlierCone } from "./outliers/outlier-cone.ts";
export { type MeasuredCurve, type PerturbationCurve, perturbationCurve } from "./outliers/perturbation-curve.ts";
export {
  type Regime,
  type RegimeOptions,
  type RegimeThreshold,
  regimeOf,
  type TruthRegime,
} from "./outliers/regime.ts";
export { type OutlierSetting, type SensingThresholds, sensingThresholds } from "./outliers/sensing-thresholds.ts";
export { type SpareColumns, spareColumns } from "./outliers/spare-columns.ts";
export { type SparseDirection, sparseDirections } from "./outliers/sparse-directions.ts";
export { type SteepestCurve, steepestCurve } from "./outliers/steepest-curve.ts";
export { type TangentCone, tangentCone } from "./outliers/tangent-cone.ts";
export { type ScaledMetric, scaledMetric } from "./scaled-metric.ts";
export { type Symmetry, symmetry } from "./symmetry.ts";
export { type TangentCurvature, type TangentCurvatureOptions, tangentCurvature } from "./tangent-curvature.ts";
