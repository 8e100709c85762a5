import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { tangentMap } from "../problem/tangent-map.ts";
import { addLinearPenaltyGradient, addPenaltyGradient } from "../regularizers/regularizer.ts";

/** What cancels in a gradient at a stationary point. */
export interface Cancelling {
  /** J* of what y is in the derivative: J*y, J the Jacobian of θ ↦ 𝒜(φ(θ)), and J*(y/x) where that is 1 − y/x. */
  readonly pull: Float64Array;
  /** The penalty's gradient. */
  readonly push: Float64Array;
}

/** The terms of the gradient that must cancel, at a point in float64. */
export function* cancelling(problem: Problem, point: Float64Array): Steps<Cancelling> {
  const { parametrization, regularizer } = problem;
  const [pull, push] = [new Float64Array(point.length), new Float64Array(point.length)];
  yield* tangentMap(problem, parametrization, point).applyTransposed(yield* observedPart(problem, point), pull);
  addPenaltyGradient(regularizer, parametrization.parts(point), parametrization.parts(push));
  addLinearPenaltyGradient(regularizer, parametrization.parts(push));
  return { pull, push };
}

/** y, or what it is divided by predictions: where those must be positive, a derivative has no units of y. */
function* observedPart(problem: Problem, point: Point): Steps<Float64Array> {
  const { loss, observed } = problem;
  if (!loss.predictions) return observed;
  const prediction = yield* problem.at(point).prediction();
  return prediction.map((x, k) => loss.derivative(x, 0) - loss.derivative(x, observed[k]));
}

/**
 * What is left of the gradient that no admissible direction has to take. At nonnegative points a positive slope counts for no more than
 * what its number may still fall by, min(slope, stiffness · number), the stiffness of each factor being that of the terms that cancel: it is 0
 * where a number is, and little where the number is nearly 0. A number below 0 counts for its way back. It depends neither on the data's units nor on the factors' balance.
 *
 * @see Pang 1986, doi:10.1287/moor.12.3.474, for the natural residual
 */
export function naturalResidual(problem: Problem, point: Point, gradient: Point, terms: Cancelling): Float64Array {
  const residual = Float64Array.from(gradient);
  const slopes = Float64Array.from(gradient);
  if (!problem.parametrization.nonnegative) return residual;
  const views = [point, residual, slopes, terms.pull, terms.push].map((vector) =>
    problem.parametrization.parts(vector),
  );
  for (const side of ["left", "right"] as const) {
    const [x, left, slope, pull, push] = views.map((view) => view[side]);
    const stiffness = stiffnessOf(x, slope, pull, push);
    for (let k = 0; k < x.length; k++) left[k] = Math.min(left[k], x[k] === 0 ? 0 : stiffness * x[k]);
  }
  return residual;
}

/** By how much the slope of a factor changes with it, from the terms that cancel in it and what is left of them. */
export function stiffnessOf(factor: Point, slope: Point, pull: Point, push: Point): number {
  const size = norm(factor);
  return size > 0 ? (norm(slope) + norm(pull) + norm(push)) / size : 0;
}
