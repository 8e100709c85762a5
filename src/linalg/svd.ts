import { rowJacobi } from "./jacobi.ts";
import { type LowRankMatrix, type Matrix, matrix, transpose } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { largestMagnitude } from "./norm.ts";
import { qr } from "./qr.ts";

/** A = U Σ Vᵀ: `u` m×k, `v` n×k with orthonormal columns, `singularValues` descending, k of them. */
export interface Svd {
  readonly u: Matrix;
  readonly singularValues: Float64Array;
  readonly v: Matrix;
}

/**
 * The thin SVD of a small dense m×n matrix, k = min(m, n), by QR and one-sided Jacobi (Demmel & Veselić 1992,
 * doi:10.1137/0613074): errors a small multiple of 2⁻⁵³σ₁, and of each σ itself where the matrix is a well-conditioned one
 * with scaled columns (m ≥ n) or rows (m ≤ n). U and V are orthonormal at any rank. About 30k³ operations beside the QR. Throws
 * where the matrix is not finite.
 */
export function svd(a: Matrix): Svd {
  if (a.rows < a.columns) {
    const { u, singularValues, v } = svd(transpose(a));
    return { u: v, singularValues, v: u };
  }
  const largest = largestMagnitude(a.data);
  if (!Number.isFinite(largest)) throw new RangeError("svd: the matrix must be finite");
  const scale = largest === 0 ? 1 : largest;

  // Sorted columns and the second QR grade the rows of the triangle: fewer sweeps, and accurate small values
  // (Drmač & Veselić 2008, doi:10.1137/050639193).
  const order = columnsByNorm(a, scale);
  const { q, r } = qr(arranged(a, order, scale));
  const { q: w, r: upper } = qr(transpose(r));
  const { left, singularValues, right } = rowJacobi(upper);

  // A P = Q R, R = upperᵀ Wᵀ, upper = left Σ rightᵀ, so U = Q right and V = P W left.
  const arrangedV = multiply(w, left);
  const v = matrix(a.columns, a.columns);
  order.forEach((column, place) => {
    v.data.set(arrangedV.data.subarray(place * a.columns, (place + 1) * a.columns), column * a.columns);
  });
  return { u: multiply(q, right), singularValues: singularValues.map((value) => scale * value), v };
}

/** The thin SVD of L Rᵀ without forming it: u m×k, v n×k, k = min(m, n, r); of rank-deficient factors too. */
export function lowRankSvd({ left, right }: LowRankMatrix): Svd {
  const l = qr(left);
  const r = qr(right);
  const core = svd(multiply(l.r, transpose(r.r)));
  return { u: multiply(l.q, core.u), singularValues: core.singularValues, v: multiply(r.q, core.v) };
}

/** ‖L Rᵀ‖_*, the sum of the singular values. */
export function nuclearNorm({ left, right }: LowRankMatrix): number {
  return svd(multiply(qr(left).r, transpose(qr(right).r))).singularValues.reduce((sum, value) => sum + value, 0);
}

/** The columns' indices by descending norm of the columns of A/scale. */
function columnsByNorm({ rows, columns, data }: Matrix, scale: number): number[] {
  const squares = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) squares[j] += (data[i * columns + j] / scale) ** 2;
  }
  return Array.from(squares.keys()).sort((i, j) => squares[j] - squares[i]);
}

/** A/scale with its columns in the given order. */
function arranged({ rows, columns, data }: Matrix, order: number[], scale: number): Matrix {
  const result = matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result.data[i * columns + j] = data[i * columns + order[j]] / scale;
  }
  return result;
}
