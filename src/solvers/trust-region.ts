import type { Steps } from "../kernels/steps.ts";
import { conjugateGradient } from "../linalg/conjugate-gradient.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { factorPreconditioner, type Preconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** The share of the predicted fall below which a step is not taken, and those between which the radius stays. */
const ACCEPTED = 0.1;
const [POOR, GOOD] = [0.25, 0.75];
/** The largest share of the gradient that a step leaves; it falls with the gradient, so that the order is 2. */
const LARGEST = 0.1;
/** What rounding may do to f, as a share of it: where the predicted fall is no more, a step counts as predicted. */
const ROUNDING = 1e-13;

/**
 * A trust region on any parametrization: each step minimises the quadratic model within a radius by conjugate gradients, to the
 * sphere where they would leave it or meet negative curvature (Steihaug–Toint), so that it leaves strict saddles;
 * it is taken where f falls by a tenth of what the model says. On a manifold it is Riemannian, the Hessian being that along the
 * retraction. Superlinear. Memory: ten vectors of a point's length.
 *
 * @param innerIterations the most products with the Hessian a step.
 * @see Absil, Baker & Gallivan 2007, doi:10.1007/s10208-005-0179-9; Conn, Gould & Toint 2000, doi:10.1137/1.9780898719857
 */
export function trustRegion({
  innerIterations = 1_000,
}: {
  innerIterations?: number;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "trustRegion",
    needs: ["hessianVector"],
    monotone: true,
    *iterates(problem, start) {
      const magnification = yield* isometry(problem);
      let here = yield* standing(problem, start);
      const first = norm(here.gradient);
      let radius: number | undefined;
      for (let iteration = 1; ; iteration++) {
        const { at, point, value, gradient } = here;
        const precondition = factorPreconditioner(problem, point, magnification);
        radius ??= yield* firstRadius(gradient, magnification, precondition);
        const apply = function* (x: Float64Array, out: Float64Array): Steps<void> {
          const direction = problem.point();
          direction.set(x);
          out.set(yield* at.hessianVector(direction));
        };
        const opposite = gradient.map((x) => -x);
        const tolerance = Math.min(LARGEST, norm(gradient) / (first || 1));
        const options = { tolerance, iterationLimit: innerIterations, radius, precondition };
        const { solution, decrease, length, stopped } = yield* conjugateGradient(apply, opposite, options);
        const trial = problem.parametrization.retract(point, solution, 1);
        const there = problem.at(trial);
        const fallen = value - (yield* there.value());
        const slack = ROUNDING * Math.abs(value);
        const share = (fallen + slack) / (decrease + slack);
        if (!(share >= POOR)) radius = 0.25 * length;
        else if (share > GOOD && stopped === "boundary") radius *= 2;
        const taken = share > ACCEPTED;
        if (taken) here = yield* standing(problem, trial);
        const step = taken ? norm(solution) / (norm(trial) || 1) : 0;
        yield { iteration, point: here.point, value: here.value, gradientNorm: norm(here.gradient), step };
      }
    },
  };
}

/** The length of a steepest step to the minimiser of Gauss–Newton's model of an isometry. */
function* firstRadius(gradient: Float64Array, magnification: number, precondition: Preconditioner | undefined) {
  if (!precondition) return norm(gradient) / magnification;
  const scaled = new Float64Array(gradient.length);
  yield* precondition(gradient, scaled);
  return Math.sqrt(dot(gradient, 0, scaled, 0, gradient.length));
}
