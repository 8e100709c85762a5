import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { normBound } from "../linalg/lanczos-bounds.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import type { Random } from "../linalg/random.ts";
import { svd } from "../linalg/svd.ts";
import { type SymmetricLanczos, symmetricLanczos } from "../linalg/symmetric-lanczos.ts";

/** What is known of ‖G‖₂, split along orthonormal bases of the factors' column spaces. */
export interface SplitNorm extends SplitBound {
  /** ‖·‖_F of the three blocks that touch the bases. */
  readonly touching: number;
  /** An upper bound on the norm of the fourth, the complement of both spaces, but for the failure probability. */
  readonly outside: number;
}

/** What is known of the most that ⟨p, G q⟩ can be, split along the factors' column spaces. */
export interface SplitBound {
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

export interface SplitOptions {
  /** Orthonormal columns, m×r and n×r. */
  readonly u: Matrix;
  readonly v: Matrix;
  /** Their leading columns to split along. */
  readonly directions: number;
  readonly random: Random;
  /** λ: Lanczos goes on until its bound on the complement is below, or for `mostSteps`. */
  readonly ridge: number;
  readonly mostSteps: number;
  readonly failureProbability: number;
}

/** Where a Ritz value exceeds λ, Lanczos goes on this far, so that the pairs are worth using, and keeps so many. */
export const WITNESS_STEPS = 40;
export const MOST_PAIRS = 32;

/**
 * An upper bound on ‖G‖₂. At an optimum λ is an r-fold singular value that plain Lanczos never separates, so G is cut
 * along Q_U, Q_V: the three blocks that touch them are computed outright and only the complement
 * (I − Q_UQ_Uᵀ) G (I − Q_VQ_Vᵀ) is left to Lanczos from a fresh random start on the smaller side, with the bound of
 * Kuczyński & Woźniakowski 1992 (doi:10.1137/0613066). The blocks' norms are combined through their 2×2 matrix.
 */
export function* splitNorm(g: LinearMap, options: SplitOptions): Steps<SplitNorm> {
  if (g.rows < g.columns) {
    const turned = yield* splitNorm(transposed(g), { ...options, u: options.v, v: options.u });
    return { ...turned, left: turned.right, right: turned.left };
  }
  const { ridge, mostSteps, failureProbability, random } = options;
  const u = columnsOf(options.u, options.directions);
  const v = columnsOf(options.v, options.directions);
  const size = v.length;
  const images: Float64Array[] = [];
  const inside = matrix(size, size);
  let [besideU, besideV] = [0, 0];
  const [tall, wide] = [new Float64Array(g.rows), new Float64Array(g.columns)];
  for (let c = 0; c < size; c++) {
    yield* g.applyTransposed(u[c], wide);
    images.push(wide.slice());
    const parts = inside.data.subarray(c * size, (c + 1) * size);
    for (let k = 0; k < size; k++) parts[k] = dot(wide, 0, v[k], 0, g.columns);
    besideV += squareOutside(wide, v, c, parts);
  }
  const turned = transpose(inside);
  for (let c = 0; c < size; c++) {
    yield* g.apply(v[c], tall);
    besideU += squareOutside(tall, u, c, turned.data.subarray(c * size, (c + 1) * size));
  }
  const alpha = size > 0 ? svd(inside).singularValues[0] : 0;
  const [beta, gamma] = [Math.sqrt(besideU), Math.sqrt(besideV)];

  const bound = (ritz: number, steps: number) => normBound({ ritz, steps, dimension: g.columns, failureProbability });
  const value = (state: SymmetricLanczos) => Math.sqrt(Math.max(0, state.ritz().values.at(-1) ?? 0));
  const run = yield* symmetricLanczos(complementGram(g, u, images), {
    random,
    project: (x) => orthogonalize(x, v),
    stop(state) {
      if (state.steps >= mostSteps) return true;
      const ritz = value(state);
      return ritz > ridge ? state.steps >= WITNESS_STEPS : bound(ritz, state.steps) <= ridge;
    },
  });
  const complement = value(run);
  const outside = bound(complement, run.exhausted ? Number.POSITIVE_INFINITY : run.steps);
  const upper = norm2x2(alpha, gamma, beta, outside);
  const touching = Math.hypot(norm(inside.data), beta, gamma);
  const estimate = norm2x2(alpha, gamma, beta, complement);
  return { upper, estimate, touching, outside, complement, steps: run.steps, ...(yield* pairsAbove(g, u, run, ridge)) };
}

/** The pairs above λ: the Ritz vectors on the smaller side with their images outside Q_U, values ‖that image‖. */
function* pairsAbove(
  g: LinearMap,
  u: readonly Float64Array[],
  run: SymmetricLanczos,
  ridge: number,
): Steps<Pick<SplitNorm, "values" | "left" | "right">> {
  const above = run.ritz().values.filter((square) => square > ridge * ridge).length;
  const count = Math.min(MOST_PAIRS, above);
  const { vectors } = count > 0 ? run.pairs() : { vectors: matrix(g.columns, 0) };
  const [values, left, right] = [new Float64Array(count), matrix(g.rows, count), matrix(g.columns, count)];
  const [q, image] = [new Float64Array(g.columns), new Float64Array(g.rows)];
  for (let k = 0; k < count; k++) {
    const from = vectors.columns - 1 - k;
    for (let j = 0; j < g.columns; j++) q[j] = vectors.data[j * vectors.columns + from];
    yield* g.apply(q, image);
    orthogonalize(image, u);
    values[k] = norm(image);
    for (let i = 0; i < g.rows; i++) left.data[i * count + k] = image[i] / values[k];
    for (let j = 0; j < g.columns; j++) right.data[j * count + k] = q[j];
  }
  return { values, left, right };
}

/**
 * A bound on the square of x's part outside a basis of which x is nearly the c-th direction: what is left without that
 * direction alone (free of cancellation), or by Pythagoras with a margin for it, whichever is less. `parts` holds
 * ⟨x, basis_k⟩ for every k.
 */
export function squareOutside(x: Float64Array, basis: readonly Float64Array[], c: number, parts: Float64Array): number {
  let [square, left] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    square += x[i] * x[i];
    left += (x[i] - parts[c] * basis[c][i]) ** 2;
  }
  const covered = dot(parts, 0, parts, 0, parts.length);
  return Math.min(left * (1 + 1e-14), Math.max(0, square - covered) + 1e-14 * parts.length * square);
}

