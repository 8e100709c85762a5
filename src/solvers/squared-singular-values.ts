import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "../parametrizations/parametrization.ts";

/** σ_i(A)² of a tall factor A of `rank` columns, descending: not a number where A, or a square, is not finite. */
export function squaredSingularValues(factor: Point, rank: number): Float64Array {
  if (!(norm(factor) < 1e150)) return new Float64Array(rank).fill(Number.NaN);
  const a = matrix(rank === 0 ? 0 : factor.length / rank, rank, Float64Array.from(factor));
  const { values } = symmetricEigen(multiplyTransposed(a, a));
  return values.map((value) => Math.max(0, value)).reverse();
}
