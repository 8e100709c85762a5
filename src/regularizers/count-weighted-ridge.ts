import type { Regularizer } from "./regularizer.ts";
import { ridge as plainRidge } from "./ridge.ts";

/**
 * The ridge weighted by counts, λ/2 (Σ a_i‖u_i‖² + Σ b_j‖v_j‖²) with a_i, b_j the numbers of entries observed in row i
 * and column j ("ALS-WR"); rows and columns without entries are left out. The biases keep their plain ridge.
 *
 * @throws RangeError where a strength is negative or not finite.
 * @see Zhou, Wilkinson, Schreiber & Pan 2008, doi:10.1007/978-3-540-68880-8_32
 */
export function countWeightedRidge({
  ridge,
  biasRidge = 0,
  rowCounts,
  columnCounts,
}: {
  ridge: number;
  biasRidge?: number;
  rowCounts: Float64Array;
  columnCounts: Float64Array;
}): Regularizer {
  return {
    ...plainRidge({ ridge, biasRidge }),
    name: "countWeightedRidge",
    weights: { rows: rowCounts, columns: columnCounts },
  };
}
