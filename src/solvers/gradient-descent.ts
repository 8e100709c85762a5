import { norm } from "../linalg/norm.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";
import { barzilaiBorwein, type StepRule, type StepState } from "./step-rules.ts";

/**
 * Gradient descent: the reference that needs nothing but a gradient, its steps by a rule. With a rule that backtracks f
 * never rises; a fixed length and Polyak's are taken as they are. A step costs one 𝒜 and one 𝒜*, and another 𝒜 each
 * time it is shortened. Memory: five vectors of a point's length.
 *
 * @param step `fixedStep(η)`, `armijo()`, `barzilaiBorwein()`, `polyak(f*)`.
 */
export function gradientDescent({ step = barzilaiBorwein() }: { step?: StepRule } = {}): Solver<Problem> {
  const { backtracking } = step;
  return {
    name: "gradientDescent",
    needs: ["gradient"],
    monotone: backtracking !== undefined,
    *iterates(problem, point) {
      const { parametrization } = problem;
      let at = problem.at(point);
      let value = yield* at.value();
      let gradient = yield* at.gradient();
      let last: StepState["last"];
      const lengthOf = step.begin();
      for (let iteration = 1; ; iteration++) {
        const gradientNorm = norm(gradient);
        const slope = gradientNorm ** 2;
        let length = lengthOf({ value, pointNorm: norm(point), gradientNorm, last });
        let next = point;
        let nextValue = value;
        for (; ; length /= backtracking!.shrink) {
          next = parametrization.retract(point, gradient, -length);
          at = problem.at(next);
          nextValue = yield* at.value();
          if (!backtracking || nextValue <= value - backtracking.sufficientDecrease * length * slope) break;
          // Too short to tell, or nothing here is a number.
          if (length * slope > 1e-16 * Math.abs(value)) continue;
          next = point;
          at = problem.at(next);
          nextValue = value;
          break;
        }
        const nextGradient = yield* at.gradient();
        const before = parametrization.transport(point, next, gradient);
        let [squared, curved] = [0, 0];
        for (let k = 0; k < before.length; k++) {
          squared += before[k] * before[k];
          curved += before[k] * (before[k] - nextGradient[k]);
        }
        last = { length, squared: length * length * squared, curved: length * curved };
        [point, value, gradient] = [next, nextValue, nextGradient];
        yield { iteration, point, value, gradientNorm: norm(gradient), step: length };
      }
    },
  };
}
