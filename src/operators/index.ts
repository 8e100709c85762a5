import { entrySampling } from "./entry-sampling.ts";
import type { MeasurementOperator } from "./operator.ts";

export type { EntrySampling, EntrySamplingOptions } from "./entry-sampling.ts";
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
export { entrySampling };

/** Every measurement operator, by name. */
export const operators = { entrySampling } satisfies Record<string, (options: never) => MeasurementOperator>;
