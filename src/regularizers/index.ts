import { countWeightedRidge } from "./count-weighted-ridge.ts";
import type { Regularizer } from "./regularizer.ts";
import { ridge } from "./ridge.ts";

export type { Regularizer } from "./regularizer.ts";
export { countWeightedRidge, ridge };

/** Every regularizer, by name. */
export const regularizers = { ridge, countWeightedRidge } satisfies Record<string, (options: never) => Regularizer>;
