import { identity, type Matrix, matrix } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { norm } from "./norm.ts";

/** Terms of the series at a norm of at most ½: what is left is below 2⁻⁵³. */
const TERMS = 14;

/**
 * e^A of a small square matrix by its series, scaled to a norm of at most ½ and squared back: errors a small multiple of
 * 2⁻⁵³ e^{‖A‖}. NaN throughout where A is not finite.
 *
 * @see Moler & Van Loan 2003, doi:10.1137/S00361445024180
 */
export function exponential(a: Matrix): Matrix {
  const size = a.rows;
  const length = norm(a.data);
  if (!Number.isFinite(length)) return matrix(size, size, new Float64Array(size * size).fill(Number.NaN));
  const squarings = length > 0.5 ? Math.ceil(Math.log2(2 * length)) : 0;
  const scaled = matrix(
    size,
    size,
    a.data.map((x) => x / 2 ** squarings),
  );
  // Horner's scheme: I + A (I + A/2 (I + A/3 (…))).
  let sum = identity(size);
  for (let k = TERMS; k > 0; k--) {
    const next = identity(size);
    const product = multiply(scaled, sum);
    for (let l = 0; l < next.data.length; l++) next.data[l] += product.data[l] / k;
    sum = next;
  }
  for (let k = 0; k < squarings; k++) sum = multiply(sum, sum);
  return sum;
}
