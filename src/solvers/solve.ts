import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Iterate, Solver } from "./solver.ts";
import type { StoppingRule, StopReason } from "./stopping.ts";

export interface SolveOptions {
  readonly start: Point;
  /** The first rule that fires ends the run. A value that is not finite always does. */
  readonly stop: readonly StoppingRule[];
  readonly observe?: (iterate: Iterate) => void;
}

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
  const checks = options.stop.map((rule) => ({ rule, fires: rule.begin() }));
  const needsGradient = options.stop.some((rule) => rule.needsGradient);
  let best = options.start.slice();
  let bestValue = Number.POSITIVE_INFINITY;
  for (const step of solver.iterates(problem, options.start.slice())) {
    if (!step) {
      yield;
      continue;
    }
    const iterate = needsGradient && Number.isNaN(step.gradientNorm) ? yield* withGradient(problem, step) : step;
    options.observe?.(iterate);
    if (iterate.value < bestValue) {
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
  throw new Error(`bug: solver ${solver.name} ended by itself`);
}

function* withGradient(problem: Problem, iterate: Iterate): Steps<Iterate> {
  return { ...iterate, gradientNorm: norm(yield* problem.at(iterate.point).gradient()) };
}

/** ‖x‖₂. */
export function norm(x: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * x[k]!;
  return Math.sqrt(sum);
}
