import type { Regularizer } from "./regularizer.ts";

/**
 * The plain ridge λ/2 (‖U‖² + ‖V‖²), whose least value over the factors of X is λ‖X‖_*, with λ_b/2 (‖b‖² + ‖c‖²) on
 * the biases.
 *
 * @throws RangeError where a strength is negative or not finite.
 */
export function ridge({ ridge, biasRidge = 0 }: { ridge: number; biasRidge?: number }): Regularizer {
  for (const [name, value] of Object.entries({ ridge, biasRidge })) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name}: expected a number ≥ 0; got ${value}`);
  }
  return { name: "ridge", ridge, biasRidge, l1: 0, weights: null };
}
