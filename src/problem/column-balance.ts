import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** A point and the problem at its rank. */
export interface ColumnBalanced<P extends Problem> {
  readonly problem: P;
  readonly point: Point;
}

/**
 * The same X from nonnegative factors whose column pairs are of equal length, in the penalty's weights; pairs whose
 * product is ≤ `tolerance` of the largest are dropped. Among the scalings of the columns the penalty has no lower.
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
  const taken = (factor: Point, size: number, own: Float64Array, other: Float64Array) => {
    const out = matrix(size, kept.length);
    for (const [k, c] of kept.entries()) {
      const scale = own === other ? 1 : Math.sqrt(other[c] / own[c]);
      for (let i = 0; i < size; i++) out.data[i * kept.length + k] = scale * factor[i * rank + c];
    }
    return out;
  };
  const smaller = problem.with({ rank: kept.length }) as P;
  const next = smaller.point();
  smaller.parametrization.setFactors(
    { left: taken(left, rows, ofLeft, ofRight), right: taken(right, columns, ofRight, ofLeft) },
    next,
  );
  return { problem: smaller, point: next };
}
