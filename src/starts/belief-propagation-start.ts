import type { Steps } from "../kernels/steps.ts";
import { largestMagnitude, norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { EntrySampling } from "../operators/entry-sampling.ts";
import type { Pattern } from "../operators/pattern.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { invertPacked } from "./packed-inverse.ts";

/** Multiply-adds between two pauses: about 10 ms. */
const BUDGET = 1e7;
/** The least variance of a message, as a share of the observations' mean square: what keeps its weight finite. */
const LEAST_VARIANCE = 1e-12;
/** No belief in ordinary units is as large. */
const DIVERGED = 1e100;
/** The most that one entry may determine of its own prediction. */
const MOST_LEVERAGE = 1 - 1e-9;

/** The rows of one factor: what is believed of them, and what they say to the other side. */
interface Side {
  readonly rows: number;
  /** Row i owns positions start[i] … start[i+1]; each is measurement entry[p] with row other[p] of the other side. */
  readonly start: Int32Array;
  readonly entry: Int32Array;
  readonly other: Int32Array;
  /** Posterior mean and covariance (packed lower triangle) of each row. */
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Per measurement: the row's mean without that measurement, and the variance that its uncertainty gives the prediction. */
  readonly message: Float64Array;
  readonly variance: Float64Array;
  /** The inverse of the prior covariance, packed. */
  readonly precision: Float64Array;
}

/**
 * The start for completion from few entries: the posterior mean of U and V by belief propagation, every row gaussian, its
 * covariance learned (empirical Bayes, for each side). It recovers matrices far below the number of entries that
 * descent from a random or spectral start needs, down to a few percent above the degrees of freedom; a local method then
 * takes it to the last digit.
 *
 * A row x of one side is fitted to the means μ_k that the rows of the other side send, each from its other entries alone
 * (the cavity): precision S⁻¹ + Σ w_k μ_k μ_kᵀ, w_k = ω_k/(ρ s_k), s_k the variance of the prediction by the sender's
 * uncertainty, ω_k the entry's weight. ρ ≥ 1 is the mean of the squared leave-one-out residuals over their predicted variance: where
 * the beliefs are surer than right they count for less, which keeps the iteration from diverging and stands for the noise.
 *
 * It ends where the residuals of the observations change by at most `tolerance` of their root mean square between two
 * rounds, or after `iterationLimit` rounds. O(p·r²) a round, 2(r + 1) numbers an observed entry. Biases stay 0, and the ridge plays no part.
 *
 * @throws RangeError where the problem is not least squares over sampled entries.
 * @see Rangan 2010, arXiv 1001.2228; Parker, Schniter & Cevher 2014, arXiv 1310.2632; Kabashima, Krzakala, Mézard, Sakata &
 * Zdeborová 2016, arXiv 1402.1298
 */
export function* beliefPropagationStart(
  problem: Problem,
  { tolerance = 1e-3, iterationLimit = 300, seed = 0 } = {},
): Steps<Point> {
  const { pattern, scale } = problem.operator as Partial<EntrySampling>;
  if (!pattern || !problem.loss.quadratic) {
    throw new RangeError(
      "operator, loss: expected sampled entries and least squares; spectralStart takes any operator",
    );
  }
  const { rank } = problem.parametrization;
  const point = problem.point();
  const given = scale ? problem.observed.map((y, k) => y / scale[k]) : problem.observed;
  const size = norm(given) / Math.sqrt(given.length);
  if (rank === 0 || !(size > 0 && size < Infinity)) return point;
  // Squares of squares must neither vanish nor overflow: far from 1 the units are the data's own.
  const unit = isOrdinary(size) ? 1 : size;
  const values = unit === 1 ? given : given.map((y) => y / unit);
  const power = values.reduce((sum, y) => sum + y * y, 0) / values.length;

  const [left, right] = sides(pattern, rank, power, seed);
  const half = halfSweep(rank, values, scale ? ordinary(scale) : null, LEAST_VARIANCE * power);
  const before = new Float64Array(values.length);
  const residuals = new Float64Array(values.length);
  let excess = 1;
  for (let iteration = 0; iteration < iterationLimit; iteration++) {
    const means = [left.mean.slice(), right.mean.slice()];
    excess = yield* half(right, left, excess, residuals);
    excess = yield* half(left, right, excess, residuals);
    // Where weights differ by too many orders of magnitude a system breaks down: the round before stands.
    if (![left, right].every(({ mean }) => mean.every((x) => Math.abs(x) < DIVERGED))) {
      left.mean.set(means[0]);
      right.mean.set(means[1]);
      break;
    }
    let change = 0;
    for (let k = 0; k < residuals.length; k++) {
      change += (residuals[k] - before[k]) ** 2;
      before[k] = residuals[k];
    }
    if (!(change > tolerance ** 2 * power * residuals.length)) break;
  }
  if (unit !== 1) for (const { mean } of [left, right]) mean.set(mean.map((x) => x * Math.sqrt(unit)));
  problem.parametrization.setFactors(
    {
      left: { rows: left.rows, columns: rank, data: left.mean },
      right: { rows: right.rows, columns: rank, data: right.mean },
    },
    point,
  );
  return point;
}

function isOrdinary(size: number): boolean {
  return size > 1e-60 && size < 1e60;
}

/** √w, divided by the largest where that is far from 1. */
function ordinary(scale: Float64Array): Float64Array {
  const largest = largestMagnitude(scale);
  return isOrdinary(largest) ? scale : scale.map((root) => root / largest);
}

/** Does `beliefPropagationStart` know all that this problem holds: sampled entries, least squares, no biases, no penalty. */
export function suitsBeliefPropagation({ operator, loss, regularizer, parametrization }: Problem): boolean {
  const { biases, surjective } = parametrization;
  const plain = regularizer.ridge === 0 && surjective && !(biases.mean || biases.rows || biases.columns);
  return plain && loss.quadratic === true && "pattern" in operator;
}

/** Both sides before the first round: U gaussian with covariance 1, V with the one that fits the observations' power. */
function sides(pattern: Pattern, rank: number, power: number, seed: number): [Side, Side] {
  const { rows, columns, rowStart, columnStart, columnIndex, rowIndex, measurement } = pattern;
  const measurements = columnIndex.length;
  const triangle = (rank * (rank + 1)) / 2;
  const side = (size: number, lists: Pick<Side, "start" | "entry" | "other">, variance: number): Side => {
    const [covariance, precision] = [new Float64Array(size * triangle), new Float64Array(triangle)];
    for (let a = 0; a < rank; a++) {
      const diagonal = (a * (a + 3)) / 2;
      precision[diagonal] = 1 / variance;
      for (let i = 0; i < size; i++) covariance[i * triangle + diagonal] = variance;
    }
    return {
      ...lists,
      rows: size,
      mean: new Float64Array(size * rank),
      covariance,
      precision,
      message: new Float64Array(measurements * rank),
      variance: new Float64Array(measurements).fill(power),
    };
  };
  const inOrder = measurement.map((_, k) => k);
  const left = side(rows, { start: rowStart, entry: inOrder, other: columnIndex }, 1);
  const right = side(columns, { start: columnStart, entry: measurement, other: rowIndex }, power / rank);
  const draw = random(seed).fork("belief propagation");
  for (let x = 0; x < left.mean.length; x++) left.mean[x] = draw.gaussian();
  for (let i = 0; i < rows; i++) {
    const mean = left.mean.subarray(i * rank, (i + 1) * rank);
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) left.message.set(mean, k * rank);
  }
  return [left, right];
}

