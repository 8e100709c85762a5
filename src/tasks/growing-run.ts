import { globallyOptimal } from "../certificates/globally-optimal.ts";
import { rankIncrease } from "../escape/rank-increase.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { balanced } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { RoundSummary } from "../report/report.ts";
import type { RunStep } from "../report/run-report.ts";
import type { StopReason } from "../solvers/stopping.ts";
import type { RunSettings } from "./run-settings.ts";
import { type NamedRun, type RunRequest, runSolver } from "./run-solver.ts";
import { solverFor } from "./solver-choice.ts";

/**
 * Descends with any solver, certifies, and appends the columns that the certificate shows to lower the objective, from rank 0
 * until it holds: `recover` for problems that offer no exact solves.
 */
export async function growingRun(
  given: Problem,
  settings: RunSettings,
  request: Omit<RunRequest, "start">,
): Promise<NamedRun> {
  const { gap, seed } = settings;
  const exit = rankIncrease();
  const trace: RunStep[] = [];
  const rounds: RoundSummary[] = [];
  let problem = given;
  let point: Point = given.point();
  let total = { iterations: 0, applications: 0, seconds: 0 };
  let last: StopReason = { rule: "rank 0", converged: true };
  for (let round = 1; ; round++) {
    let iterations = 0;
    if (problem.parametrization.rank > 0) {
      const left = Math.max(1, request.mostIterations - total.iterations);
      const run = await runSolver(problem, solverFor(problem, settings.solver), {
        ...request,
        start: point,
        mostIterations: left,
      });
      const done = total;
      for (const step of run.trace) {
        trace.push({
          ...step,
          iteration: done.iterations + step.iteration,
          applications: done.applications + step.applications,
          seconds: done.seconds + step.seconds,
        });
      }
      ({ iterations, stopped: last } = run);
      total = {
        iterations: done.iterations + iterations,
        applications: done.applications + run.applications,
        seconds: done.seconds + run.seconds,
      };
      const exact = run.problem.with({ precision: "float64" });
      ({ problem, point } = await breathe(balanced(exact, Float64Array.from(run.point))));
    }
    const certificate = await breathe(globallyOptimal(problem, point, { gap, seed: seed + round }));
    const objective = await breathe(problem.at(point).value());
    const summary = {
      round,
      rank: problem.parametrization.rank,
      iterations,
      objective,
      relativeGap: certificate.quantity,
      verdict: certificate.verdict,
    };
    const end = (stopped: StopReason): NamedRun => {
      rounds.push({ ...summary, stopped: stopped.rule, jumps: [] });
      return { name: solverFor(problem, settings.solver).name, problem, point, rounds, stopped, trace, ...total };
    };
    if (certificate.verdict === "holds") return end({ rule: `gapBelow(${gap})`, converged: true });
    if (!last.converged || request.clock.expired()) return end(last.converged ? request.clock.reason() : last);
    const way = await breathe(exit.leave(problem, point, certificate));
    // Where no direction stands out, the descent is as far as its rounding allows.
    if (!("ways" in way)) return end({ ...last, converged: false });
    const [{ kind, predictedFall, problem: larger, start }] = way.ways;
    const columns = larger.parametrization.rank - problem.parametrization.rank;
    const measuredFall = objective - (await breathe(larger.at(start).value()));
    const jump = { kind, columns, predictedFall, measuredFall, descendedFall: Number.NaN, taken: true };
    rounds.push({ ...summary, stopped: last.rule, jumps: [jump] });
    problem = larger;
    point = start;
  }
}
