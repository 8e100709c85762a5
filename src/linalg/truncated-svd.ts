import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type BlockKrylov, blockKrylov, roundoff } from "./block-krylov.ts";
import type { BlockMap } from "./block-map.ts";
import { readFactor, writeFactor } from "./factor-copy.ts";
import { leadingColumns, type Matrix, transpose } from "./matrix.ts";
import type { Random } from "./random.ts";
import type { RankRule } from "./rank-rules.ts";
import { type Svd, svd } from "./svd.ts";
import { tallQr, timesSmall } from "./tall-qr.ts";

/** The leading part of an SVD, A ≈ A_k = U Σ Vᵀ with AᵀU = V Σ to rounding; k is the number of singular values. */
export interface TruncatedSvd extends Svd {
  /**
   * ‖A − A_k‖_F = (‖A‖_F² − Σσ²)^½, exact but for `rounding`: below it the difference has lost its digits. Undefined where
   * the map does not say its norm.
   */
  readonly error?: { readonly frobenius: number; readonly rounding: number };
  /** Columns multiplied by A or Aᵀ, by format. */
  readonly products: { readonly float32: number; readonly float64: number };
}

export interface TruncatedSvdOptions {
  readonly rank: RankRule;
  readonly random: Random;
  /** The share of ‖A − A_k‖_F² by which the result may exceed the best of its rank, estimated; 1e-10 unless given. */
  readonly accuracy?: number;
  /** The same map in float32, up to a factor: most products then are its own, and two in float64 take the rounding away. */
  readonly rough?: BlockMap;
}

/** Columns of a Krylov block: enough for the kernels to run at their full rate. */
const BLOCK_SIZE = 16;

/**
 * The truncated SVD of a map that multiplies blocks: a block Krylov space, in float32 where `rough` is given and its rounding
 * does not matter, then one step of subspace iteration with Rayleigh–Ritz in float64. The rank is at most what rises
 * above rounding. Throws where a number is not finite.
 */
export function* truncatedSvd(scratch: Scratch, map: BlockMap, options: TruncatedSvdOptions): Steps<TruncatedSvd> {
  if (map.precision !== "float64") throw new Error("bug: truncatedSvd finishes in float64");
  const products = { float32: 0, float64: 0 };
  let found: { krylov: BlockKrylov; count: number } | undefined;
  for (const source of options.rough ? [options.rough, map] : [map]) {
    const search = yield* searchSpace(scratch, source, options);
    products[source.precision] += search.krylov.products;
    if (source === map || search.converged) {
      found = search;
      break;
    }
  }
  if (!found) throw new Error("bug: no Krylov space");

  // Whole tiles of the kernels: the columns beyond the rank are free.
  const count = Math.min(4 * Math.ceil(found.count / 4), found.krylov.values.length);
  const ritz = yield* finishInFloat64(scratch, map, yield* found.krylov.rightVectors(count));
  products.float64 += 2 * count;
  return truncated(map, ritz, options.rank, products);
}

/** A Krylov space for the rank that the rule asks for. */
function* searchSpace(
  scratch: Scratch,
  map: BlockMap,
  { rank, random, accuracy = 1e-10 }: TruncatedSvdOptions,
): Steps<{ krylov: BlockKrylov; count: number; converged: boolean }> {
  const { rows, columns, squaredNorm, precision } = map;
  let count = 0;
  let converged = false;
  let pace: Pace = { due: 0, dimension: 0, distance: Number.POSITIVE_INFINITY };
  const krylov = yield* blockKrylov(scratch, map, {
    random,
    blockSize: BLOCK_SIZE,
    stop: (state) => {
      const { dimension, exhausted } = state;
      if (dimension < pace.due && !exhausted) return false;
      const { values } = state;
      const wanted = rank({ rows, columns, values, squaredNorm });
      count = Math.min(wanted, values.length);
      if (wanted >= values.length && !exhausted) {
        pace = { ...pace, due: Math.max(dimension + BLOCK_SIZE, Math.min(wanted + 1, 2 * dimension)) };
        return false;
      }
      const noise = 4 * roundoff[precision] * values[0];
      const allowed = accuracy * tailOf(values, count, squaredNorm);
      converged = wanted <= count && excess(values, state.residuals, count, noise) <= allowed;
      const distance = Math.log10(excess(values, state.residuals, count, 0) / allowed);
      pace = nextCheck(pace, dimension, distance);
      return converged || distance <= -1;
    },
  });
  return { krylov, count, converged };
}

