export type { Certification, CertifyOptions, ForeignModel } from "./certification.ts";
export { certify } from "./certify.ts";
export { complete } from "./complete.ts";
export type {
  BiasChoice,
  CompleteOptions,
  Completion,
  Observations,
  Progress,
  RidgeWeights,
  ScaleChoice,
} from "./completion.ts";
export { estimatedRidges } from "./estimated-ridges.ts";
export { factor } from "./factor.ts";
export type { Factorization, FactorOptions, LeadingSvd, MatrixData, NonnegativeLoss, Parts } from "./factoring.ts";
export { type InspectOptions, type InspectProgress, inspect } from "./inspect.ts";
export { fromArrays, type Model, type ModelArrays } from "./model.ts";
export { type PlanOptions, plan, type SamplingPlan } from "./plan.ts";
export type { SampleSize } from "./sample-sizes.ts";
export { sense } from "./sense.ts";
export type {
  DescentOptions,
  MeasurementOutliers,
  RunProgress,
  SenseOptions,
  Sensing,
  SensingLoss,
  StartChoice,
} from "./sensing.ts";
export { separate } from "./separate.ts";
export type { FrameLayout } from "./separation/frame-pictures.ts";
export type { SeparateOptions, Separation, SeparationProgress, SparseEntries } from "./separation/separation.ts";
export { type SeparationAbout, separationReport } from "./separation/separation-report.ts";
