import { norm } from "../linalg/norm.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { backtrack, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** After a shortened step the length grows back by this factor a step. */
const REGROWTH = 1.25;

/** What a scaled method is. */
export interface ScaledDescentOptions {
  readonly name: string;
  /** η, the length of a step. */
  readonly step: number;
  /** λ of the scaling at a point, from Σ ℓ there and the magnification. */
  damping(loss: number, magnification: number): number;
}

/**
 * Gradient descent in the metric of the diagonal blocks of Gauss–Newton's matrix, damped, for measurements that magnify as
 * one random matrix is magnified; a ridge is part of it. A step is halved where f would not fall, and grows back.
 *
 * @throws RangeError where the step is not a positive finite number.
 */
export function scaledDescent({ name, step, damping }: ScaledDescentOptions): Solver<SecondOrderProblem> {
  if (!(step > 0 && step < Infinity)) throw new RangeError(`step: expected a number > 0; got ${step}`);
  return {
    name,
    needs: ["hessianVector", "factored"],
    monotone: true,
    *iterates(problem, start) {
      const magnification = yield* isometry(problem);
      let here = yield* standing(problem, start);
      let length = step;
      const direction = new Float64Array(start.length);
      for (let iteration = 1; ; iteration++) {
        const scaling = { halved: false, damping: damping(yield* here.at.loss(), magnification) };
        yield* factorPreconditioner(problem, here.point, magnification, scaling)!(here.gradient, direction);
        for (let k = 0; k < direction.length; k++) direction[k] = -direction[k];
        const { reached, length: taken } = yield* backtrack(problem, here, direction, length);
        here = reached;
        length = taken > 0 ? Math.min(step, taken < length ? taken : REGROWTH * taken) : step;
        const { point, value, gradient } = here;
        yield { iteration, point, value, gradientNorm: norm(gradient), step: taken };
      }
    },
  };
}
