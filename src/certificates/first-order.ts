import type { Steps } from "../kernels/steps.ts";
import { largestMagnitude, norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { cancelling, naturalResidual } from "./cancelling.ts";
import type { Certificate, ClaimOptions } from "./certificate.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { firstOrderAtKinks } from "./first-order-at-kinks.ts";

/** Products below this lose their digits to underflow. */
const TINY = 1e-290;

/**
 * Is the point stationary: ‖∇f(θ)‖ ≤ threshold · (‖J*y‖ + ‖the penalty's gradient‖), J the Jacobian of θ ↦ 𝒜(φ(θ)). The
 * scale is made of what must cancel, so neither the data's units nor the weights' matter. At a loss with kinks the gradient is the
 * least element of the subdifferential.
 */
export function* firstOrder(
  problem: Problem,
  point: Point,
  { threshold = 1e-6 }: ClaimOptions & { readonly threshold?: number } = {},
): Steps<Certificate> {
  const exact = problem.with({ precision: "float64" });
  const { observed } = exact;
  const at = Float64Array.from(point);
  if (exact.loss.subdifferential) return yield* firstOrderAtKinks(exact, at, threshold);
  const terms = yield* cancelling(exact, at);
  const gradient = norm(naturalResidual(exact, at, yield* exact.at(at).gradient(), terms));
  // Where nothing is there to cancel, all of the gradient is left.
  const scale = norm(terms.pull) + norm(terms.push) || gradient;
  // A gradient of products too small for numbers is not known to be zero.
  const product = largestMagnitude(at) * norm(observed);
  const vanished = gradient === 0 && largestMagnitude(at) > 0 && norm(observed) > 0 && product < TINY;
  const unknown = vanished || !Number.isFinite(gradient);
  const quantity = unknown ? Number.NaN : gradient === 0 ? 0 : gradient / scale;
  const holds = quantity <= threshold;
  const known = !Number.isNaN(quantity);
  return {
    claim: "firstOrder",
    verdict: known ? (holds ? "holds" : "fails") : "undecided",
    evidence: "computed",
    quantity,
    threshold,
    sentence: !known
      ? `Undecided: the gradient is ${vanished ? "too small to be told from zero" : "not a finite number"}.`
      : holds
        ? `The point is stationary: the gradient is ${numberText(quantity, 2)} of the terms that cancel in it.`
        : `The point is not stationary: the gradient is ${numberText(quantity, 2)} of the terms that should cancel in it, above ${numberText(threshold)}.`,
    numbers: finiteNumbers({ gradientNorm: gradient, scale }),
    ...(known && !holds ? { kind: "notStationary" } : {}),
  };
}
