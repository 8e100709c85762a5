import { dot } from "./dot.ts";
import { type Matrix, matrix } from "./matrix.ts";

/**
 * Takes from `x` its part in the span of the orthonormal `basis`: Gram–Schmidt, repeated where x lost more than half of
 * its square, since only then has rounding left a part behind (Daniel, Gragg, Kaufman & Stewart 1976, doi:10.2307/2005398).
 * A part along the last vector that is known beforehand is taken out first, which saves the repetition.
 */
export function orthogonalize(x: Float64Array, basis: readonly Float64Array[], known = 0): void {
  const size = x.length;
  const parts = new Float64Array(basis.length);
  if (known !== 0) subtract(x, basis.slice(-1), Float64Array.of(known));
  for (let pass = 0; pass < 3; pass++) {
    const before = dot(x, 0, x, 0, size);
    for (let k = 0; k < basis.length; k++) parts[k] = dot(basis[k], 0, x, 0, size);
    subtract(x, basis, parts);
    if (dot(parts, 0, parts, 0, basis.length) <= before / 2) return;
  }
}

/** x ← x − Σ parts[k]·basis[k], four vectors at a time. */
function subtract(x: Float64Array, basis: readonly Float64Array[], parts: Float64Array): void {
  const inFours = basis.length - (basis.length % 4);
  for (let k = 0; k < inFours; k += 4) {
    const [v0, v1, v2, v3] = [basis[k], basis[k + 1], basis[k + 2], basis[k + 3]];
    const [p0, p1, p2, p3] = [parts[k], parts[k + 1], parts[k + 2], parts[k + 3]];
    for (let i = 0; i < x.length; i++) x[i] -= p0 * v0[i] + p1 * v1[i] + (p2 * v2[i] + p3 * v3[i]);
  }
  for (let k = inFours; k < basis.length; k++) {
    const vector = basis[k];
    const part = parts[k];
    for (let i = 0; i < x.length; i++) x[i] -= part * vector[i];
  }
}

/** size×count: the basis vectors of `size` numbers, combined by the first `count` columns of `weights`. */
export function combinations(basis: readonly Float64Array[], size: number, weights: Matrix, count: number): Matrix {
  const combined = matrix(size, count);
  basis.forEach((vector, k) => {
    for (let i = 0; i < vector.length; i++) {
      for (let c = 0; c < count; c++) {
        combined.data[i * count + c] += vector[i] * weights.data[k * weights.columns + c];
      }
    }
  });
  return combined;
}
