import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Lengths tried, as shares of the point's. */
const LENGTHS = [1, 0.3, 0.1, 0.03, 0.01, 1e-3, 1e-4];

/** The most that the objective falls along a direction, either way, at some lengths: a lower bound on what can be gained there. */
export function* fallAlong(problem: Problem, point: Point, direction: Point): Steps<number> {
  const here = yield* problem.at(point).value();
  const size = (norm(point) || 1) / (norm(direction) || 1);
  let fall = 0;
  for (const length of LENGTHS) {
    for (const sign of [1, -1]) {
      const there = problem.parametrization.retract(point, direction, sign * length * size);
      // NaN where the step overflows: that is no fall.
      fall = Math.max(fall, here - (yield* problem.at(there).value()) || 0);
      yield;
    }
  }
  return fall;
}
