export {
  type Certificate,
  certificates,
  type Evidence,
  firstOrder,
  type GloballyOptimalOptions,
  globallyOptimal,
  type IdentifiabilityOptions,
  identifiability,
  type Verdict,
  type Witness,
} from "./certificates/index.ts";
export { type Escape, type EscapeOutcome, escapes, rankIncrease } from "./escape/index.ts";
export type { Block, BlockType, FactorKernels, Kernels, Memory, Offset, Precision } from "./kernels/index.ts";
export { finish, type Steps } from "./kernels/steps.ts";
export type { Factor, Workspace } from "./kernels/workspace.ts";
export { type LowRankMatrix, type Matrix, matrix } from "./linalg/matrix.ts";
export { type Random, random } from "./linalg/random.ts";
export { type Loss, leastSquares, losses, type QuadraticLoss, type SmoothLoss } from "./losses/index.ts";
export {
  type BackProjection,
  type BoundOperator,
  type EntrySampling,
  type EntrySamplingOptions,
  entrySampling,
  type FactorSolve,
  type FactorSolveOutcome,
  type FactorSolveRequest,
  type MeasurementOperator,
  operators,
  type Pattern,
  type PreparedObservations,
} from "./operators/index.ts";
export {
  type AsymmetricOptions,
  asymmetric,
  type Biases,
  type FactorColumns,
  type Parametrization,
  type Point,
  type PointParts,
  parametrizations,
  type SolvableColumns,
} from "./parametrizations/index.ts";
export {
  type BlockProblem,
  type BlockSolveOutcome,
  type Counts,
  type Evaluation,
  type Planted,
  type PlantedOptions,
  type Problem,
  type ProblemOf,
  planted,
  type RecoveryProblemOptions,
  recoveryProblem,
  type SecondOrderEvaluation,
  type SecondOrderProblem,
  type Store,
} from "./problem/index.ts";
export {
  type ObservedIterate,
  type Recovery,
  type Round,
  type RoundsOptions,
  recover,
  rounds,
} from "./recover/index.ts";
export { countWeightedRidge, type Regularizer, regularizers, ridge } from "./regularizers/index.ts";
export {
  EVIDENCE,
  type Fact,
  gapThreshold,
  type HeldOut,
  headline,
  keyNumbers,
  numberText,
  percentText,
  type Report,
  type RoundSummary,
  reportJson,
  reportMarkdown,
  reproduction,
  STATUS,
  settings,
  superscript,
  type TraceRow,
  type Undetermined,
  undeterminedNumbers,
  wordsOf,
} from "./report/index.ts";
export {
  afterIterations,
  alternatingLeastSquares,
  decreaseBelow,
  gradientDescent,
  gradientNormBelow,
  type Iterate,
  type Result,
  type SolveOptions,
  type Solver,
  type StoppingRule,
  type StopReason,
  solve,
  solvers,
  stepBelow,
  truncatedNewton,
  valueBelow,
  when,
} from "./solvers/index.ts";
export {
  type BiasChoice,
  type Certification,
  type CertifyOptions,
  type CompleteOptions,
  type Completion,
  certify,
  complete,
  type ForeignModel,
  fromArrays,
  type Model,
  type ModelArrays,
  type Observations,
  type Progress,
  type RidgeWeights,
  type ScaleChoice,
} from "./tasks/index.ts";
export { version } from "./version.ts";
