import type { Steps } from "../kernels/steps.ts";
import { conjugateGradient } from "../linalg/conjugate-gradient.ts";
import { norm } from "../linalg/norm.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** A rise of this share of f is rounding: near the end f is flat to its last digits while the gradient still falls. */
const ROUNDING = 1e-13;
/** The first damping, and the most, as shares of the curvature along the first gradient. */
const FIRST = 1e-2;
const MOST = 1e10;

/**
 * Levenberg–Marquardt: each step solves (J*(ℓ″ J ·) + the penalty's Hessian + μ) d = −∇f by conjugate gradients in the metric of the
 * factors, μ falling with the ratio of the fall to the one foreseen and growing ever faster while f would rise. Where
 * Gauss–Newton's matrix is singular beyond the problem's symmetry, as far from the data's reach, μ bounds the step. Memory:
 * eleven vectors of a point's length.
 *
 * @param innerIterations the most products with Gauss–Newton's matrix a step.
 * @see Marquardt 1963, doi:10.1137/0111030; Madsen, Nielsen & Tingleff 2004, "Methods for non-linear least squares problems" (the
 * rule for μ)
 */
export function levenbergMarquardt({
  innerIterations = 1_000,
}: {
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "levenbergMarquardt",
    needs: ["hessianVector"],
    monotone: true,
    *iterates(problem, start) {
      const magnification = yield* isometry(problem);
      let here = yield* standing(problem, start);
      const first = norm(here.gradient);
      const direction = problem.point();
      direction.set(here.gradient);
      const bend = (yield* here.at.curvatureAlong(direction)) / first ** 2;
      // Where the squares vanish or overflow, or there is no gradient, any damping grows to what is needed.
      const curvature = bend > 0 && bend < Infinity ? bend : 1;
      let damping = FIRST * curvature;
      for (let iteration = 1; ; iteration++) {
        const size = norm(here.gradient);
        let step = 0;
        for (let growth = 2; damping <= MOST * curvature; ) {
          const { at, point, gradient, value } = here;
          const apply = function* (x: Float64Array, out: Float64Array): Steps<void> {
            direction.set(x);
            out.set(yield* at.gaussNewtonVector(direction));
            for (let k = 0; k < x.length; k++) out[k] += damping * x[k];
          };
          const { solution, decrease } = yield* conjugateGradient(
            apply,
            gradient.map((x) => -x),
            {
              tolerance: Math.min(0.1, Math.sqrt(size / (first || 1))),
              iterationLimit: innerIterations,
              precondition: factorPreconditioner(problem, point, magnification, { damping: damping / magnification }),
            },
          );
          const length = norm(solution);
          const there = yield* standing(problem, problem.parametrization.retract(point, solution, 1));
          const ratio = (value - there.value) / (decrease + 0.5 * damping * length ** 2);
          const level = Math.abs(there.value - value) <= ROUNDING * Math.abs(value);
          if (level ? norm(there.gradient) < size : ratio > 0) {
            damping *= level ? 1 / 3 : Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
            here = there;
            step = length / (norm(there.point) || 1);
            break;
          }
          if (level) break;
          damping *= growth;
          growth *= 2;
        }
        damping = Math.min(damping, MOST * curvature);
        yield { iteration, point: here.point, value: here.value, gradientNorm: norm(here.gradient), step };
      }
    },
  };
}
