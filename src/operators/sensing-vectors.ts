import { type Matrix, matrix } from "../linalg/matrix.ts";
import { checkFinite, finiteMatrix, isMatrix } from "./finite.ts";
import { checkSize } from "./size.ts";

/**
 * A copy of sensing vectors, one a row: from a matrix, or from their numbers one vector after the other.
 *
 * @throws RangeError where the numbers are not whole vectors of this length, there is none, or one is not finite.
 */
export function sensingVectors(
  factory: string,
  name: string,
  vectors: Matrix | ArrayLike<number>,
  lengthName: string,
  length: number | undefined,
): Matrix {
  if (isMatrix(vectors)) {
    const copy = finiteMatrix(factory, name, vectors);
    if (length !== undefined && length !== copy.columns) {
      throw new RangeError(
        `${factory}: ${name}: expected ${length} columns, as ${lengthName} says; got ${copy.columns}`,
      );
    }
    return copy;
  }
  checkFinite(factory, name, vectors);
  if (length === undefined) {
    throw new RangeError(`${factory}: ${lengthName}: expected the length of a vector, as ${name} is not a matrix`);
  }
  checkSize(factory, { [lengthName]: length });
  if (vectors.length === 0 || vectors.length % length !== 0) {
    throw new RangeError(`${factory}: ${name}: expected whole vectors of ${length} numbers; got ${vectors.length}`);
  }
  return matrix(vectors.length / length, length, Float64Array.from(vectors));
}

/** The value aᵀ X b of every pair of rows. */
export function rankOneValues(left: Matrix, right: Matrix, x: Matrix): Float64Array {
  return Float64Array.from({ length: left.rows }, (_, k) => {
    let value = 0;
    for (let i = 0; i < x.rows; i++) {
      let row = 0;
      for (let j = 0; j < x.columns; j++) row += x.data[i * x.columns + j] * right.data[k * x.columns + j];
      value += left.data[k * x.rows + i] * row;
    }
    return value;
  });
}

/** Σ_k z_k a_k b_kᵀ. */
export function rankOneSum(left: Matrix, right: Matrix, z: Float64Array): Matrix {
  const x = matrix(left.columns, right.columns);
  for (let k = 0; k < z.length; k++) {
    for (let i = 0; i < x.rows; i++) {
      const factor = z[k] * left.data[k * x.rows + i];
      for (let j = 0; j < x.columns; j++) x.data[i * x.columns + j] += factor * right.data[k * x.columns + j];
    }
  }
  return x;
}
