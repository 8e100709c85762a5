import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point, PointParts } from "../parametrizations/parametrization.ts";
import { balanced } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { addPenaltyGradient } from "../regularizers/regularizer.ts";

/** A pull of the data along the factors below this share of ‖y‖² is rounding: an exact fit has no ridge. */
const ROUNDING = 1e-12;

/**
 * The strengths at which a point would be stationary, from the gradient without any penalty:
 * λ̂ = ⟨G, X⟩ / ‖X‖_* = −⟨∂f/∂U, U⟩ / ‖U‖² at balanced factors in the penalty's weights, and likewise λ̂_b; 0 where there is
 * nothing to estimate from.
 */
export function* estimatedRidges(problem: Problem, point: Point): Steps<{ ridge: number; biasRidge: number }> {
  const free = problem.with({
    precision: "float64",
    regularizer: { ...problem.regularizer, ridge: 0, biasRidge: 0 },
  });
  const { problem: bare, point: at } = yield* balanced(free, Float64Array.from(point));
  const { parametrization, regularizer, observed } = bare;
  const gradient = parametrization.parts(yield* bare.at(at).gradient());
  const parts = parametrization.parts(at);
  const least = ROUNDING * norm(observed) ** 2;
  const along = (names: readonly Side[], strengths: { ridge: number; biasRidge: number }) => {
    const pull = new Float64Array(at.length);
    addPenaltyGradient({ ...regularizer, ...strengths }, parts, parametrization.parts(pull));
    const data = -inner(names, gradient, parts);
    const penalty = inner(names, parametrization.parts(pull), parts);
    return penalty > 0 && data > least ? data / penalty : 0;
  };
  return {
    ridge: along(["left", "right"], { ridge: 1, biasRidge: 0 }),
    biasRidge: along(["rowBias", "columnBias"], { ridge: 0, biasRidge: 1 }),
  };
}

type Side = "left" | "right" | "rowBias" | "columnBias";

function inner(names: readonly Side[], a: PointParts, b: PointParts): number {
  let sum = 0;
  for (const name of names) for (const [k, x] of a[name].entries()) sum += x * b[name][k];
  return sum;
}
