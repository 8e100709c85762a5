import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { recover } from "../recover/recover.ts";
import type { RunSettings } from "./run-settings.ts";
import { type NamedRun, type RunRequest, runRecord } from "./run-solver.ts";
import type { NamedSolver } from "./solver-choice.ts";

/**
 * Rounds of descending, certifying and escaping: from rank 0, or kept at the rank that is given. Its name is the solver's;
 * "recover" where none was named and each certificate says how far to descend.
 */
export async function recoveredRun(
  problem: Problem,
  start: Point,
  settings: RunSettings,
  named: NamedSolver | undefined,
  { clock, observe, until }: Pick<RunRequest, "clock" | "observe" | "until">,
): Promise<NamedRun> {
  const { rank, gap, seed, mostIterations, solver } = settings;
  const name = named?.name ?? "recover";
  const record = runRecord(problem, name, clock, observe);
  let iterations = 0;
  const result = await recover(problem, {
    start,
    // What is best may change with the rank, so that a growing run asks for it anew.
    ...(named && (rank !== undefined || solver !== "auto") && { solver: named.solver }),
    ...(rank !== undefined && { highestRank: rank }),
    ...(!settings.escape && { escapes: [] }),
    gap,
    seed,
    mostIterations,
    ...(until && { until }),
    ...(clock.signal && { signal: clock.signal }),
    expired: clock.expired,
    observe(iterate) {
      iterations = iterate.iteration;
      record.step(iterate, iterate.rank, iterate.trial);
    },
  });
  const { point, rounds, stopped, further } = result;
  return { name, problem: result.problem, point, rounds, stopped, further, iterations, ...record.work() };
}
