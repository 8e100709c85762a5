import type { Steps } from "../kernels/steps.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { largestMagnitude, norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Regularizer } from "../regularizers/regularizer.ts";
import { columnBalanced } from "./column-balance.ts";
import type { Problem } from "./problem.ts";
import { tallSvd } from "./tall-svd.ts";

/** The thin SVD of diag(√a) U Vᵀ diag(√b), the low-rank part in the geometry of the penalty (a = b = 1 without weights). */
export interface WeightedSvd {
  /** m×r and n×r, orthonormal columns. */
  readonly u: Matrix;
  readonly v: Matrix;
  /** Descending. */
  readonly singularValues: Float64Array;
}

/** The weighted SVD at a point; see `WeightedSvd`. */
export function* weightedSvd(problem: Problem, point: Point): Steps<WeightedSvd> {
  const { parametrization, regularizer } = problem;
  const { left, right, rank } = parametrization.parts(point);
  const { rows, columns } = parametrization;
  return yield* tallSvd(problem.store, {
    left: scaledRows(matrix(rows, rank, Float64Array.from(left)), roots(regularizer)?.rows),
    right: scaledRows(matrix(columns, rank, Float64Array.from(right)), roots(regularizer)?.columns),
  });
}

/** √a and √b; undefined where both are ones. */
export function roots({ weights }: Regularizer): { rows: Float64Array; columns: Float64Array } | undefined {
  return weights ? { rows: weights.rows.map(Math.sqrt), columns: weights.columns.map(Math.sqrt) } : undefined;
}

/** 1/√a and 1/√b, 0 where a weight is 0: such a row has no entries and stays out. */
export function inverseRoots({ weights }: Regularizer): { rows: Float64Array; columns: Float64Array } | undefined {
  const inverse = (w: number) => (w > 0 ? 1 / Math.sqrt(w) : 0);
  return weights ? { rows: weights.rows.map(inverse), columns: weights.columns.map(inverse) } : undefined;
}

/** The largest √(a b). */
function largestWeight({ weights }: Regularizer): number {
  return weights ? Math.sqrt(largestMagnitude(weights.rows)) * Math.sqrt(largestMagnitude(weights.columns)) : 1;
}

/** Sums of products below this are numbers. */
const OVERFLOW = 1e306;
const NOTHING: WeightedSvd = { u: matrix(0, 0), v: matrix(0, 0), singularValues: new Float64Array(0) };

/** A point with balanced factors, the problem at its rank, and the factors' SVD. */
export interface Balanced<P extends Problem = Problem> {
  readonly problem: P;
  readonly point: Point;
  readonly svd: WeightedSvd;
}

/**
 * The same X from balanced factors, columns of singular values ≤ `tolerance`·σ₁ dropped: among all factors of X the
 * balanced ones have the least penalty. Nonnegative factors keep their columns, balanced one by one. A point that is not finite, or whose X may overflow, stays as it is, with no singular
 * value at a rank above 0.
 */
export function* balanced<P extends Problem>(problem: P, point: Point, tolerance = 1e-6): Steps<Balanced<P>> {
  const { parametrization, regularizer } = problem;
  const { left, right } = parametrization.parts(point);
  const size = norm(left) * norm(right) * largestWeight(regularizer);
  if (!point.every(Number.isFinite) || !(size < OVERFLOW)) return { problem, point, svd: NOTHING };
  if (parametrization.nonnegative) {
    const within = columnBalanced(problem, point, tolerance);
    return { ...within, svd: yield* weightedSvd(within.problem, within.point) };
  }
  const svd = yield* weightedSvd(problem, point);
  const { singularValues, u, v } = svd;
  const rank = singularValues.findIndex((s) => !(s > tolerance * singularValues[0]));
  const kept = rank < 0 ? singularValues.length : rank;
  const smaller = problem.with({ rank: kept }) as P;
  const next = smaller.point();
  const [from, into] = [parametrization.parts(point), smaller.parametrization.parts(next)];
  const scale = inverseRoots(regularizer);
  smaller.parametrization.setFactors(
    {
      left: scaledColumns(u, singularValues, kept, scale?.rows),
      right: scaledColumns(v, singularValues, kept, scale?.columns),
    },
    next,
  );
  into.rowBias.set(from.rowBias);
  into.columnBias.set(from.columnBias);
  into.mean.set(from.mean);
  const cut = (full: Matrix) => matrix(full.rows, kept, columnsOf(full, kept));
  return {
    problem: smaller,
    point: next,
    svd: { u: cut(u), v: cut(v), singularValues: singularValues.slice(0, kept) },
  };
}

function columnsOf({ rows, columns, data }: Matrix, kept: number): Float64Array {
  const out = new Float64Array(rows * kept);
  for (let i = 0; i < rows; i++) out.set(data.subarray(i * columns, i * columns + kept), i * kept);
  return out;
}

function scaledRows(a: Matrix, scale: Float64Array | undefined): Matrix {
  if (scale) for (let k = 0; k < a.data.length; k++) a.data[k] *= scale[Math.floor(k / a.columns)];
  return a;
}

/** The first `rank` columns of basis · √σ, each row times the inverse root of its weight. */
function scaledColumns(basis: Matrix, sigma: Float64Array, rank: number, scale: Float64Array | undefined): Matrix {
  const out = matrix(basis.rows, rank);
  for (let i = 0; i < basis.rows; i++) {
    for (let c = 0; c < rank; c++) {
      out.data[i * rank + c] = basis.data[i * basis.columns + c] * Math.sqrt(sigma[c]) * (scale ? scale[i] : 1);
    }
  }
  return out;
}
