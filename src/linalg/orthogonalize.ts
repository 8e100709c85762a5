import { dot } from "./dot.ts";
import { type Matrix, matrix } from "./matrix.ts";

/** Takes from `x` its part in the span of the orthonormal `basis`: Gram–Schmidt, twice, which is enough. */
export function orthogonalize(x: Float64Array, basis: readonly Float64Array[]): void {
  const size = x.length;
  const parts = new Float64Array(basis.length);
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < basis.length; k++) parts[k] = dot(basis[k], 0, x, 0, size);
    for (let k = 0; k < basis.length; k++) {
      const vector = basis[k];
      const part = parts[k];
      for (let i = 0; i < size; i++) x[i] -= part * vector[i];
    }
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
