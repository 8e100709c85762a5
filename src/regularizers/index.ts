import { countWeightedRidge } from "./count-weighted-ridge.ts";
import { elasticNet } from "./elastic-net.ts";
import type { Regularizer } from "./regularizer.ts";
import { ridge } from "./ridge.ts";

export type { Regularizer } from "./regularizer.ts";
export { countWeightedRidge, elasticNet, ridge };

/** Every regularizer, by name. */
export const regularizers = { ridge, countWeightedRidge, elasticNet } satisfies Record<
  string,
  (options: never) => Regularizer
>;
