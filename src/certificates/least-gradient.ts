import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * What is left of the gradient that no admissible direction has to take: all of it where a point may move to every side; at
 * nonnegative points without what would push a 0 below 0.
 */
export function* leastGradient(problem: Problem, point: Point): Steps<Point> {
  const gradient = yield* problem.at(point).gradient();
  if (!problem.parametrization.nonnegative) return gradient;
  return gradient.map((slope, k) => (point[k] > 0 ? slope : Math.min(0, slope)));
}
