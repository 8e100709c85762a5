import type { Steps } from "../kernels/steps.ts";
import { benignRegularizer } from "../landscape/benign-regularizer.ts";
import { type ConjugateGradientResult, conjugateGradient } from "../linalg/conjugate-gradient.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { gaugeFixedPreconditioner } from "../problem/gauge-fixed-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";
import { backtrack, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** The largest share of the gradient that a step leaves; it falls with the gradient, so that the order is 2. */
const LARGEST = 0.1;

/**
 * Newton's method with the gauge fixed: each step solves (∇²f + c K*K) d = −∇f by conjugate gradients, K that of the
 * symmetry at the point itself and c what the measurements magnify, then backtracks. K*K gives the symmetry's directions the
 * curvature that f lacks there: near a strict solution the matrix is positive definite and the steps are quadratic. Where it is not,
 * a step follows negative curvature. Memory: nine vectors of a point's length.
 *
 * @param innerIterations the most products with the Hessian a step.
 * @see Cui & Xu 2026, arXiv:2605.05446; Dembo & Steihaug 1983, doi:10.1007/BF02592055
 */
export function gaugeFixedNewton({
  innerIterations = 1_000,
}: {
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "gaugeFixedNewton",
    needs: ["hessianVector"],
    monotone: true,
    *iterates(problem, start) {
      const strength = yield* isometry(problem);
      const motions = keptMotions(problem.regularizer);
      let here = yield* standing(problem, start);
      const first = norm(here.gradient);
      for (let iteration = 1; ; iteration++) {
        const { at, point, value, gradient } = here;
        if (!Number.isFinite(value) || !Number.isFinite(norm(gradient))) {
          yield { iteration, point, value: Number.NaN, gradientNorm: Number.NaN, step: 0 };
          continue;
        }
        const fixed = benignRegularizer(problem.parametrization, { reference: point, strength, motions });
        const apply = function* (x: Float64Array, out: Float64Array): Steps<void> {
          const direction = problem.point();
          direction.set(x);
          out.set(yield* at.hessianVector(direction));
          const curved = fixed.hessianVector(x);
          for (let k = 0; k < x.length; k++) out[k] += curved[k];
        };
        const solved = yield* conjugateGradient(
          apply,
          gradient.map((x) => -x),
          {
            tolerance: Math.min(LARGEST, norm(gradient) / (first || 1)),
            iterationLimit: innerIterations,
            precondition: gaugeFixedPreconditioner(problem, point, strength),
          },
        );
        const { reached, step } = yield* backtrack(problem, here, descending(solved, gradient));
        here = reached;
        yield { iteration, point: here.point, value: here.value, gradientNorm: norm(here.gradient), step };
      }
    },
  };
}

/** The solution so far, or the negative curvature met at once, on the side where f falls. */
function descending({ solution, iterations, negative }: ConjugateGradientResult, gradient: Float64Array): Float64Array {
  if (!negative || iterations > 0) return solution;
  const { direction } = negative;
  return dot(direction, 0, gradient, 0, gradient.length) > 0 ? direction.map((x) => -x) : direction;
}
