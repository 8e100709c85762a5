import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";

/**
 * Gradient descent with Armijo backtracking from a Barzilai–Borwein step: the reference that needs nothing but a
 * gradient. Memory: four vectors of a point's length.
 *
 * @see Barzilai & Borwein 1988, doi:10.1093/imanum/8.1.141
 */
export function gradientDescent({ sufficientDecrease = 1e-4 }: { sufficientDecrease?: number } = {}): Solver<Problem> {
  return {
    name: "gradientDescent",
    needs: ["gradient"],
    monotone: true,
    *iterates(problem, point) {
      const { parametrization } = problem;
      let at = problem.at(point);
      let value = yield* at.value();
      let gradient = yield* at.gradient();
      let step = 1 / Math.max(1, norm(gradient));
      for (let iteration = 1; ; iteration++) {
        const slope = norm(gradient) ** 2;
        let length = step;
        let next: Point;
        let nextValue: number;
        for (;;) {
          next = parametrization.retract(point, gradient, -length);
          at = problem.at(next);
          nextValue = yield* at.value();
          if (nextValue <= value - sufficientDecrease * length * slope) break;
          // Too short to tell, or nothing here is a number.
          if (!(length * slope > 1e-16 * Math.abs(value))) {
            next = point;
            at = problem.at(next);
            nextValue = value;
            break;
          }
          length /= 4;
        }
        const nextGradient = yield* at.gradient();
        step = barzilaiBorwein(next, point, nextGradient, gradient) ?? 2 * length;
        [point, value, gradient] = [next, nextValue, nextGradient];
        yield { iteration, point, value, gradientNorm: norm(gradient), step: length };
      }
    },
  };
}

/** ⟨s, s⟩ / ⟨s, d⟩ with s the change of the point and d of the gradient; undefined where the curvature is not positive. */
function barzilaiBorwein(x: Point, before: Point, g: Point, gBefore: Point): number | undefined {
  let ss = 0;
  let sd = 0;
  for (let k = 0; k < x.length; k++) {
    const s = x[k] - before[k];
    ss += s * s;
    sd += s * (g[k] - gBefore[k]);
  }
  return sd > 0 ? ss / sd : undefined;
}
