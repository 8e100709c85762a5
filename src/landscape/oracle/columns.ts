import { dot } from "../../linalg/dot.ts";
import { type Matrix, matrix } from "../../linalg/matrix.ts";
import type { Parametrization } from "../../parametrizations/parametrization.ts";

/** One column of both factors of a point, as a rank-1 point; biases 0. */
export function columnOf(parametrization: Parametrization, point: Float64Array, index: number): Float64Array {
  const { rank } = parametrization;
  const shape = parametrization.withRank(1);
  const column = new Float64Array(shape.dimension);
  const [from, into] = [parametrization.parts(point), shape.parts(column)];
  for (const side of ["left", "right"] as const) {
    for (let i = 0; i < into[side].length; i++) into[side][i] = from[side][i * rank + index];
  }
  return column;
}

/** Writes a rank-1 point into one column of both factors of a point, or of a direction; biases stay. */
export function setColumn(
  parametrization: Parametrization,
  point: Float64Array,
  index: number,
  column: Float64Array,
): Float64Array {
  const { rank } = parametrization;
  const [from, into] = [parametrization.withRank(1).parts(column), parametrization.parts(point)];
  for (const side of ["left", "right"] as const) {
    for (let i = 0; i < from[side].length; i++) into[side][i * rank + index] = from[side][i];
  }
  return point;
}

/** The Gram matrix r×r of the columns of W: U for X = U Uᵀ, [U; V] for U Vᵀ. */
export function columnGram(parametrization: Parametrization, point: Float64Array): Matrix {
  const { rank } = parametrization;
  const columns = Array.from({ length: rank }, (_, c) => columnOf(parametrization, point, c));
  const gram = matrix(rank, rank);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) gram.data[i * rank + j] = dot(columns[i], 0, columns[j], 0, columns[i].length);
  }
  return gram;
}
