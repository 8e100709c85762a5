import { dot } from "./dot.ts";
import { identity, type Matrix, matrix, transpose } from "./matrix.ts";
import { largestMagnitude } from "./norm.ts";
import { tridiagonalEigen } from "./tridiagonal-eigen.ts";

/** A = W Λ Wᵀ: `values` ascending, column j of `vectors` belongs to value j. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/**
 * All eigenpairs of a symmetric n×n matrix by tridiagonalization and implicit QL (EISPACK's tred2 and tql2, laid out by
 * rows), errors a small multiple of 2⁻⁵³‖A‖. Only the lower triangle is read. Throws where the matrix is not square or not finite.
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const size = a.rows;
  if (a.columns !== size) throw new RangeError(`symmetricEigen: the matrix must be square, got ${size}×${a.columns}`);
  const largest = largestMagnitude(a.data);
  if (!Number.isFinite(largest)) throw new RangeError("symmetricEigen: the matrix must be finite");
  const scale = largest === 0 ? 1 : largest;

  const work = a.data.map((value) => value / scale);
  const { diagonal, offDiagonal } = tridiagonalize(work, size);
  const turned = reflectorProduct(work, size);
  tridiagonalEigen(diagonal, offDiagonal, turned);

  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j]);
  const sorted = matrix(size, size);
  order.forEach((from, to) => {
    sorted.data.set(turned.data.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (i) => scale * diagonal[i]), vectors: transpose(sorted) };
}

/**
 * Overwrites the lower triangle: row i keeps, left of the diagonal, the vector v of a reflector I − v vᵀ with ‖v‖² = 2
 * (or 0) that makes row i tridiagonal, from the last row up.
 */
function tridiagonalize(a: Float64Array, size: number): { diagonal: Float64Array; offDiagonal: Float64Array } {
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  const product = new Float64Array(size);
  for (let i = size - 1; i > 0; i--) {
    const v = a.subarray(i * size, i * size + i);
    diagonal[i] = a[i * size + i];
    offDiagonal[i - 1] = makeReflector(v);

    product.fill(0, 0, i);
    for (let j = 0; j < i; j++) {
      const row = a.subarray(j * size, j * size + j + 1);
      product[j] += dot(row, 0, v, 0, j + 1);
      for (let k = 0; k < j; k++) product[k] += row[k] * v[j];
    }
    let half = 0;
    for (let j = 0; j < i; j++) half += (product[j] * v[j]) / 2;
    for (let j = 0; j < i; j++) product[j] -= half * v[j];
    for (let j = 0; j < i; j++) {
      const row = a.subarray(j * size, j * size + j + 1);
      for (let k = 0; k <= j; k++) row[k] -= v[j] * product[k] + product[j] * v[k];
    }
  }
  if (size > 0) diagonal[0] = a[0];
  return { diagonal, offDiagonal };
}

/** Replaces x by v with (I − v vᵀ) x = β e_last, ‖v‖² = 2, or v = 0 where x is such a multiple already; returns β. */
function makeReflector(x: Float64Array): number {
  const last = x.length - 1;
  const head = x[last];
  const scale = largestMagnitude(x);
  let tail = 0;
  for (let k = 0; k < last; k++) tail += (x[k] / scale) ** 2;
  if (!(tail > 0)) {
    x.fill(0);
    return head;
  }
  const length = Math.sqrt((head / scale) ** 2 + tail);
  const beta = head > 0 ? -length : length;
  // v = (x − β e)/√(β(β − head)), in units of `scale`.
  const size = Math.sqrt(beta * (beta - head / scale));
  for (let k = 0; k < last; k++) x[k] /= scale * size;
  x[last] = (head / scale - beta) / size;
  return scale * beta;
}

/** Qᵀ with A = Q T Qᵀ: the product of the reflectors kept in the rows of the lower triangle. */
function reflectorProduct(reflectors: Float64Array, size: number): Matrix {
  const turned = identity(size);
  for (let i = 1; i < size; i++) {
    const v = reflectors.subarray(i * size, i * size + i);
    for (let j = 0; j < i; j++) {
      const row = turned.data.subarray(j * size, j * size + i);
      const part = dot(row, 0, v, 0, i);
      for (let k = 0; k < i; k++) row[k] -= part * v[k];
    }
  }
  return turned;
}
