import type { Steps } from "../kernels/steps.ts";
import { denseBackProjection } from "../operators/dense-back-projection.ts";
import type { BackProjection } from "../operators/operator.ts";
import { isSymmetric } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";

/** Matrices with more entries, or more products to form them, are not formed. */
const MOST_CELLS = 1e6;
const MOST_PRODUCTS = 2e7;

/**
 * A matrix that is nowhere below 𝒜*(z), in the penalty's weights, and nowhere negative: the positive part, of the symmetric
 * part where X is symmetric; 𝒜*(z₊) where 𝒜* keeps signs. Undefined where it would have to be formed and is large. It
 * stands where the operator's own back projections do.
 */
export function* positivePart(problem: Problem, z: Float64Array): Steps<BackProjection | undefined> {
  const { operator, store, parametrization } = problem;
  const scaling = inverseRoots(problem.regularizer);
  const positive = (x: number) => Math.max(0, x);
  if (operator.nonnegative) return yield* store.bound.backProjection(z.map(positive), scaling);
  const { rows, columns, measurements } = operator;
  if (rows * columns > MOST_CELLS || rows * columns * measurements > MOST_PRODUCTS) return undefined;
  const { data } = operator.adjoint(z);
  const tied = isSymmetric(parametrization.hull);
  const entry = (i: number, j: number) =>
    tied ? (data[i * columns + j] + data[j * columns + i]) / 2 : data[i * columns + j];
  const block = store.block("positive part", "float64", rows * columns);
  const into = store.workspace.memory.float64(block);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) into[i * columns + j] = positive(entry(i, j));
  yield;
  return denseBackProjection(operator, store.workspace, store.block, block, scaling);
}
