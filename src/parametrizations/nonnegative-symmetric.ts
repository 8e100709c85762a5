import { clipped, nonnegativeColumns } from "./nonnegative-columns.ts";
import type { Parametrization } from "./parametrization.ts";
import { type SymmetricOptions, symmetricOfAnyRank } from "./symmetric.ts";

/**
 * X = U Uᵀ with U ≥ 0, a completely positive matrix, a point being U, n×r row-major.
 *
 * `setFactors` takes U Uᵀ as it is where U ≥ 0, else of the nearest positive semidefinite matrix the positive or the
 * negative part of each column, whichever is larger.
 *
 * There may be more columns than n: some completely positive matrices need more, and over-parametrised searches do.
 *
 * @throws RangeError where X is not square, or the rank is not a whole number ≥ 0.
 * @see Zhang 2025, arXiv:2505.03717
 */
export function nonnegativeSymmetric(options: SymmetricOptions): Parametrization {
  const shape = symmetricOfAnyRank(options);
  const { rows, rank } = shape;
  return {
    ...shape,
    name: "nonnegativeSymmetric",
    nonnegative: true,
    hull: "completelyPositive",
    setFactors(factors, point) {
      shape.setFactors(factors, point);
      const u = { rows, columns: rank, data: Float64Array.from(point) };
      point.set(nonnegativeColumns({ left: u, right: u }).left.data);
    },
    retract: (point, direction, length) => clipped(shape.retract(point, direction, length)),
    withRank: (other) => nonnegativeSymmetric({ rows, rank: other }),
  };
}
