import type { Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import { type InlierRefit, inlierRefit } from "../recover/inlier-refit.ts";
import type { RunStep } from "../report/run-report.ts";
import type { RankTrial } from "../report/separation-facts.ts";
import { alternatingProjections } from "../solvers/alternating-projections.ts";
import { solve } from "../solvers/solve.ts";
import { afterIterations, flatFor, when } from "../solvers/stopping.ts";
import type { RunClock } from "./run-clock.ts";
import type { SeparationData } from "./separation-data.ts";
import type { SeparationSettings } from "./separation-settings.ts";

/** Residuals up to this share of the largest entry are rounding, or the last that the fit left. */
const ROUNDING = 1e-11;

/** What was found at the rank that was given or chosen. */
export interface SeparatedAtRank {
  readonly rank: number;
  readonly refit: InlierRefit;
  readonly trials: readonly RankTrial[];
}

/** Separates at the rank that is given, or at the one that explains the inliers best. */
export async function separatedAtRank(
  problem: Problem,
  { places, unit }: SeparationData,
  { rank: given, maxRank, noise, mostIterations, seed }: SeparationSettings,
  clock: RunClock,
  note: (phase: "separate" | "refit", rank: number) => (step: RunStep) => void,
): Promise<SeparatedAtRank> {
  const row = (iteration: number, objective: number): RunStep => ({
    ...{ iteration, objective, residual: Number.NaN, gradientNorm: Number.NaN },
    applications: problem.store.counts.applications + problem.store.counts.adjoints,
    seconds: clock.seconds(),
  });
  const rank = given ?? Math.min(5, maxRank);
  const at = problem.with({ rank });
  const observe = note("separate", rank);
  const { best } = await breathe(
    solve(at, alternatingProjections({ seed }), {
      start: at.point(),
      stop: [flatFor(3, 1e-3), afterIterations(mostIterations), when("expired", clock.expired)],
      observe: ({ iteration, value }) => observe(row(iteration, value)),
    }),
  );
  const exact = at.with({ precision: "float64" });
  const refit = await inlierRefit(exact, Float64Array.from(best), {
    places,
    mostIterations,
    rounding: ROUNDING,
    ...(noise !== undefined && { noise: noise / unit }),
    expired: clock.expired,
    observe: ({ iteration, value }) => note("refit", rank)(row(iteration, value)),
  });
  const { outliers } = refit;
  return { rank, refit, trials: [{ rank, noise: outliers.noise, outliers: outliers.indices.length }] };
}
