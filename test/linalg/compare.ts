import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../src/linalg/multiply.ts";
import { largestMagnitude } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";

/** A fixture's matrix. */
export function fromFixture(fixture: { rows: number; columns: number; data: number[] }): Matrix {
  return matrix(fixture.rows, fixture.columns, Float64Array.from(fixture.data));
}

export function gaussianMatrix(rows: number, columns: number, seed: number): Matrix {
  const stream = random(seed);
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => stream.gaussian()),
  );
}

/** A gaussian matrix of the given rank, or less where it is too small for it. */
export function matrixOfRank(rows: number, columns: number, rank: number, seed: number): Matrix {
  return multiply(gaussianMatrix(rows, rank, seed), gaussianMatrix(rank, columns, seed + 1));
}

/** max |aᵢ − bᵢ|; NaN where a number is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length} differ`);
  return largestMagnitude(Float64Array.from(a, (value, i) => value - b[i]));
}

/** max |(QᵀQ − I)ᵢⱼ|. */
export function orthonormalityError(q: Matrix): number {
  const gram = multiplyTransposed(q, q);
  return largestMagnitude(gram.data.map((value, at) => value - (at % (q.columns + 1) === 0 ? 1 : 0)));
}

/** A with column j times d_j. */
export function scaleColumns(a: Matrix, d: ArrayLike<number>): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.data.map((value, at) => value * d[at % a.columns]),
  );
}
