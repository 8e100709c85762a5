import type { MatrixData } from "../factoring.ts";
import { type FullMatrix, matrixWithHoles } from "../full-matrix.ts";

/**
 * A matrix of entries ≥ 0, NaN where one is missing.
 *
 * @throws RangeError or TypeError naming the argument; the first entry below 0 by its place.
 */
export function nonnegativeMatrix(given: MatrixData): FullMatrix {
  const matrix = matrixWithHoles(given);
  const { data, columns } = matrix;
  const negative = data.findIndex((value) => value < 0);
  if (negative >= 0) {
    const at = `(${Math.floor(negative / columns)}, ${negative % columns})`;
    throw new RangeError(`nonnegative: expected entries ≥ 0; entry ${at} is ${data[negative]}`);
  }
  if (data.every(Number.isNaN)) throw new RangeError("dense: expected at least one observed entry; all are missing");
  return matrix;
}
