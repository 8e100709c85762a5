import { norm } from "../linalg/norm.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";

/** A step is taken as it is where f stays below the largest of so many last values. */
const WINDOW = 5;
/** What f at the start counts as among them: the first steps from a spectral start often rise. */
const FREEDOM = 2;
/** A rise of this share of f is rounding. */
const ROUNDING = 1e-13;
/** A step halved this often is taken as it is. */
const MOST_HALVINGS = 40;
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
 * one random matrix is magnified; a ridge is part of it. A step is halved where f would rise above
 * all of its last five values, and grows back: asked to fall at every step, f falls far more slowly where the condition is high.
 *
 * @throws RangeError where the step is not a positive finite number.
 * @see Grippo, Lampariello & Lucidi 1986, doi:10.1137/0723046 (the safeguard)
 */
export function scaledDescent({ name, step, damping }: ScaledDescentOptions): Solver<SecondOrderProblem> {
  if (!(step > 0 && step < Infinity)) throw new RangeError(`step: expected a number > 0; got ${step}`);
  return {
    name,
    needs: ["hessianVector", "factored"],
    monotone: false,
    *iterates(problem, start) {
      const { parametrization } = problem;
      const magnification = yield* isometry(problem);
      let at = problem.at(start);
      let value = yield* at.value();
      let gradient = Float64Array.from(yield* at.gradient());
      const recent = [FREEDOM * value];
      let length = step;
      const direction = new Float64Array(start.length);
      for (let iteration = 1; ; iteration++) {
        const { point } = at;
        const scaling = { halved: false, damping: damping(yield* at.loss(), magnification) };
        yield* factorPreconditioner(problem, point, magnification, scaling)!(gradient, direction);
        const bound = Math.max(...recent) + ROUNDING * Math.abs(value);
        let halvings = 0;
        for (; ; length /= 2, halvings++) {
          at = problem.at(parametrization.retract(point, direction, -length));
          value = yield* at.value();
          if (!(value > bound) || halvings === MOST_HALVINGS) break;
        }
        gradient = Float64Array.from(yield* at.gradient());
        recent.push(value);
        if (recent.length > WINDOW) recent.shift();
        yield { iteration, point: at.point, value, gradientNorm: norm(gradient), step: length };
        if (halvings === 0) length = Math.min(step, REGROWTH * length);
      }
    },
  };
}
