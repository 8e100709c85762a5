import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { tallSvd } from "../problem/tall-svd.ts";

/** Sums of products below this are numbers. */
const OVERFLOW = 1e306;

/** The singular values of X without mean and biases, descending; undefined where its numbers overflow or are none. */
export function* singularValuesAt({ parametrization, store }: Problem, point: Point): Steps<number[] | undefined> {
  const { rows, columns } = parametrization;
  const { left, right, rank } = parametrization.parts(point);
  if (rank === 0) return [];
  if (!(norm(left) * norm(right) < OVERFLOW)) return undefined;
  const factors = {
    left: matrix(rows, rank, Float64Array.from(left)),
    right: matrix(columns, rank, Float64Array.from(right)),
  };
  return [...(yield* tallSvd(store, factors)).singularValues];
}
