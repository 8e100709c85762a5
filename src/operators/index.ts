import { denseSensing } from "./dense-sensing.ts";
import { entrySampling } from "./entry-sampling.ts";
import { fullObservation } from "./full-observation.ts";
import { gaussianSensing } from "./gaussian-sensing.ts";
import { hadamardSensing } from "./hadamard-sensing.ts";
import { lineSampling } from "./line-sampling.ts";
import { linearOperator } from "./linear-operator.ts";
import { mixed } from "./mixed.ts";
import type { MeasurementOperator } from "./operator.ts";
import { quadraticSensing } from "./quadratic-sensing.ts";
import { rankOneSensing } from "./rank-one-sensing.ts";
import { selected } from "./selected.ts";
import { stacked } from "./stacked.ts";
import { summed } from "./summed.ts";
import { transformed } from "./transformed.ts";

export type { DenseSensingOptions } from "./dense-sensing.ts";
export type { EntrySampling, EntrySamplingOptions } from "./entry-sampling.ts";
export type { FullObservationOptions } from "./full-observation.ts";
export type { GaussianSensingOptions } from "./gaussian-sensing.ts";
export type { HadamardSensingOptions } from "./hadamard-sensing.ts";
export type { LineSampling, LineSamplingOptions } from "./line-sampling.ts";
export type { LinearOperatorOptions } from "./linear-operator.ts";
export type { MixedOptions } from "./mixed.ts";
export type {
  AdjointImage,
  BackProjection,
  BoundOperator,
  Compression,
  FactorSolve,
  FactorSolveOutcome,
  FactorSolveRequest,
  FusedRequest,
  MeasurementOperator,
  NonnegativeSolve,
  NonnegativeSolveOutcome,
  NonnegativeSolveRequest,
  PreparedObservations,
} from "./operator.ts";
export type { Pattern } from "./pattern.ts";
export type { QuadraticSensingOptions } from "./quadratic-sensing.ts";
export type { RankOneSensingOptions } from "./rank-one-sensing.ts";
export type { SelectedOptions } from "./selected.ts";
export type { StackedOptions } from "./stacked.ts";
export type { SummedOptions } from "./summed.ts";
export type { TransformedOptions } from "./transformed.ts";
export {
  denseSensing,
  entrySampling,
  fullObservation,
  gaussianSensing,
  hadamardSensing,
  linearOperator,
  lineSampling,
  mixed,
  quadraticSensing,
  rankOneSensing,
  selected,
  stacked,
  summed,
  transformed,
};

/** Every measurement operator, by name. */
export const operators = {
  denseSensing,
  entrySampling,
  fullObservation,
  gaussianSensing,
  hadamardSensing,
  lineSampling,
  linearOperator,
  mixed,
  quadraticSensing,
  rankOneSensing,
  selected,
  stacked,
  summed,
  transformed,
} satisfies Record<string, (options: never) => MeasurementOperator>;
