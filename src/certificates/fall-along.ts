import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Steps that are tried on each side, each this share of the last. */
const MOST_STEPS = 16;
const SHRINKAGE = 1 / 3;
/** A fall below this share of f may be rounding. */
const ROUNDING = 1e-13;

/** A step along a direction, negative to its other side, and at least how far f falls with it; 0 both where no fall was seen. */
export interface Fall {
  readonly step: number;
  readonly predictedFall: number;
}

/** How far f falls along a unit direction, measured at the best of some steps to its sides from twice the point's own length down. */
export function* fallAlong(
  problem: Problem,
  point: Point,
  direction: Point,
  value: number,
  sides: readonly number[] = [1, -1],
): Steps<Fall> {
  // The length of a factor of a matrix as large as the data.
  const first = 2 * (norm(point) || Math.sqrt(norm(problem.observed)));
  let best: Fall = { step: 0, predictedFall: 0 };
  for (const side of sides) {
    let last = 0;
    let step = side * first;
    for (let k = 0; k < MOST_STEPS; k++, step *= SHRINKAGE) {
      const there = problem.parametrization.retract(point, direction, step);
      const fall = value - (yield* problem.at(there).value()) - ROUNDING * value;
      if (fall > best.predictedFall) best = { step, predictedFall: fall };
      if (last > 0 && fall <= last) break;
      last = fall;
    }
  }
  return best;
}
