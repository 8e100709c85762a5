import type { Witness } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import { measureRankOne } from "../problem/measure-offsets.ts";
import type { Problem } from "../problem/problem.ts";
import { nonnegativeQuadratic } from "./nonnegative-quadratic.ts";

/** Lengths t ≥ 0 along pairs, and the fall of the objective that they bring. */
export interface PairStep {
  readonly lengths: Float64Array;
  readonly fall: number;
}

/** The best lengths along the first `count` pairs of a witness: of all for least squares, of the multiples of one choice otherwise. */
export function* pairStep(problem: Problem, point: Point, witness: Witness, count: number): Steps<PairStep> {
  const { regularizer, loss, observed } = problem;
  const evaluation = problem.at(point);
  const residual = yield* evaluation.negativeDerivative();
  const prediction = yield* evaluation.prediction();
  const scale = inverseRoots(regularizer);
  const images: Float64Array[] = [];
  /** What an ℓ₁ penalty takes for √t·p_k and √t·q_k, as a multiple of √t. */
  const sums = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const p = column(witness.left.data, witness.values.length, k, scale?.rows);
    const q = column(witness.right.data, witness.values.length, k, scale?.columns);
    images.push(yield* measureRankOne(problem, p, q));
    sums[k] = regularizer.l1 > 0 ? regularizer.l1 * [...p, ...q].reduce((sum, x) => sum + x, 0) : 0;
    yield;
  }
  const { curvature } = loss;
  const bent = (image: Float64Array) =>
    loss.quadratic || !curvature ? image : image.map((a, k) => a * curvature(prediction[k], observed[k]));
  const h = images.map(() => new Array<number>(count).fill(0));
  for (let k = 0; k < count; k++) {
    const image = bent(images[k]);
    for (let l = 0; l <= k; l++) h[k][l] = h[l][k] = dot(image, 0, images[l], 0, residual.length);
    yield;
  }
  const c = Float64Array.from(images, (a) => dot(a, 0, residual, 0, a.length) - regularizer.ridge);
  const lengths = nonnegativeQuadratic(h, c);
  if (!loss.quadratic || sums.some((sum) => sum > 0))
    return yield* searched(problem, prediction, images, lengths, sums);
  let fall = 0;
  for (let k = 0; k < count; k++) {
    let row = 0;
    for (let l = 0; l < count; l++) row += h[k][l] * lengths[l];
    fall += lengths[k] * (c[k] - 0.5 * row);
  }
  return { lengths, fall };
}

/** Most doublings and halvings of the length that is searched for. */
const MOST = 60;

/** The multiple of the lengths at which f, convex along them, is least to within a factor of about 2^¼. */
function* searched(
  { loss, observed, regularizer }: Problem,
  prediction: Float64Array,
  images: readonly Float64Array[],
  lengths: Float64Array,
  sums: Float64Array,
): Steps<PairStep> {
  const along = new Float64Array(observed.length);
  for (const [k, image] of images.entries()) {
    for (let i = 0; i < along.length; i++) along[i] += lengths[k] * image[i];
  }
  const cost = regularizer.ridge * lengths.reduce((sum, t) => sum + t, 0);
  const sum = lengths.reduce((total, t, k) => total + Math.sqrt(t) * sums[k], 0);
  const fallAt = (s: number) => {
    let fall = -s * cost - Math.sqrt(s) * sum;
    for (let i = 0; i < along.length; i++) {
      fall += loss.value(prediction[i], observed[i]) - loss.value(prediction[i] + s * along[i], observed[i]);
    }
    return Number.isNaN(fall) ? Number.NEGATIVE_INFINITY : fall;
  };
  let best = { s: 1, fall: fallAt(1) };
  for (const factor of [2, 1 / 2, Math.SQRT2, Math.SQRT1_2, 2 ** 0.25, 2 ** -0.25]) {
    for (let tries = 0; tries < MOST; tries++) {
      const next = { s: best.s * factor, fall: fallAt(best.s * factor) };
      yield;
      // Where both overflow, a shorter step may not.
      if (!(next.fall > best.fall || (factor < 1 && !(best.fall > 0)))) break;
      best = next;
    }
  }
  return best.fall > 0
    ? { lengths: lengths.map((t) => t * best.s), fall: best.fall }
    : { lengths: new Float64Array(lengths.length), fall: 0 };
}

function column(data: Float64Array, columns: number, k: number, scale: Float64Array | undefined): Float64Array {
  return Float64Array.from({ length: data.length / columns }, (_, i) => data[i * columns + k] * (scale ? scale[i] : 1));
}
