import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Certificate } from "./certificate.ts";

/**
 * Is the point stationary: ‖∇f(θ)‖ ≤ threshold · ‖y‖ · max(1, ‖θ‖), a scale that the gradient of the fit at X = 0 has.
 */
export function* firstOrder(
  problem: Problem,
  point: Point,
  { threshold = 1e-6 }: { threshold?: number } = {},
): Steps<Certificate> {
  const exact = problem.with({ precision: "float64" });
  const at = Float64Array.from(point);
  const gradient = norm(Float64Array.from(yield* exact.at(at).gradient()));
  const scale = norm(problem.observed) * Math.max(1, norm(at));
  const quantity = scale > 0 ? gradient / scale : 0;
  const holds = quantity <= threshold;
  const finite = Number.isFinite(quantity);
  return {
    claim: "firstOrder",
    verdict: finite ? (holds ? "holds" : "fails") : "undecided",
    evidence: "computed",
    quantity,
    threshold,
    sentence: !finite
      ? "Undecided: the gradient is not finite."
      : holds
        ? `The point is stationary: the gradient is ${quantity.toExponential(1)} of the data's scale.`
        : `The point is not stationary: the gradient is ${quantity.toExponential(1)} of the data's scale, above ${threshold}.`,
    numbers: { gradientNorm: gradient, scale },
  };
}
