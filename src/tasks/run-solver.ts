import type { Certificate } from "../certificates/certificate.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { finishedDescent } from "../recover/finished-descent.ts";
import type { RoundSummary } from "../report/report.ts";
import type { RunStep } from "../report/run-report.ts";
import type { Iterate } from "../solvers/solver.ts";
import type { StoppingRule, StopReason } from "../solvers/stopping.ts";
import type { RunClock } from "./run-clock.ts";
import type { RunProgress } from "./sensing.ts";
import type { NamedSolver } from "./solver-choice.ts";

/** How a run goes. */
export interface RunRequest {
  readonly start: Point;
  readonly mostIterations: number;
  readonly clock: RunClock;
  readonly observe: ((progress: RunProgress) => void) | undefined;
  /** Further rules to end by. */
  readonly until?: readonly StoppingRule[];
}

/** Where a run ended, at the point of the lowest value, with its work. */
export interface RunOutcome {
  readonly problem: Problem;
  readonly point: Point;
  readonly stopped: StopReason;
  readonly applications: number;
  readonly seconds: number;
  readonly iterations: number;
  readonly trace: readonly RunStep[];
}

/** A run with its rounds and its name in the table of runs. */
export interface NamedRun extends RunOutcome {
  readonly name: string;
  readonly rounds: readonly RoundSummary[];
  /** Certificates of the point beside that of global optimality, where the run asked for them. */
  readonly further: readonly Certificate[];
}

/** Runs one solver from a start to the end of its descent, recording every iteration. */
export async function runSolver(
  problem: Problem,
  { name, solver }: NamedSolver,
  { start, mostIterations, clock, observe, until }: RunRequest,
): Promise<RunOutcome> {
  const record = runRecord(problem, name, clock, observe);
  const { stopped, ...end } = await finishedDescent(problem, solver, {
    start,
    mostIterations,
    expired: clock.expired,
    ...(until && { until }),
    observe: (iterate) => record.step(iterate, problem.parametrization.rank),
  });
  return { ...end, ...record.work(), stopped: clock.expired() ? clock.reason() : stopped };
}

/** The trace of a run as it goes, and the work done since it began. */
export interface RunRecord {
  /** Takes note of an iterate; one on trial is shown and not kept. */
  readonly step: (iterate: Iterate, rank: number, trial?: boolean) => void;
  readonly work: () => Pick<RunOutcome, "applications" | "seconds" | "trace">;
}

/** Starts a record. */
export function runRecord(problem: Problem, name: string, clock: RunClock, observe: RunRequest["observe"]): RunRecord {
  const before = passes(problem);
  const began = clock.seconds();
  const size = norm(problem.observed) || 1;
  const unpenalised = problem.regularizer.ridge === 0 && problem.loss.quadratic === true;
  const trace: RunStep[] = [];
  const work = () => ({ applications: passes(problem) - before, seconds: clock.seconds() - began, trace });
  return {
    work,
    step({ iteration, value, gradientNorm }, rank, trial = false) {
      const { applications, seconds } = work();
      const residual = unpenalised ? Math.sqrt(2 * Math.max(0, value)) / size : Number.NaN;
      const step = { iteration, applications, seconds, objective: value, residual, gradientNorm };
      if (!trial) trace.push(step);
      observe?.({ ...step, solver: name, rank });
    },
  };
}

/** Applications of 𝒜 and 𝒜*, an exact solve over one factor counted as one. */
function passes({ store: { counts } }: Problem): number {
  return counts.applications + counts.adjoints + counts.blockSolves;
}
