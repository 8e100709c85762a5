import { largestMagnitude } from "../linalg/norm.ts";

/** What is known of the residuals beforehand. */
export interface OutlierOptions {
  /** The inliers' standard deviation, where it is known; estimated where absent. */
  readonly noise?: number;
  /** Residuals up to this size are rounding, whatever the spread of the others. Default 0. */
  readonly rounding?: number;
  /** So many of the smallest say nothing of the spread: a fit brings as many to 0 as it has degrees of freedom. Default 0. */
  readonly fitted?: number;
}

/** Which residuals are outliers, and by what rule. */
export interface Outliers {
  /** Their places, ascending. */
  readonly indices: Int32Array;
  /** The inliers' standard deviation, as given or as estimated. */
  readonly noise: number;
  /** Every residual larger than this is an outlier. */
  readonly threshold: number;
}

/** The normal distribution's quartile: the median of |z|; and the quantile that a quarter of |z| is below. */
const MEDIAN = 0.674489750196082;
const QUARTER = 0.318639363964375;
/** Quantiles of more residuals than this are read off a sample of them. */
const SAMPLE = 50_000;
/** No residual between one size and this many times it: what lies beyond is something else. */
const GAP = 10;
/** How far beyond the threshold such a gap is looked for, and below which share of the largest residual noise is no measurement's. */
const REACH = 8;
const ROUNDED = 1e-5;
const MOST_ROUNDS = 100;

/**
 * The residuals that are no noise: larger than √(2 ln p) standard deviations of the rest, a size that less than one of p
 * gaussian residuals is expected to exceed. The deviation is the median of the inliers' magnitudes over 0.6745, the inliers those
 * within the threshold, over and over from the lower quartile up, so that it stands while fewer than half of what is kept is
 * no noise. Where all that is rounding beside the largest residual, the threshold moves up to an empty decade close by: rounding
 * has longer tails than gaussian noise has.
 *
 * @throws RangeError where a residual is not finite, or a number that is given is negative.
 * @see Rousseeuw & Croux 1993, doi:10.1080/01621459.1993.10476408; Donoho & Johnstone 1994, doi:10.1093/biomet/81.3.425
 */
export function detectOutliers(residuals: ArrayLike<number>, options: OutlierOptions = {}): Outliers {
  const { noise: given, rounding = 0, fitted = 0 } = options;
  for (const [name, value] of Object.entries({ noise: given, rounding, fitted })) {
    if (value !== undefined && !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${name}: expected a number ≥ 0; got ${value}`);
    }
  }
  const p = residuals.length;
  const largest = largestMagnitude(residuals);
  if (!Number.isFinite(largest)) throw new RangeError(`residuals: expected finite numbers; got ${largest}`);
  // What could be fitted whole leaves nothing to tell an outlier by.
  if (given === undefined && fitted > 0 && fitted >= p) {
    return { indices: new Int32Array(0), noise: 0, threshold: largest };
  }
  const sampled = sortedMagnitudes(residuals);
  const sorted = sampled.subarray(Math.floor((sampled.length * fitted) / Math.max(1, p)));
  const reach = Math.sqrt(2 * Math.log(Math.max(2, p)));
  const noise = given ?? robustDeviation(sorted, reach, rounding);
  const bound = Math.max(reach * noise, rounding);
  const threshold = bound <= ROUNDED * largest ? beyondTails(residuals, bound) : bound;
  const indices: number[] = [];
  for (let k = 0; k < p; k++) if (Math.abs(residuals[k]) > threshold) indices.push(k);
  return { indices: Int32Array.from(indices), noise, threshold };
}

/** The magnitudes in order; of many, those of every so many. */
function sortedMagnitudes(residuals: ArrayLike<number>): Float64Array {
  const step = Math.max(1, Math.floor(residuals.length / SAMPLE));
  const size = Math.ceil(residuals.length / step);
  const sample = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    // An odd offset in each stretch, or the sample might be one column of the matrix.
    const at = Math.min(residuals.length - 1, k * step + ((k * 2_654_435_761) % step));
    sample[k] = Math.abs(residuals[at]);
  }
  return sample.sort();
}

/**
 * The standard deviation of the inliers among magnitudes in ascending order, those within `reach` deviations or within
 * `rounding`; 0 where there are none.
 */
function robustDeviation(sorted: Float64Array, reach: number, rounding = 0): number {
  if (sorted.length === 0) return 0;
  let deviation = sorted[Math.floor(sorted.length / 4)] / QUARTER;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const inliers = countUpTo(sorted, Math.max(reach * deviation, rounding));
    if (inliers === 0) return 0;
    const next = sorted[Math.floor(inliers / 2)] / MEDIAN;
    if (next === deviation) break;
    deviation = next;
  }
  return deviation;
}

/** How many numbers in ascending order are at most `bound`. */
function countUpTo(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The threshold, or the middle of the first empty decade that begins within reach of it. */
function beyondTails(residuals: ArrayLike<number>, threshold: number): number {
  const most = REACH * GAP * threshold;
  const tail: number[] = [];
  for (let k = 0; k < residuals.length; k++) {
    const size = Math.abs(residuals[k]);
    if (size > threshold && size <= most) tail.push(size);
  }
  let last = threshold;
  for (const size of [...Float64Array.from(tail).sort(), most]) {
    if (size >= GAP * last) return Math.sqrt(size * last);
    if (size > REACH * threshold) break;
    last = size;
  }
  return threshold;
}
