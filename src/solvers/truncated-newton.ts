import type { Steps } from "../kernels/steps.ts";
import { conjugateGradient } from "../linalg/conjugate-gradient.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { factorPreconditioner, type Preconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderEvaluation, SecondOrderProblem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";

/** A rise of this share of f is rounding: near the end f is flat to its last digits while the gradient still falls. */
const ROUNDING = 1e-13;

/**
 * Newton's method, its steps by conjugate gradients to a tolerance that tightens with the gradient (superlinear), with
 * backtracking. Where the curvature along a direction is not positive, that direction is followed downhill. Without a ridge
 * conjugate gradients run in the metric of the factors and never enter the directions of the problem's symmetry. Memory:
 * ten vectors of a point's length.
 *
 * @param innerIterations the most products with the Hessian a step.
 * @see Dembo & Steihaug 1983, doi:10.1007/BF02592055
 */
export function truncatedNewton({
  innerIterations = 1_000,
}: {
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "truncatedNewton",
    needs: ["gradient", "hessianVector"],
    monotone: true,
    *iterates(problem, point) {
      const magnification = yield* isometry(problem);
      let at = problem.at(point);
      let value = yield* at.value();
      let gradient = Float64Array.from(yield* at.gradient());
      const first = norm(gradient);
      for (let iteration = 1; ; iteration++) {
        const size = norm(gradient);
        const direction = yield* newtonDirection(problem, at, gradient, {
          tolerance: Math.min(0.1, Math.sqrt(size / (first || 1))),
          iterationLimit: innerIterations,
          // A small ridge gives the symmetry a small curvature, which the metric would mix with noise.
          precondition:
            problem.regularizer.ridge === 0 ? factorPreconditioner(problem, point, magnification) : undefined,
        });
        const slope = dot(direction, 0, gradient, 0, gradient.length);
        let [length, moved] = [1, point];
        let next = { at, value, gradient };
        for (; length > 1e-10; length /= 2) {
          const trial = problem.parametrization.retract(point, direction, length);
          const there = problem.at(trial);
          const nextValue = yield* there.value();
          if (!(nextValue <= value + 1e-4 * length * slope + ROUNDING * Math.abs(value))) continue;
          const nextGradient = Float64Array.from(yield* there.gradient());
          // Where f no longer tells, the gradient does.
          if (nextValue > value && norm(nextGradient) > size) continue;
          moved = trial;
          next = { at: there, value: nextValue, gradient: nextGradient };
          break;
        }
        const step = moved === point ? 0 : (length * norm(direction)) / (norm(moved) || 1);
        point = moved;
        ({ at, value, gradient } = next);
        yield { iteration, point, value, gradientNorm: norm(gradient), step };
      }
    },
  };
}

/** A descent direction from H d = −g, solved as far as the tolerance asks and the curvature allows. */
function* newtonDirection(
  problem: SecondOrderProblem,
  at: SecondOrderEvaluation,
  gradient: Float64Array,
  options: { tolerance: number; iterationLimit: number; precondition: Preconditioner | undefined },
): Steps<Float64Array> {
  const apply = function* (x: Float64Array, out: Float64Array): Steps<void> {
    const direction = problem.point();
    direction.set(x);
    out.set(yield* at.hessianVector(direction));
  };
  const solved = yield* conjugateGradient(
    apply,
    gradient.map((x) => -x),
    options,
  );
  if (!solved.negative || solved.iterations > 0) return solved.solution;
  const { direction } = solved.negative;
  return dot(direction, 0, gradient, 0, gradient.length) > 0 ? direction.map((x) => -x) : direction;
}