/** Half a round: every row of `to` from the messages of `from`. Returns the new ρ; `residuals` gets y − 𝒜. */
type HalfSweep = (to: Side, from: Side, excess: number, residuals: Float64Array) => Steps<number>;

function halfSweep(rank: number, values: Float64Array, scale: Float64Array | null, least: number): HalfSweep {
  const triangle = (rank * (rank + 1)) / 2;
  const system = new Float64Array(triangle);
  const target = new Float64Array(rank);
  const spread = new Float64Array(rank);
  const moment = new Float64Array(triangle);
  /** C of the row at hand, full. */
  const inverse = new Float64Array(rank * rank);
  const weightOf = (k: number, variance: number, excess: number): number =>
    (scale ? scale[k] ** 2 : 1) / (least + excess * variance);

  /** Posterior of row i. */
  function believe(to: Side, from: Side, i: number, excess: number): void {
    const { start, entry, mean, covariance, precision } = to;
    const { message, variance } = from;
    system.set(precision);
    target.fill(0);
    for (let p = start[i]; p < start[i + 1]; p++) {
      const k = entry[p];
      const w = weightOf(k, variance[k], excess);
      const y = values[k];
      const at = k * rank;
      let into = 0;
      for (let a = 0; a < rank; a++) {
        const x = w * message[at + a];
        target[a] += x * y;
        for (let b = 0; b <= a; b++) system[into++] += x * message[at + b];
      }
    }
    invertPacked(system, rank, inverse, spread);
    let into = 0;
    for (let a = 0; a < rank; a++) {
      let sum = 0;
      for (let b = 0; b < rank; b++) sum += inverse[a * rank + b] * target[b];
      mean[i * rank + a] = sum;
      for (let b = 0; b <= a; b++) {
        covariance[i * triangle + into] = inverse[a * rank + b];
        moment[into++] += inverse[a * rank + b] + sum * mean[i * rank + b];
      }
    }
  }

  /** The messages of row i; returns Σ of its squared leave-one-out residuals over their predicted variances. */
  function tell(to: Side, from: Side, i: number, excess: number, residuals: Float64Array): number {
    const { start, entry, other, mean, covariance, message, variance } = to;
    const { message: heard, variance: heardVariance, covariance: theirs } = from;
    const first = i * rank;
    let surprise = 0;
    for (let p = start[i]; p < start[i + 1]; p++) {
      const k = entry[p];
      const at = k * rank;
      let residual = values[k];
      let own = 0;
      for (let a = 0; a < rank; a++) {
        let sum = 0;
        for (let b = 0; b < rank; b++) sum += inverse[a * rank + b] * heard[at + b];
        spread[a] = sum;
        own += sum * heard[at + a];
        residual -= mean[first + a] * heard[at + a];
      }
      const w = weightOf(k, heardVariance[k], excess);
      const without = 1 / (1 - Math.min(w * own, MOST_LEVERAGE));
      const back = w * residual * without;
      for (let a = 0; a < rank; a++) message[at + a] = mean[first + a] - back * spread[a];
      // tr(C C′), off-diagonal entries counted twice.
      let both = 0;
      let one = i * triangle;
      let two = other[p] * triangle;
      for (let a = 0; a < rank; a++) {
        for (let b = 0; b < a; b++) both += 2 * covariance[one++] * theirs[two++];
        both += covariance[one++] * theirs[two++];
      }
      surprise += (residual * without) ** 2 / (least + heardVariance[k] + own * without);
      variance[k] = own * without + both;
      residuals[k] = residual;
    }
    return surprise;
  }

  return function* (to, from, excess, residuals) {
    let surprise = 0;
    let work = 0;
    moment.fill(0);
    for (let i = 0; i < to.rows; i++) {
      believe(to, from, i, excess);
      surprise += tell(to, from, i, excess, residuals);
      work += 3 * triangle * (to.start[i + 1] - to.start[i]) + rank ** 3;
      if (work > BUDGET) {
        work = 0;
        yield;
      }
    }
    for (let c = 0; c < triangle; c++) moment[c] /= to.rows;
    invertPacked(moment, rank, inverse, spread);
    let into = 0;
    for (let a = 0; a < rank; a++) for (let b = 0; b <= a; b++) to.precision[into++] = inverse[a * rank + b];
    return Math.max(1, surprise / values.length);
  };
}
