export { detectOutliers, type OutlierOptions, type Outliers } from "./outliers.ts";
export {
  type AsymmetricRankOneSensingOptions,
  asymmetricRankOneSensing,
  type CompressiveRankOneSensingOptions,
  compressiveRankOneSensing,
  type DiagonalFactoringOptions,
  type DirectionPair,
  diagonalFactoring,
  type FactorModelOptions,
  type FourByFourFactoringOptions,
  fourByFourFactoring,
  type GaussianSensingInstanceOptions,
  gaussianSensingInstance,
  type KnownLandscape,
  logisticFactors,
  type NonnegativeRankOneSensingOptions,
  nonnegativeRankOneSensing,
  type PerturbedCompletion,
  type PerturbedCompletionOptions,
  type Planted,
  type PlantedMatrixOptions,
  type PlantedOptions,
  perturbedCompletion,
  planted,
  plantedMatrix,
  poissonFactors,
  type QuadraticNetworkOptions,
  quadraticNetwork,
  type RobustSensing,
  type RobustSensingOptions,
  robustSensing,
  threeByThreeSensing,
  twoByTwoSensing,
} from "./planted/index.ts";
export type {
  BlockProblem,
  BlockSolveOutcome,
  Evaluation,
  NonnegativeFactorSolve,
  NonnegativeProblem,
  Problem,
  SecondOrderEvaluation,
  SecondOrderProblem,
} from "./problem.ts";
export { canNonnegativeSolve } from "./problem.ts";
export type { RecoveryProblemOptions } from "./problem-context.ts";
export { type ProblemOf, recoveryProblem } from "./recovery-problem.ts";
export type { Counts, Store } from "./store.ts";
