import { asymmetric } from "./asymmetric.ts";
import { fixedRank } from "./fixed-rank.ts";
import { nonnegative } from "./nonnegative.ts";
import { nonnegativeSymmetric } from "./nonnegative-symmetric.ts";
import type { Parametrization } from "./parametrization.ts";
import { symmetric } from "./symmetric.ts";

export type { AsymmetricOptions } from "./asymmetric.ts";
export type { FixedRankOptions } from "./fixed-rank.ts";
export type { Gauge, Motions } from "./gauge.ts";
export type {
  Biases,
  FactorColumns,
  Hull,
  Parametrization,
  Point,
  PointParts,
  SolvableColumns,
} from "./parametrization.ts";
export type { SymmetricOptions } from "./symmetric.ts";
export { asymmetric, fixedRank, nonnegative, nonnegativeSymmetric, symmetric };

/** Every parametrization, by name. */
export const parametrizations = {
  asymmetric,
  symmetric,
  fixedRank,
  nonnegative,
  nonnegativeSymmetric,
} satisfies Record<string, (options: never) => Parametrization>;
