import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** A point with its value and its gradient, in float64, and the evaluation that gave them. */
export interface Standing<P extends Problem> {
  readonly at: ReturnType<P["at"]>;
  readonly point: Point;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A rise of this share of f is rounding: near the end f is flat to its last digits while the gradient still falls. */
const ROUNDING = 1e-13;
/** The share of the fall that the slope promises. */
const SUFFICIENT = 1e-4;
/** The shortest share of the first length that is tried. */
const SHORTEST = 1e-10;

/** Evaluates f and its gradient at a point. */
export function* standing<P extends Problem>(problem: P, point: Point): Steps<Standing<P>> {
  const at = problem.at(point);
  const value = yield* at.value();
  return { at: at as ReturnType<P["at"]>, point, value, gradient: Float64Array.from(yield* at.gradient()) };
}

/**
 * Armijo's rule from a first length, halved until f falls enough; where f no longer tells, the gradient must not grow.
 *
 * @returns where that leads, with the length and the relative step; the same standing and a step of 0 where nothing does.
 * @see Armijo 1966, doi:10.2140/pjm.1966.16.1
 */
export function* backtrack<P extends Problem>(
  problem: P,
  from: Standing<P>,
  direction: Float64Array,
  first = 1,
): Steps<{ reached: Standing<P>; length: number; step: number }> {
  const { point, value, gradient } = from;
  const slope = dot(direction, 0, gradient, 0, gradient.length);
  for (let length = first; length > SHORTEST * first; length /= 2) {
    const moved = problem.parametrization.retract(point, direction, length);
    const at = problem.at(moved) as ReturnType<P["at"]>;
    const next = yield* at.value();
    if (!(next <= value + SUFFICIENT * length * slope + ROUNDING * Math.abs(value))) continue;
    const steeper = Float64Array.from(yield* at.gradient());
    if (next > value && norm(steeper) > norm(gradient)) continue;
    const step = (length * norm(direction)) / (norm(moved) || 1);
    return { reached: { at, point: moved, value: next, gradient: steeper }, length, step };
  }
  return { reached: from, length: 0, step: 0 };
}
