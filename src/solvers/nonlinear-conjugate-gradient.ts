import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import { isometry } from "../problem/isometry.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { backtrack, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** ⟨z₊, y⟩ / ⟨d, y⟩ or / ⟨z, g⟩, y the change of the gradient and z the preconditioned gradient. */
export type ConjugacyRule = "polakRibiere" | "hestenesStiefel";

/**
 * Nonlinear conjugate gradients: on matrices of fixed rank Vandereycken's Riemannian method (LRGeomCG), the last direction and
 * gradient carried along by the transport; on factors the same in the metric of their Gram matrices, which does the
 * scaling that the manifold does. A step begins at the minimiser of Gauss–Newton's model along the direction, and
 * backtracks: two 𝒜 and one 𝒜* an iteration. Restarts where the rule turns negative. Memory: eight vectors of a
 * point's length.
 *
 * @param rule Polak and Ribière's (default) or Hestenes and Stiefel's, 0 where negative.
 * @see Vandereycken 2013, doi:10.1137/110845768; Mishra & Sepulchre 2014 (the metric), doi:10.1109/CDC.2014.7039534
 */
export function nonlinearConjugateGradient({
  rule = "polakRibiere",
}: {
  rule?: ConjugacyRule;
} = {}): Solver<SecondOrderProblem> {
  return {
    name: "nonlinearConjugateGradient",
    needs: ["hessianVector"],
    monotone: true,
    *iterates(problem, start) {
      const { parametrization } = problem;
      const size = start.length;
      const inner = (x: Float64Array, y: Float64Array) => dot(x, 0, y, 0, size);
      const carried = (from: Point, to: Point, vector: Float64Array) =>
        Float64Array.from(parametrization.transport(from, to, vector));
      const magnification = yield* isometry(problem);
      const scaled = function* (point: Point, gradient: Float64Array) {
        const precondition = factorPreconditioner(problem, point, magnification);
        if (!precondition) return gradient;
        const out = new Float64Array(size);
        yield* precondition(gradient, out);
        return out;
      };
      let here = yield* standing(problem, start);
      let steepest = yield* scaled(here.point, here.gradient);
      let direction = steepest.map((x) => -x);
      for (let iteration = 1; ; iteration++) {
        const slope = inner(here.gradient, direction);
        const curvature = yield* here.at.curvatureAlong(direction);
        const first = curvature > 0 ? -slope / curvature : 1;
        const { reached, length, step } = yield* backtrack(problem, here, direction, first);
        const next = yield* scaled(reached.point, reached.gradient);
        const before = carried(here.point, reached.point, here.gradient);
        const last = carried(here.point, reached.point, direction);
        const change = reached.gradient.map((x, k) => x - before[k]);
        const scale = rule === "polakRibiere" ? inner(steepest, here.gradient) : inner(last, change);
        const share = length > 0 ? Math.max(0, inner(next, change) / scale) || 0 : 0;
        direction = next.map((x, k) => share * last[k] - x);
        if (!(inner(direction, reached.gradient) < 0)) direction = next.map((x) => -x);
        here = reached;
        steepest = next;
        yield { iteration, point: here.point, value: here.value, gradientNorm: norm(here.gradient), step };
      }
    },
  };
}
