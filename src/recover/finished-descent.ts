import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { solve } from "../solvers/solve.ts";
import type { Iterate, Solver } from "../solvers/solver.ts";
import { afterIterations, flatFor, type StoppingRule, type StopReason, valueBelow, when } from "../solvers/stopping.ts";
import { breathe } from "./breathe.ts";

/** How a descent goes. */
export interface FinishedDescentOptions {
  readonly start: Point;
  readonly mostIterations: number;
  /** A reason to end, asked at every iteration; the run then ends with the rule "expired". */
  readonly expired: () => boolean;
  /** Called after every iteration, counted from the start; the iterate is a live view, of a problem in float32 or float64. */
  readonly observe?: (iterate: Iterate, on: Problem) => void;
  /** Further rules to end by. */
  readonly until?: readonly StoppingRule[];
}

/** Where a descent ended, at the point of the lowest value. */
export interface FinishedDescent<P extends Problem = Problem> {
  readonly problem: P;
  readonly point: Point;
  readonly value: number;
  readonly iterations: number;
  readonly stopped: StopReason;
}

/** A fit is exact where the residual is below this share of the observations. */
const EXACT = 1e-13;
/** Where float32 has no more digits to give, relative to the observations. */
const COARSE = 1e-5;
/** A run is finished where the lowest value fell by less than this share of it an iteration, over so many iterations. */
const FLAT = 1e-16;
const MONOTONE_PATIENCE = 10;
const PATIENCE = 50;

/**
 * Runs one solver from a start until the fit is exact, the objective is flat, or a limit is reached. A run in float32 is
 * finished in float64.
 */
export async function finishedDescent<P extends Problem>(
  problem: P,
  solver: Solver<P>,
  options: FinishedDescentOptions,
): Promise<FinishedDescent<P>> {
  const { mostIterations, expired, observe, until = [] } = options;
  const size = norm(problem.observed) || 1;
  const leg = async (on: P, start: Point, done: number, share: number): Promise<FinishedDescent<P>> => {
    const exact = 0.5 * (share * size) ** 2;
    const { stopped, best, bestValue, iterations } = await breathe(
      solve(on, solver, {
        start,
        stop: [
          { ...valueBelow(exact), rule: `residualBelow(${share})` },
          solver.finished ?? flatFor(solver.monotone ? MONOTONE_PATIENCE : PATIENCE, share === EXACT ? FLAT : COARSE),
          ...until,
          afterIterations(mostIterations - done),
          when("expired", expired),
        ],
        ...(observe && { observe: (it) => observe({ ...it, iteration: done + it.iteration }, on) }),
      }),
    );
    return { problem: on, point: best, value: bestValue, iterations: done + iterations, stopped };
  };
  if (problem.precision === "float64") return await leg(problem, options.start, 0, EXACT);
  const coarse = await leg(problem, options.start, 0, COARSE);
  if (!coarse.stopped.converged) return coarse;
  const exact = problem.with({ precision: "float64" }) as P;
  return await leg(exact, Float64Array.from(coarse.point), coarse.iterations, EXACT);
}
