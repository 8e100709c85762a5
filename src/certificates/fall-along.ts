import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Steps that are tried, each this share of the last. */
const MOST_STEPS = 16;
const SHRINKAGE = 1 / 3;
/** A fall below this share of f may be rounding. */
const ROUNDING = 1e-13;

/** How far f falls along a unit direction, measured at the best of some steps from the point's own length down; 0 where it was not seen. */
export function* fallAlong(
  problem: Problem,
  point: Point,
  direction: Point,
  value: number,
): Steps<{ predictedFall: number; step: number }> {
  // The length of a factor of a matrix as large as the data.
  let step = 2 * (norm(point) || Math.sqrt(norm(problem.observed)));
  const best = { predictedFall: 0, step: 0 };
  for (let k = 0; k < MOST_STEPS; k++, step *= SHRINKAGE) {
    const there = problem.parametrization.retract(point, direction, step);
    const fall = value - (yield* problem.at(there).value()) - ROUNDING * value;
    if (fall > best.predictedFall) Object.assign(best, { predictedFall: fall, step });
    else if (best.step > 0) break;
  }
  return best;
}
