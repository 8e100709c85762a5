import { finish } from "../kernels/steps.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { matrix } from "../linalg/matrix.ts";
import type { Point } from "./parametrization.ts";

/** The least damping, as a share of the Gram matrix's trace: a factor without full column rank has an inverse, too. */
const FLOOR = 1e-15;

/**
 * Multiplies the rows of `vector`, `rank` numbers each, by (AᵀA + damping·I)⁻¹ in place, A the factor `other`. Where A
 * and the damping are 0 the vector becomes 0. O((m + n) r² + r³) for factors of m and n rows.
 */
export function scaleByGram(vector: Point, other: Point, rank: number, damping: number): void {
  const gram = matrix(rank, rank);
  for (let row = 0; row < other.length; row += rank) {
    for (let i = 0; i < rank; i++) {
      for (let j = 0; j <= i; j++) gram.data[i * rank + j] += other[row + i] * other[row + j];
    }
  }
  let trace = 0;
  for (let i = 0; i < rank; i++) trace += gram.data[i * rank + i];
  for (let i = 0; i < rank; i++) gram.data[i * rank + i] += Math.max(damping, FLOOR * trace);
  const lower = finish(cholesky(gram))?.data;
  if (!lower) {
    vector.fill(trace === 0 ? 0 : Number.NaN);
    return;
  }
  for (let row = 0; row < vector.length; row += rank) {
    for (let i = 0; i < rank; i++) {
      let x = vector[row + i];
      for (let k = 0; k < i; k++) x -= lower[i * rank + k] * vector[row + k];
      vector[row + i] = x / lower[i * rank + i];
    }
    for (let i = rank - 1; i >= 0; i--) {
      let x = vector[row + i];
      for (let k = i + 1; k < rank; k++) x -= lower[k * rank + i] * vector[row + k];
      vector[row + i] = x / lower[i * rank + i];
    }
  }
}
