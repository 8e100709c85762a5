import { asymmetric } from "./asymmetric.ts";
import type { Parametrization } from "./parametrization.ts";

export type { AsymmetricOptions } from "./asymmetric.ts";
export type { Biases, FactorColumns, Parametrization, Point, PointParts, SolvableColumns } from "./parametrization.ts";
export { asymmetric };

/** Every parametrization, by name. */
export const parametrizations = { asymmetric } satisfies Record<string, (options: never) => Parametrization>;
