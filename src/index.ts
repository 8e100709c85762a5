export {
  type Certificate,
  certificates,
  type Evidence,
  firstOrder,
  type GloballyOptimalOptions,
  globallyOptimal,
  identifiability,
  type Verdict,
  type Witness,
} from "./certificates/index.ts";
export { type Escape, type EscapeOutcome, escapes, rankIncrease } from "./escape/index.ts";
export { finish, type Steps } from "./kernels/steps.ts";
export { type LowRankMatrix, type Matrix, matrix } from "./linalg/matrix.ts";
export { type Random, random } from "./linalg/random.ts";
export { type Loss, leastSquares, losses, type QuadraticLoss, type SmoothLoss } from "./losses/index.ts";
export {
  type EntrySampling,
  type EntrySamplingOptions,
  entrySampling,
  type MeasurementOperator,
  operators,
  type Pattern,
} from "./operators/index.ts";
export {
  type AsymmetricOptions,
  asymmetric,
  type Biases,
  type Parametrization,
  type Point,
  parametrizations,
} from "./parametrizations/index.ts";
export {
  type BlockProblem,
  type Evaluation,
  type Problem,
  type RecoveryProblemOptions,
  recoveryProblem,
  type SecondOrderProblem,
} from "./problem/index.ts";
export { type Recovery, type Round, type RoundsOptions, recover, rounds } from "./recover/index.ts";
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
  type Solver,
  type StoppingRule,
  type StopReason,
  solve,
  solvers,
  stepBelow,
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
