import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { isometry } from "../problem/isometry.ts";
import type { Problem } from "../problem/problem.ts";
import { backtrack, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";
import { squaredSingularValues } from "./squared-singular-values.ts";

/** Where no length that was tried lowers f, as at first from a tiny start. */
const MUCH_SHORTER = 1e-10;
/** After a shortened step the length grows back by this factor. */
const REGROWTH = 1.1;

/**
 * Alternating gradient descent: a step in U, then one in V at the new U, both of the same length η, which is halved where f
 * would not fall and grows back. For factoring a matrix from `sketchStart`, at a rank above the truth's, it needs O(κ² log 1/ε) steps whatever the
 * size of the start. An iteration costs two 𝒜 and two 𝒜*; memory: six vectors of a point's length.
 *
 * @param step η; by default one over the magnification and the larger of ‖U‖₂² and ‖V‖₂² at the start.
 * @throws RangeError where the step is not a positive finite number.
 * @see Ward & Kolda 2023, arXiv 2305.06927
 */
export function alternatingGradientDescent({ step }: { step?: number } = {}): Solver<Problem> {
  if (step !== undefined && !(step > 0 && step < Infinity)) {
    throw new RangeError(`step: expected a number > 0; got ${step}`);
  }
  return {
    name: "alternatingGradientDescent",
    needs: ["gradient", "factors", "sides"],
    monotone: true,
    *iterates(problem, start) {
      const { parametrization } = problem;
      /** Minus the gradient with respect to one side. */
      const descent = (gradient: Float64Array, side: "left" | "right"): Float64Array => {
        const direction = gradient.map((g) => -g);
        const { left, right } = parametrization.parts(direction);
        (side === "left" ? right : left).fill(0);
        return direction;
      };
      const longest = step ?? 1 / ((yield* isometry(problem)) * largestSquare(problem, start));
      let length = longest;
      let here = yield* standing(problem, start);
      for (let iteration = 1; ; iteration++) {
        for (const side of ["left", "right"] as const) {
          const { reached, length: taken } = yield* backtrack(problem, here, descent(here.gradient, side), length);
          here = reached;
          const regrown = taken < length ? taken : Math.min(longest, REGROWTH * length);
          length = taken > 0 ? regrown : MUCH_SHORTER * length;
        }
        const { point, value, gradient } = here;
        yield { iteration, point, value, gradientNorm: norm(gradient), step: length };
      }
    },
  };
}

/** The larger of ‖U‖₂² and ‖V‖₂², 1 where both are 0. */
function largestSquare({ parametrization }: Problem, point: Point): number {
  const { left, right, rank } = parametrization.parts(point);
  const squares = [left, right].map((factor) => squaredSingularValues(factor, rank)[0] ?? 0);
  return Math.max(...squares) || 1;
}
