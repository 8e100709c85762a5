import type { Steps } from "../../kernels/steps.ts";
import { matrix } from "../../linalg/matrix.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import { inverseRoots, weightedSvd } from "../../problem/balance.ts";
import type { Problem } from "../../problem/problem.ts";

/** A point of the same X and rank whose columns are balanced, orthogonal and descending, the first `full` of them not 0. */
export interface BalancedColumns {
  readonly point: Float64Array;
  readonly full: number;
}

/** Singular values of X below this share of the largest are rounding: their columns are 0. */
const RANK_TOLERANCE = 1e-13;

/** The same X from the factors √σ_k u_k and √σ_k v_k, at the point's own rank, in float64. */
export function* balancedColumns(problem: Problem, point: Point): Steps<BalancedColumns> {
  const { parametrization, regularizer } = problem;
  const { u, v, singularValues } = yield* weightedSvd(problem, point);
  const full = singularValues.filter((s) => s > RANK_TOLERANCE * singularValues[0]).length;
  const scale = inverseRoots(regularizer);
  const { rank } = parametrization;
  const side = (basis: typeof u, by: Float64Array | undefined) => {
    const out = matrix(basis.rows, rank);
    for (let i = 0; i < basis.rows; i++) {
      for (let c = 0; c < full; c++) {
        out.data[i * rank + c] = basis.data[i * basis.columns + c] * Math.sqrt(singularValues[c]) * (by ? by[i] : 1);
      }
    }
    return out;
  };
  const next = Float64Array.from(point);
  parametrization.setFactors({ left: side(u, scale?.rows), right: side(v, scale?.columns) }, next);
  return { point: next, full };
}
