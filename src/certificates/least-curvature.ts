import type { Steps } from "../kernels/steps.ts";
import type { RitzValues } from "../linalg/lanczos.ts";
import { eigenvalueBounds } from "../linalg/lanczos-bounds.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Random } from "../linalg/random.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import { type SymmetricLanczos, symmetricLanczos } from "../linalg/symmetric-lanczos.ts";

/** A symmetric map of ℝ^size, and the orthogonal projection on the subspace that it is asked about. */
export interface ProjectedMap {
  readonly size: number;
  apply(x: Float64Array, out: Float64Array): Steps<void>;
  project(x: Float64Array): void;
}

/** The ends of the spectrum of P H P on the range of P. */
export interface LeastCurvature {
  /** The least eigenvalue, or the least Ritz value, which lies above it. */
  readonly least: number;
  /** A lower bound on the least eigenvalue, but for the failure probability. */
  readonly lower: number;
  /** The largest eigenvalue, or an upper bound on it with the same probability. */
  readonly largest: number;
  /** A unit vector of curvature `least`. */
  coordinates(): Float64Array;
  /** Products with H. */
  readonly products: number;
  readonly failureProbability: number;
}

/** Nothing is left by the projection: there is no direction to be asked about. */
const NO_DIRECTION: LeastCurvature = {
  least: Number.POSITIVE_INFINITY,
  lower: Number.POSITIVE_INFINITY,
  largest: 0,
  coordinates: () => new Float64Array(0),
  products: 0,
  failureProbability: 0,
};

/** All eigenvalues of P H P + c (I − P), c above them: for maps of a small space. Undefined where H is not finite. */
export function* denseLeastCurvature({ size, apply, project }: ProjectedMap): Steps<LeastCurvature | undefined> {
  const [whole, outside] = [matrix(size, size), matrix(size, size)];
  const out = new Float64Array(size);
  let nullity = 0;
  for (let k = 0; k < size; k++) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    project(unit);
    for (let i = 0; i < size; i++) outside.data[k * size + i] = (i === k ? 1 : 0) - unit[i];
    nullity += outside.data[k * size + k];
    yield* apply(unit, out);
    project(out);
    whole.data.set(out, k * size);
    yield;
  }
  const directions = size - Math.round(nullity);
  if (directions <= 0) return NO_DIRECTION;
  const above = 2 * norm(whole.data);
  if (!Number.isFinite(above)) return undefined;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const mean = (whole.data[i * size + j] + whole.data[j * size + i]) / 2;
      whole.data[i * size + j] = mean + above * outside.data[i * size + j];
    }
  }
  const { values, vectors } = symmetricEigen(whole);
  const coordinates = () => unitColumn(vectors.data, size, project);
  const largest = Math.max(values[directions - 1], -values[0]);
  return { least: values[0], lower: values[0], largest, coordinates, products: size, failureProbability: 0 };
}

/** How far Lanczos goes. */
export interface LanczosOptions {
  readonly random: Random;
  readonly mostSteps: number;
  readonly failureProbability: number;
  /** Give up where the Ritz values say that the bound needs more steps than there are. */
  readonly impatient?: boolean;
  /** Curvatures within this count as zero where the largest is so large. */
  readonly zeroAt: (largest: number) => number;
}

/** A negative Ritz value is worth this many more steps, unless its residual is this share of it before. */
const WITNESS_STEPS = 10;
const WITNESS_RESIDUAL = 0.1;
/** Numbers that the Lanczos basis may have. */
const MOST_NUMBERS = 2 ** 26;
/** Before so many steps Ritz values tell little of what is to come. */
const FEW_STEPS = 12;

/**
 * The least curvature by Lanczos from a gaussian start in the range of P; it ends where the least eigenvalue is bounded above zero, a
 * negative Ritz value has become a good witness, a flat direction has converged, or the bound would need more steps than
 * there are. Undefined where H is not finite.
 */
export function* lanczosLeastCurvature(
  { size, apply, project }: ProjectedMap,
  { random, mostSteps, failureProbability, zeroAt, impatient = false }: LanczosOptions,
): Steps<LeastCurvature | undefined> {
  let scale = 0;
  let finite = true as boolean;
  const scaled = {
    size,
    *apply(x: Float64Array, out: Float64Array): Steps<void> {
      yield* apply(x, out);
      const length = norm(out);
      finite = Number.isFinite(length);
      // Lanczos works on squares, so that the map is brought to about unit length.
      scale ||= finite && length > 0 ? 1 / length : 0;
      if (!(finite && Number.isFinite(scale))) out.fill(0);
      else for (let k = 0; k < size; k++) out[k] *= scale;
    },
  };
  const boundsOf = (state: SymmetricLanczos, { values }: RitzValues, taken = state.steps) => {
    const steps = state.exhausted ? Number.POSITIVE_INFINITY : taken;
    const [smallest, largest] = [values[0], values[values.length - 1]];
    return eigenvalueBounds({ smallest, largest, steps, dimension: size, failureProbability });
  };
  const limit = Math.min(mostSteps, Math.max(1, Math.floor(MOST_NUMBERS / Math.max(1, size))));
  let negativeSince = Number.POSITIVE_INFINITY;
  const state = yield* symmetricLanczos(scaled, {
    random,
    project,
    stop: (run) => {
      if (!finite || run.steps >= limit) return true;
      const ritz = run.ritz();
      const [least, residual] = [ritz.values[0], ritz.residuals[0]];
      const largest = Math.max(ritz.values[ritz.values.length - 1], -least);
      const zero = zeroAt(largest / (scale || 1)) * (scale || 1);
      if (least < -zero) {
        negativeSince = Math.min(negativeSince, run.steps);
        return residual < WITNESS_RESIDUAL * -least || run.steps >= negativeSince + WITNESS_STEPS;
      }
      negativeSince = Number.POSITIVE_INFINITY;
      if (boundsOf(run, ritz).lower > zero) return true;
      if (run.steps < FEW_STEPS) return false;
      // Ritz values only fall, so that what they promise now is the best there will be.
      if (impatient && boundsOf(run, ritz, limit).lower <= zero) return true;
      return least < zero && residual < 0.1 * zero;
    },
  });
  if (!finite) return undefined;
  if (state.steps === 0) return NO_DIRECTION;
  const unit = scale || 1;
  const ritz = state.ritz();
  const { lower, upper } = boundsOf(state, ritz);
  return {
    least: ritz.values[0] / unit,
    lower: lower / unit,
    largest: Math.max(Number.isFinite(upper) ? upper : ritz.values[state.steps - 1], -ritz.values[0]) / unit,
    coordinates: () => unitColumn(state.pairs(1).vectors.data, size, project),
    products: state.steps,
    failureProbability,
  };
}

/** The first column of a matrix of `size` rows, projected anew and of unit length. */
function unitColumn(data: Float64Array, size: number, project: (x: Float64Array) => void): Float64Array {
  const columns = data.length / size;
  const column = Float64Array.from({ length: size }, (_, i) => data[i * columns]);
  project(column);
  const length = norm(column);
  return column.map((x) => x / length);
}
