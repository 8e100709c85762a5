import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Lengths tried on either side are ‖θ‖ and so many quarters of it in turn. */
const LENGTHS = 10;

/** A lower point than θ, f(θ), and f(θ) − f there. */
export interface Lower {
  readonly start: Point;
  readonly before: number;
  readonly fall: number;
}

/** The lowest of some points on either side of θ along the retraction of ξ; θ itself where none is lower. */
export function* retractionSearch(problem: Problem, point: Point, direction: Point): Steps<Lower> {
  const before = yield* problem.at(point).value();
  const size = norm(point) / norm(direction);
  let best: Lower = { start: point, before, fall: 0 };
  for (let k = 0; k < LENGTHS; k++) {
    for (const sign of [1, -1]) {
      const start = problem.parametrization.retract(point, direction, (sign * size) / 4 ** k);
      const fall = before - (yield* problem.at(start).value());
      if (fall > best.fall) best = { start, before, fall };
      yield;
    }
  }
  return best;
}
