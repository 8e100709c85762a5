import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Regularizer } from "../regularizers/regularizer.ts";
import type { Problem } from "./problem.ts";

/** A point and the problem at its rank. */
export interface ColumnBalanced<P extends Problem> {
  readonly problem: P;
  readonly point: Point;
}

/**
 * The same X from nonnegative factors, each column pair (a u, v/a) scaled to the least penalty: to equal length, in the
 * penalty's weights, and where an ℓ₁ penalty joins to the balance of both. Pairs whose product is ≤ `tolerance` of the largest are
 * dropped.
 */
export function columnBalanced<P extends Problem>(problem: P, point: Point, tolerance: number): ColumnBalanced<P> {
  const { parametrization, regularizer } = problem;
  const { rows, columns, rank } = parametrization;
  const { left, right } = parametrization.parts(point);
  const lengths = (factor: Point, weights: Float64Array | undefined) =>
    Float64Array.from({ length: rank }, (_, c) =>
      norm(
        Float64Array.from(
          { length: factor.length / rank },
          (_, i) => factor[i * rank + c] * (weights ? Math.sqrt(weights[i]) : 1),
        ),
      ),
    );
  const ofLeft = lengths(left, regularizer.weights?.rows);
  const ofRight = left === right ? ofLeft : lengths(right, regularizer.weights?.columns);
  const products = ofLeft.map((length, c) => length * ofRight[c]);
  const least = tolerance * products.reduce((most, product) => Math.max(most, product), 0);
  const kept = Array.from(products.keys()).filter((c) => products[c] > least);
  const sums = (factor: Point) =>
    Float64Array.from({ length: rank }, (_, c) => {
      let sum = 0;
      for (let k = c; k < factor.length; k += rank) sum += factor[k];
      return sum;
    });
  const [sumsOfLeft, sumsOfRight] = [sums(left), sums(right)];
  const scales = products.map((_, c) =>
    left === right ? 1 : leastPenalty(regularizer, [ofLeft[c], ofRight[c]], [sumsOfLeft[c], sumsOfRight[c]]),
  );
  const taken = (factor: Point, size: number, scaleOf: (c: number) => number) => {
    const out = matrix(size, kept.length);
    for (const [k, c] of kept.entries()) {
      const scale = scaleOf(c);
      for (let i = 0; i < size; i++) out.data[i * kept.length + k] = scale * factor[i * rank + c];
    }
    return out;
  };
  const smaller = problem.with({ rank: kept.length }) as P;
  const next = smaller.point();
  smaller.parametrization.setFactors(
    { left: taken(left, rows, (c) => scales[c]), right: taken(right, columns, (c) => 1 / scales[c]) },
    next,
  );
  return { problem: smaller, point: next };
}

/** Halvings of the interval that the best scale is enclosed in: to the last digit of its logarithm. */
const HALVINGS = 60;

/** The a > 0 that makes λ/2 (a²‖u‖² + ‖v‖²/a²) + μ (a Σu + Σv/a) least, convex in log a; of equal lengths without penalty. */
function leastPenalty({ ridge, l1 }: Regularizer, lengths: readonly number[], sums: readonly number[]): number {
  const even = Math.sqrt(lengths[1] / lengths[0]);
  if (l1 === 0) return even;
  const bySums = Math.sqrt(sums[1] / sums[0]);
  if (ridge === 0) return bySums;
  let [low, high] = [Math.min(even, bySums), Math.max(even, bySums)];
  for (let k = 0; k < HALVINGS && low < high; k++) {
    const a = Math.sqrt(low) * Math.sqrt(high);
    const [u, v] = [a * lengths[0], lengths[1] / a];
    const slope = ridge * (u - v) * (u + v) + l1 * (a * sums[0] - sums[1] / a);
    if (slope > 0) high = a;
    else low = a;
  }
  return Math.sqrt(low) * Math.sqrt(high);
}
