import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { admissibleSlope } from "../problem/admissible-slope.ts";
import type { Problem } from "../problem/problem.ts";

/** What is left of the gradient that no admissible direction has to take. */
export function* leastGradient(problem: Problem, point: Point): Steps<Point> {
  return admissibleSlope(problem.parametrization, point, yield* problem.at(point).gradient());
}
