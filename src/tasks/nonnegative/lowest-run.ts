import type { Problem } from "../../problem/problem.ts";
import { breathe } from "../../recover/breathe.ts";
import type { RunStep } from "../../report/run-report.ts";
import { flatFor } from "../../solvers/stopping.ts";
import { recoveredRun } from "../recovered-run.ts";
import { type NamedRun, type RunRequest, runSolver } from "../run-solver.ts";
import type { NamedSolver } from "../solver-choice.ts";
import { nonnegativeLosses } from "./nonnegative-losses.ts";
import type { NonnegativeSettings } from "./settings.ts";
import type { NamedStart } from "./starts.ts";

/** A descent has shown where it leads where f falls by less than this share of it an iteration, over so many of them. */
const PATIENCE = 20;
const ROUGHLY = flatFor(PATIENCE, 1e-6);

/**
 * Descends from every start until each has shown where it leads; the lowest is descended to its end and, where an escape finds a
 * way lower, beyond it.
 *
 * @returns the delivered run, then the others in the order of their starts.
 */
export async function lowestRun(
  problem: Problem,
  starts: readonly NamedStart[],
  solvers: { readonly rough: NamedSolver; readonly final: NamedSolver },
  settings: NonnegativeSettings,
  shared: Pick<RunRequest, "clock" | "observe" | "mostIterations">,
): Promise<[NamedRun, ...NamedRun[]]> {
  const { rough, final } = solvers;
  const runs: { run: NamedRun; value: number }[] = [];
  for (const { name, make } of starts) {
    if (runs.length > 0 && shared.clock.expired()) break;
    const start = await breathe(make());
    const run = await runSolver(problem, rough, { ...shared, start, until: [ROUGHLY] });
    const value = await breathe(run.problem.at(run.point).value());
    runs.push({ run: { ...run, name: `${rough.name}, ${name}`, rounds: [], further: [] }, value });
  }
  const [lowest] = [...runs].sort((a, b) => a.value - b.value);
  const others = runs.filter((it) => it !== lowest).map(({ run }) => run);
  const { run } = lowest;
  const finished = flatFor(PATIENCE, nonnegativeLosses[settings.loss].finished);
  const end = await recoveredRun(run.problem, run.point, settings, final, { ...shared, until: [finished] });
  const name = final.name === rough.name ? run.name : run.name.replace(rough.name, `${rough.name}, then ${final.name}`);
  return [{ ...continued(run, end), name }, ...others];
}

/** A run and what went on from its end, as one. */
function continued(run: NamedRun, end: NamedRun): NamedRun {
  const after = (step: RunStep): RunStep => ({
    ...step,
    iteration: run.iterations + step.iteration,
    applications: run.applications + step.applications,
    seconds: run.seconds + step.seconds,
  });
  return {
    ...end,
    name: run.name,
    iterations: run.iterations + end.iterations,
    applications: run.applications + end.applications,
    seconds: run.seconds + end.seconds,
    trace: [...run.trace, ...end.trace.map(after)],
  };
}
