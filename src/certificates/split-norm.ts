import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { lanczosBidiagonalization } from "../linalg/lanczos.ts";
import { normBound } from "../linalg/lanczos-bounds.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import type { Random } from "../linalg/random.ts";
import { svd } from "../linalg/svd.ts";

/** What is known of ‖G‖₂, split along orthonormal bases of the factors' column spaces. */
export interface SplitNorm {
  /** An upper bound but for the failure probability. */
  readonly upper: number;
  /** The same from the Ritz value instead of its bound: an estimate. */
  readonly estimate: number;
  /** The largest Ritz value on the complement of both spaces, and the steps it took. */
  readonly complement: number;
  readonly steps: number;
  /** The Ritz pairs on the complement that lie above λ, values descending: ⟨p_k, G q_k⟩ = values[k]. */
  readonly values: Float64Array;
  readonly left: Matrix;
  readonly right: Matrix;
}

export interface SplitNormOptions {
  /** Orthonormal columns, m×r and n×r. */
  readonly u: Matrix;
  readonly v: Matrix;
  readonly random: Random;
  /** λ: Lanczos goes on until its bound on the complement is below, or for `mostSteps`. */
  readonly ridge: number;
  readonly mostSteps: number;
  readonly failureProbability: number;
}

/** Where a Ritz value exceeds λ, Lanczos goes on this far, so that the pairs are worth using, and keeps so many. */
const WITNESS_STEPS = 40;
const MOST_PAIRS = 32;

/**
 * An upper bound on ‖G‖₂. At an optimum λ is an r-fold singular value that plain Lanczos never separates, so G is cut
 * along Q_U, Q_V: the three blocks that touch them are computed outright and only the complement
 * (I − Q_UQ_Uᵀ) G (I − Q_VQ_Vᵀ) is left to Lanczos from a fresh random start on the smaller side, with the bound of
 * Kuczyński & Woźniakowski 1992 (doi:10.1137/0613066). The blocks' norms are combined through their 2×2 matrix.
 */
export function* splitNorm(g: LinearMap, options: SplitNormOptions): Steps<SplitNorm> {
  if (g.rows < g.columns) {
    const turned = yield* splitNorm(transposed(g), { ...options, u: options.v, v: options.u });
    return { ...turned, left: turned.right, right: turned.left };
  }
  const { ridge, mostSteps, failureProbability, random } = options;
  const u = columnsOf(options.u);
  const v = columnsOf(options.v);
  const inside = matrix(v.length, v.length);
  let [besideU, besideV] = [0, 0];
  const [tall, wide] = [new Float64Array(g.rows), new Float64Array(g.columns)];
  for (let c = 0; c < v.length; c++) {
    yield* g.apply(v[c], tall);
    besideU += outside(tall, u) ** 2;
    yield* g.applyTransposed(u[c], wide);
    for (let k = 0; k < v.length; k++) inside.data[c * v.length + k] = dot(wide, 0, v[k], 0, g.columns);
    besideV += outside(wide, v) ** 2;
  }
  const alpha = v.length > 0 ? svd(inside).singularValues[0] : 0;
  const [beta, gamma] = [Math.sqrt(besideU), Math.sqrt(besideV)];

  const bound = (ritz: number, steps: number) => normBound({ ritz, steps, dimension: g.columns, failureProbability });
  const run = yield* lanczosBidiagonalization(complementOf(g, u, v), {
    random,
    project: (x) => orthogonalize(x, v),
    stop(state) {
      if (state.steps >= mostSteps) return true;
      const value = state.ritz().values[0];
      return value > ridge ? state.steps >= WITNESS_STEPS : bound(value, state.steps) <= ridge;
    },
  });
  const values = run.ritz().values;
  const complement = values[0] ?? 0;
  const above = values.findIndex((value) => !(value > ridge));
  const pairs = run.triples(Math.min(MOST_PAIRS, above < 0 ? values.length : above));
  return {
    upper: norm2x2(alpha, gamma, beta, bound(complement, run.exhausted ? Number.POSITIVE_INFINITY : run.steps)),
    estimate: norm2x2(alpha, gamma, beta, complement),
    complement,
    steps: run.steps,
    values: pairs.singularValues,
    left: pairs.u,
    right: pairs.v,
  };
}

/** The norm of x outside the span of the basis, x overwritten; with a margin for the basis' own rounding. */
function outside(x: Float64Array, basis: readonly Float64Array[]): number {
  const margin = 4 * Number.EPSILON * Math.sqrt(basis.length) * norm(x);
  orthogonalize(x, basis);
  return norm(x) + margin;
}

/** Only what comes out is projected: the start is, and every later input came out before. */
function complementOf(g: LinearMap, u: readonly Float64Array[], v: readonly Float64Array[]): LinearMap {
  return {
    rows: g.rows,
    columns: g.columns,
    *apply(x, out) {
      yield* g.apply(x, out);
      orthogonalize(out, u);
    },
    *applyTransposed(y, out) {
      yield* g.applyTransposed(y, out);
      orthogonalize(out, v);
    },
  };
}

function transposed(g: LinearMap): LinearMap {
  return { rows: g.columns, columns: g.rows, apply: g.applyTransposed, applyTransposed: g.apply };
}

function columnsOf({ rows, columns, data }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, i) => data[i * columns + c]),
  );
}

/** ‖[[a, b], [c, d]]‖₂ for nonnegative numbers. */
function norm2x2(a: number, b: number, c: number, d: number): number {
  if (!Number.isFinite(d)) return Number.POSITIVE_INFINITY;
  const sum = a * a + b * b + c * c + d * d;
  const determinant = a * d - b * c;
  return Math.sqrt(0.5 * (sum + Math.sqrt(Math.max(0, sum * sum - 4 * determinant * determinant))));
}
