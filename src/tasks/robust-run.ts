import { leastSquares } from "../losses/least-squares.ts";
import { selected } from "../operators/selected.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { detectOutliers, type Outliers } from "../problem/outliers.ts";
import type { Problem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { breathe } from "../recover/breathe.ts";
import { scaledSubgradient } from "../solvers/scaled-subgradient.ts";
import { stepShrunkTo } from "../solvers/stopping.ts";
import { recoveredRun } from "./recovered-run.ts";
import type { RunClock } from "./run-clock.ts";
import type { RunSettings } from "./run-settings.ts";
import { type NamedRun, type RunRequest, runSolver } from "./run-solver.ts";
import { startOf } from "./run-start.ts";
import { type NamedSolver, solverFor } from "./solver-choice.ts";

/** A run that ends with a fit to the inliers, and what it set aside. */
export interface RobustRun {
  /** Its problem is least squares on the inliers. */
  readonly run: NamedRun;
  readonly outliers: Outliers;
  /** y − 𝒜(X) at every measurement, outliers too. */
  readonly residual: Float64Array;
}

/** After so many refits a set that still changes is left as it is. */
const MOST_REFITS = 20;
/** Residuals below this share of the median observation are rounding. */
const ROUNDING = 1e-10;
/** Steps of this share of the longest tell inliers from outliers; the last digits are the refit's. */
const COARSE = 1e-8;
/** Where the inliers spread more than this beside the median observation, a second start is tried. */
const UNCONVINCING = 0.1;

/**
 * Descends on a loss with kinks, sets aside the measurements that the point does not explain, fits the others by least squares,
 * and again from there until the set stays the same. Where neither solver nor start is named and what is left
 * looks like no fit, a small start is tried as well; the one of the lower absolute loss is kept.
 */
export async function robustRun(
  problem: Problem,
  settings: RunSettings,
  clock: RunClock,
  observe: RunRequest["observe"],
): Promise<RobustRun> {
  const typical = median(problem.observed.map(Math.abs));
  const from = async (start: RunSettings["start"], by: NamedSolver): Promise<RobustRun> => {
    const point = await breathe(startOf(problem, { ...settings, start }));
    const request = { start: point, mostIterations: settings.mostIterations, clock, observe };
    const solver = { ...by.solver, finished: stepShrunkTo(COARSE) };
    const descended = await runSolver(problem, { ...by, solver }, request);
    return await refitted(problem, { ...descended, rounds: [], further: [], name: by.name }, settings, {
      rounding: ROUNDING * typical,
      ...{ clock, observe },
    });
  };
  const isOpen = settings.solver === "auto" && settings.start === "auto";
  if (!isOpen) return await from(settings.start, solverFor(problem, settings.solver));
  const first = await from("spectral", { name: "scaledSubgradient", solver: scaledSubgradient() });
  if (first.outliers.noise <= UNCONVINCING * typical || clock.expired()) return first;
  const second = await from("small", solverFor(problem, "auto"));
  return sizeOf(second.residual) < sizeOf(first.residual) ? second : first;
}

/** Refits from where a descent ended until the outliers stay the same. */
async function refitted(
  problem: Problem,
  descended: NamedRun,
  settings: RunSettings,
  { rounding, clock, observe }: { rounding: number; clock: RunClock; observe: RunRequest["observe"] },
): Promise<RobustRun> {
  const exact = problem.with({ precision: "float64" });
  let run = descended;
  let before: Outliers | undefined;
  for (let refits = 0; ; refits++) {
    // Columns that came to nothing are left out on the way.
    const at = exact.with({ rank: run.problem.parametrization.rank });
    const residual = await residualAt(at, run.point);
    const outliers = detectOutliers(residual, { rounding, fitted: at.parametrization.degreesOfFreedom });
    if (before && sameList(before.indices, outliers.indices)) return { run, outliers: before, residual };
    const kept = without(exact.observed.length, outliers.indices);
    if (kept.length === 0) return { run, outliers, residual };
    if (refits === MOST_REFITS || clock.expired()) {
      const stopped = clock.expired() ? clock.reason() : { rule: `afterRefits(${MOST_REFITS})`, converged: false };
      return { run: { ...run, stopped }, outliers: before ?? outliers, residual };
    }
    const inliers = recoveryProblem({
      operator: outliers.indices.length === 0 ? exact.operator : selected({ operator: exact.operator, indices: kept }),
      observed: Float64Array.from(kept, (k) => exact.observed[k]),
      loss: leastSquares(),
      regularizer: at.regularizer,
      parametrization: at.parametrization,
    });
    const refit = await recoveredRun(
      inliers,
      Float64Array.from(run.point),
      { ...settings, solver: "auto", escape: false },
      undefined,
      { clock, observe },
    );
    run = {
      ...refit,
      name: descended.name,
      trace: descended.trace,
      applications: run.applications + refit.applications,
      seconds: run.seconds + refit.seconds,
      iterations: run.iterations + refit.iterations,
    };
    before = outliers;
  }
}

async function residualAt(problem: Problem, point: Point): Promise<Float64Array> {
  const prediction = await breathe(problem.at(Float64Array.from(point)).prediction());
  return prediction.map((x, k) => problem.observed[k] - x);
}

/** 0, …, length − 1 without those of an ascending list. */
function without(length: number, indices: Int32Array): Int32Array {
  const out = new Int32Array(length - indices.length);
  let [s, next] = [0, 0];
  for (let k = 0; k < length; k++) {
    if (k === indices[next]) next += 1;
    else out[s++] = k;
  }
  return out;
}

function sameList(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

function sizeOf(residual: Float64Array): number {
  return residual.reduce((sum, r) => sum + Math.abs(r), 0);
}

function median(sizes: Float64Array): number {
  return sizes.sort()[Math.floor(sizes.length / 2)];
}