/**
 * Gᵀ (I − Q_UQ_Uᵀ) G = GᵀG − CCᵀ with C = GᵀQ_U, on the smaller side alone: nothing of the longer side is kept or
 * orthogonalised. The projection by Q_V is the caller's.
 */
function complementGram(g: LinearMap, u: readonly Float64Array[], images: readonly Float64Array[]) {
  const long = new Float64Array(g.rows);
  return {
    size: g.columns,
    *apply(x: Float64Array, out: Float64Array): Steps<void> {
      yield* g.apply(x, long);
      yield* g.applyTransposed(long, out);
      for (let c = 0; c < u.length; c++) {
        const along = dot(images[c], 0, x, 0, g.columns);
        for (let j = 0; j < g.columns; j++) out[j] -= along * images[c][j];
      }
    },
  };
}

function transposed(g: LinearMap): LinearMap {
  return { rows: g.columns, columns: g.rows, apply: g.applyTransposed, applyTransposed: g.apply };
}

export function columnsOf({ rows, columns, data }: Matrix, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, c) => Float64Array.from({ length: rows }, (_, i) => data[i * columns + c]));
}

/** ‖[[a, b], [c, d]]‖₂ for nonnegative numbers, as a sum of two lengths: near a = d a discriminant would cancel. */
function norm2x2(a: number, b: number, c: number, d: number): number {
  return 0.5 * (Math.hypot(a + d, b - c) + Math.hypot(a - d, b + c));
}
