import type { Regularizer } from "./regularizer.ts";
import { ridge as plainRidge } from "./ridge.ts";

/**
 * The elastic net on nonnegative factors, λ/2 (‖U‖² + ‖V‖²) + μ (Σ U + Σ V): μ makes them sparse.
 *
 * @throws RangeError where a strength is negative or not finite.
 * @see Zou & Hastie 2005, doi:10.1111/j.1467-9868.2005.00503.x; Hoyer 2002, doi:10.1109/NNSP.2002.1030067
 */
export function elasticNet({
  ridge = 0,
  biasRidge = 0,
  l1,
}: {
  ridge?: number;
  biasRidge?: number;
  l1: number;
}): Regularizer {
  if (!(l1 >= 0 && l1 < Infinity)) throw new RangeError(`l1: expected a number ≥ 0; got ${l1}`);
  return { ...plainRidge({ ridge, biasRidge }), name: "elasticNet", l1 };
}
