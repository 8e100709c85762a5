import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { lsqr } from "../linalg/lsqr.ts";
import { norm } from "../linalg/norm.ts";
import type { BackProjection } from "../operators/operator.ts";
import { measureOffsets, measureRankOne } from "../problem/measure-offsets.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * A dual direction Z: the negative derivative of the loss, made to fit what the unpenalised offsets demand, with what
 * the penalised ones cost.
 *
 * Any s ≥ 0 with s‖𝒜*(Z)‖₂ ≤ λ (in the penalty's weights) gives the lower bound
 * D(s) = −Σ ℓ*(−s Z_k, y_k) − s² Σ (row and column sums of 𝒜*(Z))² / (2 λ_b) on the convex problem.
 */
export interface DualDirection {
  readonly z: Float64Array;
  /** Σ (row sums)² + Σ (column sums)² over the penalised biases, divided by λ_b. */
  readonly biasCost: number;
  /** How much rounding may have left of Z along the unpenalised offsets, times the size of y: it costs s·`slack`. */
  readonly slack: number;
}

/** Z at a point whose negative loss derivative is `residual`; the mean and unpenalised biases are projected out. */
export function* dualDirection(problem: Problem, residual: Float64Array): Steps<DualDirection> {
  const { parametrization, regularizer, store } = problem;
  const { biases } = parametrization;
  const hasBias = biases.rows || biases.columns;
  const free = hasBias && regularizer.biasRidge === 0;
  const z = residual.slice();
  let leftover = 0;
  // The second pass takes what rounding left of the first, and shows how much a pass leaves.
  for (let pass = 0; pass < 2; pass++) {
    if (free) leftover = yield* projectOffsets(problem, z);
    else if (biases.mean) leftover = yield* projectMean(problem, z);
  }
  const slack = leftover * (norm(problem.observed) + norm(residual));
  let biasCost = 0;
  if (hasBias && !free) {
    const sums = yield* lineSums(yield* store.bound.backProjection(z));
    const squares = (list: Float64Array) => list.reduce((sum, x) => sum + x * x, 0);
    biasCost =
      ((biases.rows ? squares(sums.rows) : 0) + (biases.columns ? squares(sums.columns) : 0)) / regularizer.biasRidge;
  }
  return { z, biasCost, slack };
}

/** Removes from z its part along 𝒜(11ᵀ) and returns that part's norm. */
function* projectMean(problem: Problem, z: Float64Array): Steps<number> {
  const { rows, columns } = problem.operator;
  const ones = yield* measureRankOne(problem, new Float64Array(rows).fill(1), new Float64Array(columns).fill(1));
  const length = norm(ones);
  if (length === 0) return 0;
  const along = dot(ones, 0, z, 0, z.length) / length;
  for (let k = 0; k < z.length; k++) z[k] -= (along / length) * ones[k];
  return Math.abs(along);
}

/** Row and column sums of G. */
function* lineSums(g: BackProjection): Steps<{ rows: Float64Array; columns: Float64Array }> {
  const rows = new Float64Array(g.rows);
  const columns = new Float64Array(g.columns);
  yield* g.apply(new Float64Array(g.columns).fill(1), rows);
  yield* g.applyTransposed(new Float64Array(g.rows).fill(1), columns);
  return { rows, columns };
}

/**
 * Removes from z its part in the range of the offsets, least squares over the graph of the observed entries, and returns
 * that part's norm; Infinity where the iteration did not converge.
 */
function* projectOffsets(problem: Problem, z: Float64Array): Steps<number> {
  const { operator, store } = problem;
  const { biases } = problem.parametrization;
  const { rows, columns } = operator;
  const split = (x: Float64Array) =>
    [
      biases.rows || (biases.mean && !biases.columns) ? x.slice(0, rows) : new Float64Array(rows),
      biases.columns ? x.slice(rows) : new Float64Array(columns),
    ] as const;
  const fit = yield* lsqr(
    {
      rows: z.length,
      columns: rows + columns,
      *apply(x, out) {
        out.set(yield* measureOffsets(problem, ...split(x)));
      },
      *applyTransposed(y, out) {
        const sums = yield* lineSums(yield* store.bound.backProjection(y));
        const [b, c] = split(Float64Array.from([...sums.rows, ...sums.columns]));
        out.set(b);
        out.set(c, rows);
      },
    },
    z,
    { tolerance: 1e-15 },
  );
  const offsets = yield* measureOffsets(problem, ...split(fit.solution));
  for (let k = 0; k < z.length; k++) z[k] -= offsets[k];
  const converged = fit.stopped === "residualSmall" || fit.stopped === "normalResidualSmall";
  return converged ? norm(offsets) : Number.POSITIVE_INFINITY;
}

/** The best lower bound found over 0 ≤ s ≤ largest. */
export interface DualBound {
  readonly value: number;
  readonly s: number;
}

/**
 * Maximises the concave D over 0 ≤ s ≤ `largest` by parabolas through three points (exact at once for least squares).
 * Every s gives a valid bound, so nothing rests on the search; a rounding margin of p·ε times the sum of the terms'
 * magnitudes is taken off.
 */
export function dualBound(problem: Problem, { z, biasCost, slack }: DualDirection, largest: number): DualBound {
  const { loss, observed } = problem;
  const evaluate = (s: number): DualBound => {
    let sum = 0;
    let magnitude = 0;
    for (let k = 0; k < z.length; k++) {
      const term = loss.conjugate(-s * z[k], observed[k]);
      sum -= term;
      magnitude += Math.abs(term);
    }
    return { s, value: sum - 0.5 * s * s * biasCost - (s > 0 ? s * slack : 0) - z.length * Number.EPSILON * magnitude };
  };
  let tried = [0, largest / 2, largest, ...(largest > 1 ? [1] : [])].map(evaluate);
  tried = tried.sort((a, b) => b.value - a.value).slice(0, 3);
  for (let attempt = 0; attempt < 3; attempt++) {
    const vertex = parabolaVertex(tried);
    if (!(vertex > 0 && vertex < largest)) break;
    tried = [...tried, evaluate(vertex)].sort((a, b) => b.value - a.value).slice(0, 3);
  }
  return tried.reduce((best, at) => (at.value > best.value ? at : best));
}

/** Where the parabola through three points peaks; NaN where it does not. */
function parabolaVertex([a, b, c]: DualBound[]): number {
  const left = (b.value - a.value) / (b.s - a.s);
  const curvature = ((c.value - b.value) / (c.s - b.s) - left) / (c.s - a.s);
  return curvature < 0 ? 0.5 * (a.s + b.s) - left / (2 * curvature) : Number.NaN;
}
