import type { Steps } from "../kernels/steps.ts";
import { dot } from "./dot.ts";
import type { RitzValues } from "./lanczos.ts";
import { matrix } from "./matrix.ts";
import { norm } from "./norm.ts";
import { combinations, orthogonalize } from "./orthogonalize.ts";
import type { Random } from "./random.ts";
import { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.ts";
import { tridiagonalEigen } from "./tridiagonal-eigen.ts";

/** A V = V T after k = `steps` steps; the same live object from the first step to the end. */
export interface SymmetricLanczos {
  readonly steps: number;
  /** The Krylov space is invariant: more steps from this start would find nothing new. */
  readonly exhausted: boolean;
  /** The k Ritz values θ, ascending, between λ_min and λ_max, with ‖Av − θv‖: some eigenvalue lies within that of θ. */
  ritz(): RitzValues;
  /** The least `count` Ritz pairs, all k where absent, ascending; vectors size×count, orthonormal. */
  pairs(count?: number): SymmetricEigen;
}

/** The share of the map's size below which a new vector is taken to its place again. */
const LITTLE = 1e-6;

/**
 * Lanczos for a symmetric map of ℝ^size, with full reorthogonalization, from a gaussian start (Paige 1972,
 * doi:10.1093/imamat/10.3.373); `project`, if given, takes a vector in place to the invariant subspace to stay in.
 * `stop` is asked after each step; it also ends where the Krylov space is exhausted. Throws where the map gives a number
 * that is not finite.
 */
export function* symmetricLanczos(
  map: { readonly size: number; apply(x: Float64Array, out: Float64Array): Steps<void> },
  options: { random: Random; stop: (state: SymmetricLanczos) => boolean; project?: (x: Float64Array) => void },
): Steps<SymmetricLanczos> {
  const { random, stop, project = () => {} } = options;
  const { size } = map;
  const basis: Float64Array[] = [];
  const alphas: number[] = [];
  const betas: number[] = [];
  let exhausted = false;
  let largest = 0;
  const state: SymmetricLanczos = {
    get steps() {
      return basis.length;
    },
    get exhausted() {
      return exhausted;
    },
    ritz: () => ritzValues(alphas, betas),
    pairs: (count = basis.length) => ritzPairs(basis, map.size, alphas, betas, count),
  };

  const next = Float64Array.from({ length: size }, () => random.gaussian());
  const drawn = norm(next);
  project(next);
  let length = norm(next);
  exhausted = length <= Number.EPSILON * Math.sqrt(size) * drawn;
  while (!exhausted) {
    const vector = next.map((value) => value / length);
    basis.push(vector);
    yield* map.apply(vector, next);
    alphas.push(dot(vector, 0, next, 0, size));
    orthogonalize(next, basis, alphas[alphas.length - 1]);
    // Last, since what is left of another subspace in the basis comes back, and grows with each step.
    project(next);
    length = norm(next);
    if (length < LITTLE * largest) {
      // Rounding that was small beside the product may not be so beside what is left of it.
      orthogonalize(next, basis);
      project(next);
      length = norm(next);
    }
    if (!Number.isFinite(length)) throw new RangeError("symmetricLanczos: the map gave a number not finite");
    largest = Math.max(largest, length, Math.abs(alphas[alphas.length - 1]));
    // A length that rounding alone explains is zero.
    exhausted = basis.length === size || length <= Number.EPSILON * Math.sqrt(size) * largest;
    betas.push(exhausted ? 0 : length);
    if (stop(state)) break;
    yield;
  }
  return state;
}

function ritzValues(alphas: number[], betas: number[]): RitzValues {
  const size = alphas.length;
  const diagonal = Float64Array.from(alphas);
  const lastEntries = matrix(size, 1);
  if (size > 0) lastEntries.data[size - 1] = 1;
  tridiagonalEigen(diagonal, Float64Array.from(betas), lastEntries);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j]);
  return {
    values: Float64Array.from(order, (i) => diagonal[i]),
    residuals: Float64Array.from(order, (i) => betas[size - 1] * Math.abs(lastEntries.data[i])),
  };
}

function ritzPairs(
  basis: Float64Array[],
  length: number,
  alphas: number[],
  betas: number[],
  count: number,
): SymmetricEigen {
  const size = alphas.length;
  const tridiagonal = matrix(size, size);
  for (let i = 0; i < size; i++) {
    tridiagonal.data[i * size + i] = alphas[i];
    if (i > 0) tridiagonal.data[i * size + i - 1] = betas[i - 1];
  }
  const { values, vectors } = symmetricEigen(tridiagonal);
  return { values: values.slice(0, count), vectors: combinations(basis, length, vectors, Math.min(count, size)) };
}
