import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { admissibleSlope } from "../problem/admissible-slope.ts";
import type { Problem } from "../problem/problem.ts";
import { checkRequirements } from "./requirements.ts";
import type { Iterate, Solver } from "./solver.ts";
import type { StoppingRule, StopReason } from "./stopping.ts";

/** Where a run starts and when it ends. */
export interface SolveOptions {
  readonly start: Point;
  /** The first rule that fires ends the run. A value that is not finite always does. */
  readonly stop: readonly StoppingRule[];
  /** Called with every iterate, a live view. */
  readonly observe?: (iterate: Iterate) => void;
}

/** Where a run ended. */
export interface Result {
  readonly stopped: StopReason;
  /** Copies of the last point and of the one with the lowest value. */
  readonly last: Point;
  readonly best: Point;
  readonly value: number;
  readonly bestValue: number;
  readonly iterations: number;
}

/** The one loop: runs a solver until a rule fires, and says which. */
export function* solve<P extends Problem>(problem: P, solver: Solver<P>, options: SolveOptions): Steps<Result> {
  return yield* descent(problem, solver, options.start).until(options.stop, options.observe);
}

/** A run that can be taken up again where a rule stopped it, with all that the solver remembers. */
export interface Descent {
  until(stop: readonly StoppingRule[], observe?: (iterate: Iterate) => void): Steps<Result>;
}

/**
 * A run of a solver from a start, not begun yet.
 *
 * @throws RangeError where the problem lacks what the solver needs, the start has another length, or is negative where
 * factors may not be.
 */
export function descent<P extends Problem>(problem: P, solver: Solver<P>, start: Point): Descent {
  checkRequirements(problem, solver);
  const { dimension, nonnegative } = problem.parametrization;
  if (start.length !== dimension) {
    throw new RangeError(`start: expected ${dimension} numbers, the length of a point; got ${start.length}`);
  }
  const negative = nonnegative ? start.findIndex((x) => x < 0) : -1;
  if (negative >= 0) throw new RangeError(`start[${negative}]: expected a number ≥ 0; got ${start[negative]}`);
  const iterates = solver.iterates(problem, start.slice());
  let best = start.slice();
  let bestValue = Number.POSITIVE_INFINITY;
  return {
    *until(stop, observe) {
      const checks = stop.map((rule) => ({ rule, fires: rule.begin() }));
      const needsGradient = stop.some((rule) => rule.needsGradient);
      for (;;) {
        const { value: step, done } = iterates.next();
        if (done) throw new Error(`bug: solver ${solver.name} ended by itself`);
        if (!step) {
          yield;
          continue;
        }
        const iterate = needsGradient && Number.isNaN(step.gradientNorm) ? yield* withGradient(problem, step) : step;
        observe?.(iterate);
        if (iterate.value <= bestValue) {
          best = iterate.point.slice();
          bestValue = iterate.value;
        }
        const fired = Number.isFinite(iterate.value)
          ? checks.find(({ fires }) => fires(iterate))?.rule
          : { rule: "notFinite", converged: false };
        if (fired) {
          const stopped = { rule: fired.rule, converged: fired.converged };
          const last = iterate.point.slice();
          return { stopped, last, best, value: iterate.value, bestValue, iterations: iterate.iteration };
        }
        yield;
      }
    },
  };
}

function* withGradient(problem: Problem, iterate: Iterate): Steps<Iterate> {
  const gradient = yield* problem.at(iterate.point).gradient();
  return { ...iterate, gradientNorm: norm(admissibleSlope(problem.parametrization, iterate.point, gradient)) };
}
