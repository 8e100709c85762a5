import {
  denseHessian,
  type Matrix,
  matrix,
  type Point,
  type SecondOrderProblem,
  type Steps,
  symmetricEigen,
} from "../../src/index.ts";

/** What adds its curvature to f: a benign regulariser, or K*K of a gauge. */
export type Curved = (direction: Float64Array) => ArrayLike<number>;

/** The eigenvalues of ∇²f(θ), ascending, and of ∇²f(θ) with another curvature. */
export function* spectra(
  problem: SecondOrderProblem,
  point: Point,
  curved: Curved,
): Steps<{ readonly alone: Float64Array; readonly together: Float64Array }> {
  const hessian = yield* denseHessian(problem, point);
  const alone = symmetricEigen(hessian).values;
  yield;
  return { alone, together: symmetricEigen(sumWith(hessian, curved)).values };
}

/** A symmetric matrix and the map beside it, as one matrix. */
export function sumWith(hessian: Matrix, curved: Curved): Matrix {
  const size = hessian.rows;
  const sum = matrix(size, size, hessian.data.slice());
  const unit = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    unit.fill(0);
    unit[k] = 1;
    const row = curved(unit);
    for (let j = 0; j < size; j++) sum.data[k * size + j] += row[j];
  }
  return sum;
}

/** The last of a list. */
export const last = (values: ArrayLike<number>): number => values[values.length - 1];
