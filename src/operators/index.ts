import { denseSensing } from "./dense-sensing.ts";
import { entrySampling } from "./entry-sampling.ts";
import { fullObservation } from "./full-observation.ts";
import { gaussianSensing } from "./gaussian-sensing.ts";
import type { MeasurementOperator } from "./operator.ts";

export type { DenseSensingOptions } from "./dense-sensing.ts";
export type { EntrySampling, EntrySamplingOptions } from "./entry-sampling.ts";
export type { FullObservationOptions } from "./full-observation.ts";
export type { GaussianSensingOptions } from "./gaussian-sensing.ts";
export type {
  AdjointImage,
  BackProjection,
  BoundOperator,
  FactorSolve,
  FactorSolveOutcome,
  FactorSolveRequest,
  FusedRequest,
  MeasurementOperator,
  PreparedObservations,
} from "./operator.ts";
export type { Pattern } from "./pattern.ts";
export { denseSensing, entrySampling, fullObservation, gaussianSensing };

/** Every measurement operator, by name. */
export const operators = { denseSensing, entrySampling, fullObservation, gaussianSensing } satisfies Record<
  string,
  (options: never) => MeasurementOperator
>;
