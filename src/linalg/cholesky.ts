import { finish, type Steps } from "../kernels/steps.ts";
import { addProduct } from "./block.ts";
import { dot } from "./dot.ts";
import { type Matrix, matrix } from "./matrix.ts";

/** Columns eliminated before the rest of the matrix is touched. */
const panelWidth = 32;

/**
 * The lower triangular L with A = L Lᵀ of a symmetric positive definite n×n matrix, of which the lower triangle is read;
 * undefined where a pivot is not positive. Where L exists, λ_min(A) ≥ −γ tr A is proved, γ = (n+1)u/(1 − 2(n+1)u),
 * u = 2⁻⁵³, but for underflow (Rump 2006, doi:10.1007/s10543-006-0056-1). n³/3 operations, with pauses.
 */
export function* cholesky(a: Matrix): Steps<Matrix | undefined> {
  const { rows: size } = a;
  if (a.columns !== size) throw new RangeError(`cholesky: the matrix must be square, got ${size}×${a.columns}`);
  const lower = matrix(size, size);
  const { data } = lower;
  for (let i = 0; i < size; i++) data.set(a.data.subarray(i * size, i * size + i + 1), i * size);

  for (let start = 0; start < size; start += panelWidth) {
    const end = Math.min(start + panelWidth, size);
    for (let i = start; i < size; i++) {
      for (let j = start; j < Math.min(i, end); j++) {
        const known = dot(data, i * size + start, data, j * size + start, j - start);
        data[i * size + j] = (data[i * size + j] - known) / data[j * size + j];
      }
      if (i >= end) continue;
      const pivot = data[i * size + i] - dot(data, i * size + start, data, i * size + start, i - start);
      if (!(pivot > 0)) return undefined;
      data[i * size + i] = Math.sqrt(pivot);
    }
    yield;
    yield* subtractPanel(lower, start, end);
  }
  return lower;
}

/** The rest of the lower triangle less P Pᵀ, P the panel below its own triangle, a row of blocks at a time. */
function* subtractPanel({ rows: size, data }: Matrix, start: number, end: number): Steps<void> {
  const width = end - start;
  const turned = matrix(width, size - end);
  for (let k = 0; k < width; k++) {
    for (let i = end; i < size; i++) turned.data[k * turned.columns + i - end] = data[i * size + start + k];
  }
  for (let from = end; from < size; from += panelWidth) {
    const to = Math.min(from + panelWidth, size);
    addProduct(
      { data, offset: from * size + end, stride: size, rows: to - from, columns: from - end },
      -1,
      { data, offset: from * size + start, stride: size, rows: to - from, columns: width },
      { data: turned.data, offset: 0, stride: turned.columns, rows: width, columns: from - end },
    );
    // The triangle on the diagonal, so that what lies above it stays zero.
    for (let i = from; i < to; i++) {
      for (let j = from; j <= i; j++) {
        data[i * size + j] -= dot(data, i * size + start, data, j * size + start, width);
      }
    }
    if ((from - end) % (8 * panelWidth) === 0) yield;
  }
}

/**
 * The solution of A x = b for a small symmetric positive definite A (n×n, its lower triangle is read); undefined where
 * a pivot is not positive.
 */
export function choleskySolve(a: Matrix, b: Float64Array): Float64Array | undefined {
  const lower = finish(cholesky(a));
  return lower && solveFactored(lower, b);
}

/** The solution of L Lᵀ x = b for a lower triangular L, n×n. */
export function solveFactored({ rows: size, data }: Matrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < size; i++) x[i] = (x[i] - dot(data, i * size, x, 0, i)) / data[i * size + i];
  for (let i = size - 1; i >= 0; i--) {
    x[i] /= data[i * size + i];
    for (let k = 0; k < i; k++) x[k] -= data[i * size + k] * x[i];
  }
  return x;
}
