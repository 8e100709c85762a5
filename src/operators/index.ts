import { entrySampling } from "./entry-sampling.ts";
import { fullObservation } from "./full-observation.ts";
import type { MeasurementOperator } from "./operator.ts";

export type { EntrySampling, EntrySamplingOptions } from "./entry-sampling.ts";
export type { FullObservationOptions } from "./full-observation.ts";
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
export { entrySampling, fullObservation };

/** Every measurement operator, by name. */
export const operators = { entrySampling, fullObservation } satisfies Record<
  string,
  (options: never) => MeasurementOperator
>;
