import type { Steps } from "../kernels/steps.ts";
import { conjugateGradient } from "../linalg/conjugate-gradient.ts";
import { norm } from "../linalg/norm.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { backtrack, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** The largest tolerance of a step's conjugate gradients: a shorter solve leaves more of a step undone than it saves. */
const LARGEST = 0.5;

/**
 * Truncated Gauss–Newton: each step solves J*(ℓ″ J d) = −∇f by conjugate gradients in the metric of the factors, to
 * a tolerance 0.9 times the square of the gradient's last fall, then backtracks. The matrix is positive semidefinite, so every
 * step goes down; a step has no part along the problem's symmetry. Memory: ten vectors of a point's length.
 *
 * @param leastTolerance of a step: below the default a last step often solves for digits that nobody asked for; at
 * 0 the method is quadratic where the data fit exactly.
 * @param innerIterations the most products with Gauss–Newton's matrix a step.
 * @see Dembo, Eisenstat & Steihaug 1982, doi:10.1137/0719025; Eisenstat & Walker 1996, doi:10.1137/0917003 (choice 2)
 */
export function gaussNewton({
  leastTolerance = 1e-3,
  innerIterations = 1_000,
}: {
  leastTolerance?: number;
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "gaussNewton",
    needs: ["hessianVector"],
    monotone: true,
    *iterates(problem, start) {
      const magnification = yield* isometry(problem);
      let here = yield* standing(problem, start);
      let tolerance = LARGEST;
      for (let iteration = 1; ; iteration++) {
        const { at, gradient, point } = here;
        const apply = function* (x: Float64Array, out: Float64Array): Steps<void> {
          const direction = problem.point();
          direction.set(x);
          out.set(yield* at.gaussNewtonVector(direction));
        };
        const { solution } = yield* conjugateGradient(
          apply,
          gradient.map((x) => -x),
          {
            tolerance,
            iterationLimit: innerIterations,
            precondition: factorPreconditioner(problem, point, magnification),
          },
        );
        const { reached, step } = yield* backtrack(problem, here, solution);
        const fall = norm(reached.gradient) / (norm(gradient) || 1);
        tolerance = Math.max(leastTolerance, Math.min(LARGEST, 0.9 * fall * fall));
        here = reached;
        yield { iteration, point: here.point, value: here.value, gradientNorm: norm(here.gradient), step };
      }
    },
  };
}
