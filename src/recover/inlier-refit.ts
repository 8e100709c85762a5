import { leastSquares } from "../losses/least-squares.ts";
import { entrySampling } from "../operators/entry-sampling.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { detectOutliers, type OutlierOptions, type Outliers } from "../problem/outliers.ts";
import type { Problem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { ridge } from "../regularizers/ridge.ts";
import { alternatingLeastSquares } from "../solvers/alternating-least-squares.ts";
import type { Iterate } from "../solvers/solver.ts";
import { decreaseBelow, type StopReason } from "../solvers/stopping.ts";
import { breathe } from "./breathe.ts";
import { finishedDescent } from "./finished-descent.ts";

/** Where each measurement stands: 0-based row and column. */
export interface Places {
  row(k: number): number;
  column(k: number): number;
}

/** How the outliers and the fit to the rest are settled. */
export interface InlierRefitOptions extends OutlierOptions {
  readonly places: Places;
  /** What the start may still be off by: residuals up to this size are no outliers at first. Default `rounding`. */
  readonly rough?: number;
  readonly mostIterations: number;
  readonly expired: () => boolean;
  readonly observe?: (iterate: Iterate) => void;
}

/** A fit to the inliers by least squares, with the outliers that it leaves. */
export interface InlierRefit {
  readonly point: Point;
  /** y − 𝒜(X) at every measurement, outliers too. */
  readonly residual: Float64Array;
  readonly outliers: Outliers;
  /** The least-squares problem of the inliers alone; undefined where there was none to fit. */
  readonly inliers: Problem | undefined;
  readonly refits: number;
  readonly stopped: StopReason;
}

/** After so many refits a set that still changes is left as it is. */
const MOST_REFITS = 12;
/** By how much the bound below which all is an inlier falls from refit to refit. */
const FALL = 1 / 30;
/** A fit to a set that will change need not be finished: the fall of f a sweep, as a share, at which it ends. */
const ROUGH = 1e-4;
const FINE = 1e-9;
/** The shares of the measurements up to which a set that changes is nearly settled, and settled where there is noise: some entry is always at the line. */
const NEARLY = 1e-3;
const SETTLED = 1e-5;

/**
 * Finds the outliers of a fit to single entries, fits the rest by least squares, and again from there, until the
 * outliers stay the same.
 */
export async function inlierRefit(problem: Problem, start: Point, options: InlierRefitOptions): Promise<InlierRefit> {
  const { places, mostIterations, expired, observe } = options;
  const { rows, columns, rank } = problem.parametrization;
  const residualAt = async (point: Point) => {
    return misfit(problem.observed, await breathe(problem.at(point).prediction()));
  };
  let point = start;
  let residual = await residualAt(point);
  // A row where the start is off by more than rounding would be left without an inlier, and never come right.
  let outliers = detectOutliers(residual, { ...options, rounding: options.rough ?? options.rounding ?? 0 });
  let inliers: Problem | undefined;
  let tolerance = ROUGH;
  for (let refits = 0; ; refits++) {
    const kept = without(problem.observed.length, outliers.indices);
    const end = (rule: string, converged: boolean): InlierRefit => ({
      ...{ point, residual, outliers, inliers, refits },
      stopped: { rule, converged },
    });
    if (expired()) return end("expired", false);
    if (refits === MOST_REFITS) return end(`afterRefits(${MOST_REFITS})`, false);
    if (kept.length === 0 || rank === 0) return end("nothing to fit", false);
    const operator = entrySampling({
      rows,
      columns,
      rowIndex: indicesOf(kept, places.row),
      columnIndex: indicesOf(kept, places.column),
    });
    const fitted = recoveryProblem({
      operator,
      observed: operator.measure(gathered(problem.observed, kept)),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows, columns, rank }),
    });
    const descended = await finishedDescent(fitted, alternatingLeastSquares(), {
      start: point,
      mostIterations,
      expired,
      until: [decreaseBelow(tolerance, 1)],
      ...(observe && { observe }),
    });
    [point, inliers] = [descended.point, fitted];
    residual = await residualAt(point);
    // An outlier that is still among the inliers moves its row: only it may fall beyond the next bound, not the row.
    const rounding = Math.max(options.rounding ?? 0, (options.rough ?? 0) * FALL ** (refits + 1));
    const next = detectOutliers(residual, { ...options, rounding });
    const changed = difference(outliers.indices, next.indices);
    const finished = tolerance === FINE || descended.stopped.rule.startsWith("residualBelow");
    outliers = next;
    if (changed <= NEARLY * problem.observed.length) tolerance = FINE;
    const noisy = next.threshold > rounding;
    const settled = changed <= (noisy ? SETTLED * problem.observed.length : 0);
    if (settled && finished && (noisy || rounding <= (options.rounding ?? 0))) {
      refits += 1;
      return end(descended.stopped.rule, descended.stopped.converged);
    }
  }
}

// Loops over all measurements stand outside the asynchronous function, in which they are many times slower.

function misfit(observed: Float64Array, prediction: Float64Array): Float64Array {
  const left = new Float64Array(observed.length);
  for (let k = 0; k < left.length; k++) left[k] = observed[k] - prediction[k];
  return left;
}

function indicesOf(list: Int32Array, indexOf: (k: number) => number): Int32Array {
  const indices = new Int32Array(list.length);
  for (let k = 0; k < list.length; k++) indices[k] = indexOf(list[k]);
  return indices;
}

function gathered(values: Float64Array, list: Int32Array): Float64Array {
  const some = new Float64Array(list.length);
  for (let k = 0; k < list.length; k++) some[k] = values[list[k]];
  return some;
}

/** How many numbers are in one ascending list alone. */
function difference(a: Int32Array, b: Int32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) common += 1;
    if (a[i] <= b[j]) {
      if (a[i] === b[j]) j += 1;
      i += 1;
    } else j += 1;
  }
  return a.length + b.length - 2 * common;
}

/** 0 … length − 1 without some of them, which ascend. */
function without(length: number, left: Int32Array): Int32Array {
  const rest = new Int32Array(length - left.length);
  for (let k = 0, l = 0, r = 0; k < length; k++) {
    if (k === left[l]) l += 1;
    else rest[r++] = k;
  }
  return rest;
}
