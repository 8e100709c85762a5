import type { Point } from "../../parametrizations/parametrization.ts";
import { detectOutliers } from "../../problem/outliers.ts";
import type { Problem } from "../../problem/problem.ts";
import { breathe } from "../../recover/breathe.ts";
import { type InlierRefit, inlierRefit, type Places } from "../../recover/inlier-refit.ts";
import { lostLines, regainedLines } from "../../recover/lost-lines.ts";
import type { RunStep } from "../../report/run-report.ts";
import type { RankTrial } from "../../report/separation-facts.ts";
import { alternatingProjections } from "../../solvers/alternating-projections.ts";
import { solve } from "../../solvers/solve.ts";
import { afterIterations, type StoppingRule, when } from "../../solvers/stopping.ts";
import type { RunClock } from "../run-clock.ts";
import type { SeparationData } from "./separation-data.ts";
import type { SeparationSettings } from "./separation-settings.ts";

/** Residuals up to this share of the largest entry are rounding, or the last that the fit left. */
const ROUNDING = 1e-11;
/** Where the threshold has come down to this share of the largest entry, all but outliers is fitted. */
const FITTED = 1e-6;
/** Where the spread is 0 at a rank that is only tried, what is left of a fit that was broken off. */
const ROUGHLY = 10 * FITTED;
/** The threshold has settled where it fell by less than this share in each of so many steps. */
const SETTLED = 0.02;
const PATIENCE = 3;
/** Ranks tried beyond the best. */
const BEYOND = 2;
/** By how much the threshold may fall in a step, at first and where that left rows behind. */
const FASTEST = 0.6;
const SLOWEST = 0.9;
/** The threshold is so many standard deviations of the inliers. */
const REACH = 2;

/** What was found at the rank that was given or chosen. */
export interface SeparatedAtRank {
  readonly rank: number;
  readonly refit: InlierRefit;
  readonly trials: readonly RankTrial[];
}

/** A rank that was tried. */
interface Trial {
  readonly rank: number;
  readonly point: Point;
  /** The inliers' standard deviation. */
  readonly noise: number;
  readonly outliers: number;
  /** The less the better. */
  readonly criterion: number;
}

/**
 * Separates at the rank that is given, else at the one of least p ln s² + r(m + n − r) ln p, s the inliers' deviation at rank r:
 * Schwarz's criterion with a spread that outliers leave alone. Ranks rise from 1 until an exact fit, or until two more are no better.
 *
 * @see Schwarz 1978, doi:10.1214/aos/1176344136
 */
export async function separatedAtRank(
  problem: Problem,
  { places, unit }: SeparationData,
  { rank: given, maxRank, noise, mostIterations, seed }: SeparationSettings,
  clock: RunClock,
  note: (phase: "separate" | "refit", rank: number) => (step: RunStep) => void,
): Promise<SeparatedAtRank> {
  const { counts } = problem.store;
  const row = (iteration: number, objective: number): RunStep => ({
    ...{ iteration, objective, residual: Number.NaN, gradientNorm: Number.NaN },
    applications: counts.applications + counts.adjoints,
    seconds: clock.seconds(),
  });
  const known = noise === undefined ? undefined : noise / unit;
  const p = problem.observed.length;
  const tried = async (rank: number, decay = FASTEST): Promise<Trial> => {
    const at = problem.with({ rank });
    const observe = note("separate", rank);
    let threshold = 0;
    const { last } = await breathe(
      solve(at, alternatingProjections({ decay, seed }), {
        start: at.point(),
        stop: [thresholdSettled(), afterIterations(mostIterations), when("expired", clock.expired)],
        observe({ iteration, value, step }) {
          threshold = step;
          observe(row(iteration, value));
        },
      }),
    );
    const spread = threshold <= FITTED ? 0 : Math.max(threshold / REACH, known ?? 0);
    const x = await breathe(at.at(last).prediction());
    const residual = x.map((value, k) => at.observed[k] - value);
    const outliers = detectOutliers(residual, { noise: spread, rounding: ROUGHLY }).indices.length;
    const freedom = at.parametrization.degreesOfFreedom;
    return {
      ...{ rank, point: last, noise: spread, outliers },
      criterion: spread === 0 ? Number.NEGATIVE_INFINITY : 2 * p * Math.log(spread) + freedom * Math.log(p),
    };
  };
  const trials = [await tried(given ?? 1)];
  let best = trials[0];
  while (given === undefined && best.noise > 0 && !clock.expired()) {
    const { rank } = trials[trials.length - 1];
    if (rank === maxRank || rank >= best.rank + BEYOND) break;
    // With no more entries than degrees of freedom anything fits.
    if (problem.parametrization.withRank(rank + 1).degreesOfFreedom >= p) break;
    const next = await tried(rank + 1);
    trials.push(next);
    if (next.criterion < best.criterion) best = next;
  }
  const exact = problem.with({ precision: "float64", rank: best.rank });
  const refitted = (point: Point) =>
    inlierRefit(exact, Float64Array.from(point), {
      places,
      mostIterations,
      rough: ROUGHLY,
      rounding: ROUNDING,
      ...(known !== undefined && { noise: known }),
      expired: clock.expired,
      observe: ({ iteration, value }) => note("refit", best.rank)(row(iteration, value)),
    });
  let refit = await refitted(best.point);
  const better = async (point: Point): Promise<boolean> => {
    const again = await refitted(point);
    if (again.outliers.indices.length >= refit.outliers.indices.length) return false;
    refit = again;
    return true;
  };
  for (let decay = FASTEST; ; ) {
    for (let found = true; found && !clock.expired(); ) {
      const { indices, threshold } = refit.outliers;
      const outliers = { outliers: indices, threshold: Math.max(threshold, ROUGHLY), places };
      const point = regainedLines(exact, refit.point, outliers);
      found = point !== undefined && (await better(point)) && best.noise === 0;
    }
    // A threshold that fell too fast leaves rows behind: all that is theirs then looks wrong. Under noise some rows are.
    if (best.noise > 0 || decay >= SLOWEST || clock.expired() || !hasLostLine(refit, problem, places)) break;
    decay = Math.sqrt(decay);
    await better((await tried(best.rank, decay)).point);
  }
  return { rank: best.rank, refit, trials };
}

/** Is there a row or column of which more than half is outliers. */
function hasLostLine({ outliers }: InlierRefit, { operator, observed }: Problem, { row, column }: Places): boolean {
  const isLost = (lineOf: (k: number) => number, count: number) =>
    lostLines(observed.length, outliers.indices, { lineOf, count, share: 0.5 }).length > 0;
  return isLost(row, operator.rows) || isLost(column, operator.columns);
}

/** Where the threshold, which the solver gives as its step, stays, or all but outliers is fitted. */
function thresholdSettled(): StoppingRule {
  return {
    rule: "thresholdSettled",
    converged: true,
    needsGradient: false,
    begin() {
      let [before, stayed] = [Number.POSITIVE_INFINITY, 0];
      return ({ step }) => {
        stayed = step >= (1 - SETTLED) * before ? stayed + 1 : 0;
        before = step;
        return stayed >= PATIENCE || step <= FITTED;
      };
    },
  };
}