/** When convergence is looked at again: the eigenvalues that it takes cost as much as a product. */
interface Pace {
  /** The dimension at which it is due. */
  readonly due: number;
  /** The last look: dimension, and digits between the excess and what is allowed. */
  readonly dimension: number;
  readonly distance: number;
}

/** Where the digits run out at the rate of the last two looks, or a little before: the rate grows. */
function nextCheck(last: Pace, dimension: number, distance: number): Pace {
  const rate = (last.distance - distance) / (dimension - last.dimension);
  const ahead = rate > 0 && rate < Number.POSITIVE_INFINITY ? (0.8 * distance) / rate : 0;
  return { due: dimension + Math.min(Math.max(ahead, 2 * BLOCK_SIZE), dimension / 2), dimension, distance };
}

/**
 * What Ritz vectors of these residuals lose of the energy Σσ²: λ − θ² ≤ (θr)²/(θ² − s²) for an eigenvalue λ of AᵀA, s the
 * next singular value, and the two products in float64 take a factor (s/θ)⁴ of that.
 */
function excess(values: Float64Array, residuals: Float64Array, count: number, noise: number): number {
  const next = count < values.length ? values[count] : 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const theta = values[i];
    if (theta === 0) break;
    const residual = residuals[i] + noise;
    const gap = (theta - next) * (theta + next);
    lost += theta * residual * Math.min(1, (theta * residual) / gap) * (next / theta) ** 4;
  }
  return lost;
}

/** ‖A − A_k‖_F², at least σ²_{k+1}. */
function tailOf(values: Float64Array, count: number, squaredNorm = 0): number {
  let rest = squaredNorm;
  for (let i = 0; i < count; i++) rest -= values[i] ** 2;
  return Math.max(rest, count < values.length ? values[count] ** 2 : 0);
}

/** U = orth(A V), and the SVD of U Uᵀ A. */
function* finishInFloat64(scratch: Scratch, map: BlockMap, v: Matrix): Steps<Svd> {
  const left = yield* tallQr(scratch, yield* product(scratch, map, v, false));
  const right = yield* tallQr(scratch, yield* product(scratch, map, left.q, true));
  const core = svd(transpose(right.r));
  yield;
  return {
    u: yield* timesSmall(scratch, left.q, core.u),
    singularValues: core.singularValues,
    v: yield* timesSmall(scratch, right.q, core.v),
  };
}

/** A X, or Aᵀ X. */
function* product(scratch: Scratch, map: BlockMap, x: Matrix, transposed: boolean): Steps<Matrix> {
  const { memory } = scratch.workspace;
  const into = scratch.factor("multiplied", "float64", x.rows, x.columns);
  const out = scratch.factor("product", "float64", transposed ? map.columns : map.rows, x.columns);
  writeFactor(memory, into, x);
  yield* transposed ? map.transposeTimes(into, out) : map.times(into, out);
  return readFactor(memory, out, x.columns);
}

/** The rank that the rule asks for, of what rises above rounding. */
function truncated(
  { rows, columns, squaredNorm }: BlockMap,
  { u, singularValues, v }: Svd,
  rule: RankRule,
  products: TruncatedSvd["products"],
): TruncatedSvd {
  const noise = Number.EPSILON * Math.sqrt(rows + columns) * (singularValues[0] ?? 0);
  const values = singularValues.filter((value) => value > noise);
  const count = Math.min(values.length, rule({ rows, columns, values, squaredNorm }));
  let rest = squaredNorm ?? 0;
  for (let i = 0; i < count; i++) rest -= values[i] ** 2;
  const rounding = Math.sqrt(Number.EPSILON * Math.sqrt(rows + columns) * (squaredNorm ?? 0));
  return {
    u: leadingColumns(u, count),
    singularValues: values.slice(0, count),
    v: leadingColumns(v, count),
    ...(squaredNorm === undefined ? {} : { error: { frobenius: Math.sqrt(Math.max(0, rest)), rounding } }),
    products,
  };
}
