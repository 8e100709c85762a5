import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { RoundSummary } from "../report/report.ts";
import type { RunStep } from "../report/run-report.ts";
import { solve } from "../solvers/solve.ts";
import type { Iterate } from "../solvers/solver.ts";
import { afterIterations, type StoppingRule, type StopReason, when } from "../solvers/stopping.ts";
import type { RunClock } from "./run-clock.ts";
import type { RunProgress } from "./sensing.ts";
import type { NamedSolver } from "./solver-choice.ts";

/** How a run goes. */
export interface RunRequest {
  readonly start: Point;
  readonly mostIterations: number;
  readonly clock: RunClock;
  readonly observe: ((progress: RunProgress) => void) | undefined;
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
}

const EXPIRED = "expired";
/** A fit is exact where the residual is below this share of the observations. */
const EXACT = 1e-13;
/** Where float32 has no more digits to give, relative to the observations. */
const COARSE = 1e-5;
/** A run is finished where the lowest value fell by less than this share of it an iteration, over so many iterations. */
const FLAT = 1e-16;
const MONOTONE_PATIENCE = 10;
const PATIENCE = 50;

/**
 * Runs one solver from a start until the fit is exact, the objective is flat, or a limit is reached, recording every
 * iteration. A run in float32 is finished in float64.
 */
export async function runSolver(
  problem: Problem,
  { name, solver }: NamedSolver,
  request: RunRequest,
): Promise<RunOutcome> {
  const { clock, mostIterations } = request;
  const before = passes(problem);
  const began = clock.seconds();
  const trace: RunStep[] = [];
  const size = norm(problem.observed) || 1;
  let done = 0;
  let point = request.start;
  let current = problem;
  const leg = async (on: Problem, share: number, finest: boolean) => {
    const result = await breathe(
      solve(on, solver, {
        start: point,
        stop: [
          residualBelow(share, size),
          flat(solver.monotone ? MONOTONE_PATIENCE : PATIENCE, finest ? FLAT : COARSE),
          afterIterations(mostIterations - done),
          when(EXPIRED, () => clock.expired()),
        ],
        observe: (iterate) => record(on, iterate),
      }),
    );
    done += result.iterations;
    point = result.best;
    current = on;
    return result.stopped.rule === EXPIRED ? clock.reason() : result.stopped;
  };
  const record = (on: Problem, iterate: Iterate) => {
    const step = {
      iteration: done + iterate.iteration,
      applications: passes(problem) - before,
      seconds: clock.seconds() - began,
      objective: iterate.value,
      residual: on.regularizer.ridge === 0 ? Math.sqrt(2 * Math.max(0, iterate.value)) / size : Number.NaN,
      gradientNorm: iterate.gradientNorm,
    };
    trace.push(step);
    request.observe?.({ ...step, solver: name, rank: on.parametrization.rank });
  };
  let stopped: StopReason | undefined;
  if (problem.precision === "float32") {
    stopped = await leg(problem, COARSE, false);
    if (stopped.converged) {
      current = problem.with({ precision: "float64" });
      point = Float64Array.from(point);
      stopped = undefined;
    }
  }
  stopped ??= await leg(current, EXACT, true);
  return {
    problem: current,
    point,
    stopped,
    applications: passes(problem) - before,
    seconds: clock.seconds() - began,
    iterations: done,
    trace,
  };
}

/** Applications of 𝒜 and 𝒜*, an exact solve over one factor counted as one. */
export function passes({ store: { counts } }: Problem): number {
  return counts.applications + counts.adjoints + counts.blockSolves;
}

/** Where an objective without a ridge leaves a residual of at most `share` of the observations' size. */
function residualBelow(share: number, size: number): StoppingRule {
  return {
    rule: `residualBelow(${share})`,
    converged: true,
    needsGradient: false,
    begin: () => (iterate) => iterate.value <= 0.5 * (share * size) ** 2,
  };
}

/** Where the lowest value so far has fallen by less than `share` of it an iteration, over the last `patience`: it may rise between. */
function flat(patience: number, share: number): StoppingRule {
  return {
    rule: `flatFor(${patience})`,
    converged: true,
    needsGradient: false,
    begin() {
      const lowest: number[] = [];
      return ({ value }) => {
        const least = Math.min(value, lowest.at(-1) ?? Number.POSITIVE_INFINITY);
        lowest.push(least);
        if (lowest.length <= patience) return false;
        return lowest.shift()! - least <= patience * share * Math.abs(least);
      };
    },
  };
}
