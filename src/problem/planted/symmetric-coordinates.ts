import { type Matrix, matrix } from "../../linalg/matrix.ts";

/** Coordinates of the symmetric part of an n×n matrix that keep its norm, n(n + 1)/2 numbers: X_ii, and (X_ij + X_ji)/√2 for i < j. */
export function symmetricCoordinates({ rows: n, data }: Matrix): Float64Array {
  const out = new Float64Array((n * (n + 1)) / 2);
  let k = 0;
  for (let i = 0; i < n; i++) {
    out[k++] = data[i * n + i];
    for (let j = i + 1; j < n; j++) out[k++] = (data[i * n + j] + data[j * n + i]) * Math.SQRT1_2;
  }
  return out;
}

/** The symmetric matrix of these coordinates. */
export function fromSymmetricCoordinates(n: number, coordinates: ArrayLike<number>): Matrix {
  const out = matrix(n, n);
  let k = 0;
  for (let i = 0; i < n; i++) {
    out.data[i * n + i] = coordinates[k++];
    for (let j = i + 1; j < n; j++) out.data[i * n + j] = out.data[j * n + i] = coordinates[k++] * Math.SQRT1_2;
  }
  return out;
}
