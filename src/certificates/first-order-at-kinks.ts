import type { Steps } from "../kernels/steps.ts";
import { firstOrderForm } from "../landscape/outliers/first-order-form.ts";
import { leastSubgradient } from "../landscape/outliers/least-subgradient.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import { admissibleSlope } from "../problem/admissible-slope.ts";
import type { Problem } from "../problem/problem.ts";
import { tangentMap } from "../problem/tangent-map.ts";
import { addLinearPenaltyGradient, addPenaltyGradient } from "../regularizers/regularizer.ts";
import type { Certificate, Verdict } from "./certificate.ts";
import { finiteNumbers } from "./finite-numbers.ts";

/**
 * Is a point of a loss with kinks critical in Clarke's sense: is 0 within threshold · scale of the subdifferential. Measurements whose
 * residual is at most 1e-8 of the largest observation count as fitted: theirs is the loss's whole subdifferential.
 * The least element found bounds the distance from above and decides `holds`; a direction in which f falls at the rate δ
 * shows that it is at least δ and decides `fails`.
 *
 * @see Clarke 1983, doi:10.1137/1.9781611971309; Ma & Fattahi 2023, arXiv:2302.10963
 */
export function* firstOrderAtKinks(problem: Problem, at: Float64Array, threshold: number): Steps<Certificate> {
  const { parametrization, regularizer } = problem;
  const push = new Float64Array(at.length);
  addPenaltyGradient(regularizer, parametrization.parts(at), parametrization.parts(push));
  addLinearPenaltyGradient(regularizer, parametrization.parts(push));
  const form = yield* firstOrderForm(problem, at);
  const found = yield* leastSubgradient(problem, at, form, push);
  const admissible = admissibleSlope(parametrization, at, found.gradient);
  const left = norm(admissible);
  // What must cancel is the forced part; where there is none, nothing has to.
  const scale = found.scale || 1;
  const quantity = Number.isFinite(left) ? left / scale : Number.NaN;
  const direction = admissible.map((x) => -x / (left || 1));
  const image = new Float64Array(problem.observed.length);
  yield* tangentMap(problem, parametrization, at).apply(direction, image);
  const slope = form.value(image) + dot(push, 0, direction, 0, direction.length);
  const least = Math.max(0, -slope) / scale;
  const verdict: Verdict = quantity <= threshold ? "holds" : least > threshold ? "fails" : "undecided";
  return {
    claim: "firstOrder",
    verdict,
    evidence: "computed",
    quantity,
    threshold,
    sentence: sentenceOf(verdict, quantity, least, form.kinks),
    numbers: finiteNumbers({ gradientNorm: left, scale, distanceAtLeast: least * scale, fitted: form.kinks }),
    ...(verdict === "fails" && { kind: "notStationary" as const, direction }),
  };
}

function sentenceOf(verdict: Verdict, quantity: number, least: number, kinks: number): string {
  const among = `with ${numberText(kinks)} measurements fitted`;
  if (verdict === "holds") {
    return `The point is critical: ${among}, a subgradient of ${numberText(quantity, 2)} of the terms that cancel in it was found.`;
  }
  if (verdict === "fails") {
    return `The point is not critical: ${among}, every subgradient is at least ${numberText(least, 2)} of the terms that should cancel, and the objective falls along the one found.`;
  }
  return Number.isNaN(quantity)
    ? "Undecided: the subgradient is not a finite number."
    : `Undecided: ${among}, the least subgradient found is ${numberText(quantity, 2)} of the terms that should cancel, and whether a smaller one exists was not shown.`;
}
