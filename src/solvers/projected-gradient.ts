import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { admissibleSlope } from "../problem/admissible-slope.ts";
import type { Problem } from "../problem/problem.ts";
import { type Standing, standing } from "./backtrack.ts";
import { curvatureEstimate } from "./curvature-estimate.ts";
import type { Solver } from "./solver.ts";

/** A rise of this share of f is rounding. */
const ROUNDING = 1e-13;
/** The share of the fall that the slope promises. */
const SUFFICIENT = 1e-4;
/** L comes down by this factor a step at most: a step far longer than the last may land on 0, a saddle that descent does not leave. */
const SLOWLY = 4;
/** Further doublings of L lead nowhere. */
const MOST_DOUBLINGS = 70;

/**
 * Projected gradient on nonnegative factors: θ ← max(θ − ∇f/L, 0). L is the curvature along the last step (Barzilai and
 * Borwein's), at first an estimate of the largest there is, and doubled until f falls enough; steps that would set all of θ to 0 are refused,
 * since 0 is stationary. For any differentiable loss. A step costs one 𝒜 and one 𝒜*, and another 𝒜 each time it is
 * shortened. Memory: seven vectors of a point's length.
 *
 * @see Zhang 2025, arXiv:2505.03717; Birgin, Martínez & Raydan 2000, doi:10.1137/S1052623497330963
 */
export function projectedGradient(): Solver<Problem> {
  return {
    name: "projectedGradient",
    needs: ["gradient", "nonnegative"],
    monotone: true,
    *iterates(problem, start) {
      let here = yield* standing(problem, start);
      let curvature = 2 * (yield* curvatureEstimate(problem, here));
      for (let iteration = 1; ; iteration++) {
        const taken = yield* step(problem, here, curvature);
        curvature = taken.curvature;
        const length = norm(taken.direction);
        if (length > 0) {
          const change = taken.reached.gradient.map((g, k) => g - here.gradient[k]);
          const secant = dot(change, 0, taken.direction, 0, change.length) / length / length;
          curvature = Math.max(secant, curvature / SLOWLY);
        }
        here = taken.reached;
        const { point, value, gradient } = here;
        const gradientNorm = norm(admissibleSlope(problem.parametrization, point, gradient));
        yield { iteration, point, value, gradientNorm, step: length / (norm(point) || 1) };
      }
    },
  };
}

/** The projected step of length 1/L, L doubled until f falls enough; where f no longer falls, the same standing. */
function* step(
  problem: Problem,
  from: Standing<Problem>,
  first: number,
): Steps<{ reached: Standing<Problem>; curvature: number; direction: Float64Array }> {
  const { point, value, gradient } = from;
  for (let doublings = 0, curvature = first; doublings <= MOST_DOUBLINGS; doublings++, curvature *= 2) {
    const moved = problem.parametrization.retract(point, gradient, -1 / curvature);
    if (!moved.some((x) => x !== 0) && point.some((x) => x !== 0)) continue;
    const direction = difference(moved, point);
    const slope = dot(direction, 0, gradient, 0, gradient.length);
    const at = problem.at(moved);
    const next = yield* at.value();
    if (!(next <= value + SUFFICIENT * slope + ROUNDING * Math.abs(value))) continue;
    const steeper = Float64Array.from(yield* at.gradient());
    // Where f is flat to its last digits its slope still tells whether the step went too far.
    if (next > value + SUFFICIENT * slope && dot(direction, 0, steeper, 0, steeper.length) > -slope) continue;
    return { reached: { at, point: moved, value: next, gradient: steeper }, curvature, direction };
  }
  return { reached: from, curvature: first, direction: new Float64Array(0) };
}

function difference(a: Point, b: Point): Float64Array {
  return Float64Array.from(a, (x, k) => x - b[k]);
}
