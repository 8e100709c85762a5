import type { Steps } from "../kernels/steps.ts";
import type { LinearMap } from "./linear-map.ts";
import { matrix } from "./matrix.ts";
import { norm } from "./norm.ts";
import { combinations, orthogonalize } from "./orthogonalize.ts";
import type { Random } from "./random.ts";
import { type Svd, svd } from "./svd.ts";
import { tridiagonalEigen } from "./tridiagonal-eigen.ts";

/** Ritz values with bounds on their residuals, in the same order. */
export interface RitzValues {
  readonly values: Float64Array;
  readonly residuals: Float64Array;
}

/** A V = U B after k = `steps` steps; the same live object from the first step to the end. */
export interface LanczosBidiagonalization {
  readonly steps: number;
  /** The Krylov space is invariant: more steps from this start would find nothing new. */
  readonly exhausted: boolean;
  /**
   * The k Ritz values θ, descending, each at most the singular value of its place, with ‖Aᵀu − θv‖ where Av = θu: some
   * singular value lies within that of θ. Computed from θ², so to 2⁻⁵³θ₁²/θ; `triples` knows small ones better.
   */
  ritz(): RitzValues;
  /** The `count` largest Ritz triples, or as many as there are: u rows×count, v columns×count, orthonormal. */
  triples(count: number): Svd;
}

/**
 * Golub–Kahan bidiagonalization (1965, doi:10.1137/0702016) with full reorthogonalization, from a gaussian start in
 * ℝ^columns; `project`, if given, takes that start in place into an invariant subspace to stay in. `stop` is asked after each step; it also ends where the Krylov space is exhausted. Throws where the map
 * gives a number that is not finite.
 */
export function* lanczosBidiagonalization(
  map: LinearMap,
  options: { random: Random; stop: (state: LanczosBidiagonalization) => boolean; project?: (x: Float64Array) => void },
): Steps<LanczosBidiagonalization> {
  const { random, stop } = options;
  const { rows, columns } = map;
  const left: Float64Array[] = [];
  const right: Float64Array[] = [];
  const alphas: number[] = [];
  const betas: number[] = [];
  let exhausted = columns === 0;
  let largest = 0;
  let ritz: RitzValues | undefined;
  const state: LanczosBidiagonalization = {
    get steps() {
      return right.length;
    },
    get exhausted() {
      return exhausted;
    },
    ritz: () => {
      ritz ??= ritzValues(alphas, betas, right.length);
      return ritz;
    },
    triples: (count) => ritzTriples(map, left, right, alphas, betas, count),
  };
  // The length of a new vector, 0 where there is no room for one or rounding alone explains it.
  const lengthOf = (vector: Float64Array, found: number) => {
    const length = norm(vector);
    if (!Number.isFinite(length)) throw new RangeError("lanczosBidiagonalization: the map gave a number not finite");
    if (found === vector.length || length <= Number.EPSILON * Math.sqrt(rows + columns) * largest) return 0;
    largest = Math.max(largest, length);
    return length;
  };

  const product = new Float64Array(rows);
  const back = Float64Array.from({ length: columns }, () => random.gaussian());
  const drawn = norm(back);
  options.project?.(back);
  let length = norm(back);
  exhausted ||= length <= Number.EPSILON * Math.sqrt(columns) * drawn;
  while (!exhausted) {
    right.push(back.map((value) => value / length));
    yield* map.apply(right[right.length - 1], product);
    orthogonalize(product, left, betas[betas.length - 1]);
    length = lengthOf(product, left.length);
    if (length > 0) {
      alphas.push(length);
      left.push(product.map((value) => value / length));
      yield* map.applyTransposed(left[left.length - 1], back);
      orthogonalize(back, right, length);
      length = lengthOf(back, right.length);
      if (length > 0) betas.push(length);
    }
    exhausted = length === 0;
    ritz = undefined;
    if (stop(state)) break;
    yield;
  }
  return state;
}

/** From the eigenvalues θ² of B Bᵀ; the last entry of an eigenvector p gives the residual β_k|p_k|. */
function ritzValues(alphas: number[], betas: number[], steps: number): RitzValues {
  const size = alphas.length;
  const scale = Math.max(1e-300, ...alphas, ...betas);
  const coupling = (i: number) => (i < steps - 1 ? betas[i] / scale : 0);
  const squares = Float64Array.from(alphas, (alpha, i) => (alpha / scale) ** 2 + coupling(i) ** 2);
  const offDiagonal = Float64Array.from(alphas, (_, i) => (i < size - 1 ? coupling(i) * (alphas[i + 1] / scale) : 0));
  const lastEntries = matrix(size, 1);
  if (size > 0) lastEntries.data[size - 1] = 1;
  tridiagonalEigen(squares, offDiagonal, lastEntries);

  const beyond = betas.length === steps ? betas[steps - 1] : 0;
  const order = Array.from(squares.keys()).sort((i, j) => squares[j] - squares[i]);
  const values = new Float64Array(steps);
  const residuals = new Float64Array(steps);
  order.forEach((from, to) => {
    values[to] = scale * Math.sqrt(Math.max(squares[from], 0));
    residuals[to] = beyond * Math.abs(lastEntries.data[from]);
  });
  return { values, residuals };
}

function ritzTriples(
  { rows, columns }: LinearMap,
  left: Float64Array[],
  right: Float64Array[],
  alphas: number[],
  betas: number[],
  count: number,
): Svd {
  const bidiagonal = matrix(left.length, right.length);
  alphas.forEach((alpha, i) => {
    bidiagonal.data[i * right.length + i] = alpha;
    if (i + 1 < right.length) bidiagonal.data[i * right.length + i + 1] = betas[i];
  });
  const small = svd(bidiagonal);
  const kept = Math.min(count, left.length);
  return {
    u: combinations(left, rows, small.u, kept),
    singularValues: small.singularValues.slice(0, kept),
    v: combinations(right, columns, small.v, kept),
  };
}
