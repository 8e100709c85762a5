import { norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import type { Certificate } from "./certificate.ts";

/** What was found of the curvature, in shares of the largest, and the numbers to report. */
export interface CurvatureFacts {
  /** The least curvature seen, and the bound below which there is none. */
  readonly relativeLeast: number;
  readonly relativeLower: number;
  /** Below this the curvature may be that of a flat direction. */
  readonly tolerance: number;
  readonly numbers: Readonly<Record<string, number>> & {
    readonly failureProbability: number;
    readonly products: number;
  };
}

/** A direction of negative curvature. */
export interface SaddleWitness {
  readonly direction: Float64Array;
  readonly curvature: number;
  /** The fall measured along it, and at what step. */
  readonly predictedFall: number;
  readonly step: number;
  /** Does it fill a column that the factors leave empty, so that to first order nothing measured changes. */
  readonly fills: boolean;
}

const claim = "secondOrder";
/** Below this share of the largest a curvature is that of a flat direction, whatever is left of the gradient. */
const NEARLY_FLAT = 1e-7;

/** The point is a strict local minimum modulo the symmetry. */
export function localMinimum({ relativeLower, tolerance, numbers }: CurvatureFacts): Certificate {
  const { failureProbability } = numbers;
  const how =
    failureProbability > 0
      ? `computed; wrong with probability at most ${numberText(failureProbability)}`
      : "computed from all of them";
  const least = Number.isFinite(relativeLower)
    ? `the least curvature is at least ${numberText(relativeLower, 2)} of the largest (${how})`
    : "no such change exists";
  return {
    claim,
    kind: "strictLocalMinimum",
    verdict: "holds",
    evidence: "computed",
    quantity: Number.isFinite(relativeLower) ? relativeLower : Number.NaN,
    threshold: tolerance,
    sentence: `A local minimum: every small change of the matrix raises the objective; ${least}. Whether a lower point lies farther away is not said.`,
    numbers,
  };
}

/** The point is stationary and no minimum. */
export function strictSaddle(
  { relativeLeast, tolerance, numbers }: CurvatureFacts,
  witness: SaddleWitness,
): Certificate {
  const { direction, curvature, predictedFall, step, fills } = witness;
  const why = fills
    ? "the factors leave a direction unused, and filling it lowers the objective"
    : "there is a direction along which the objective falls to both sides";
  return {
    claim,
    kind: "strictSaddle",
    verdict: "fails",
    evidence: "proved",
    quantity: relativeLeast,
    threshold: tolerance,
    sentence: `Not a minimum but a saddle: ${why} (curvature ${numberText(relativeLeast, 2)} of the largest). A descent that seems to have ended here goes on along it.`,
    numbers: { ...numbers, curvature, predictedFall, step },
    direction,
  };
}

/** No curvature negative enough, and none bounded above zero. */
export function open({ relativeLeast, relativeLower, tolerance, numbers }: CurvatureFacts): Certificate {
  const size = numberText(relativeLeast, 2);
  const isFlat = Math.abs(relativeLeast) <= Math.min(tolerance, NEARLY_FLAT);
  const why =
    relativeLeast > tolerance
      ? `no direction of negative curvature was found, but ${numbers.products} products with the Hessian are too few to ${Number.isFinite(relativeLower) ? `bound the least above ${numberText(relativeLower, 2)} of the largest` : "bound the least"}`
      : isFlat
        ? `the objective is flat along some direction (curvature ${size} of the largest), and second derivatives cannot tell whether it rises there or falls`
        : relativeLeast < -tolerance
          ? `a direction of negative curvature was found, ${size} of the largest, but the objective falls along it by no more than its rounding`
          : `the least curvature, ${size} of the largest, is so small that what is left of the gradient may change its sign; a descent further on would tell`;
  return {
    claim,
    ...(isFlat && { kind: "degenerate" as const }),
    verdict: "undecided",
    evidence: "computed",
    quantity: relativeLeast,
    threshold: tolerance,
    sentence: `Undecided: ${why}.`,
    numbers,
  };
}

/** The gradient is not zero: no minimum, and no saddle either. */
export function notStationary(
  { quantity, threshold, evidence, numbers }: Certificate,
  gradient: Float64Array,
): Certificate {
  const length = norm(gradient);
  const direction = gradient.map((x) => -x / length);
  return {
    claim,
    kind: "notStationary",
    verdict: "fails",
    evidence,
    quantity,
    threshold,
    sentence: `Not a minimum: the objective still falls along its gradient, which is ${numberText(quantity, 2)} of the terms that should cancel in it, above ${numberText(threshold)}. The descent has not ended.`,
    numbers,
    ...(direction.every(Number.isFinite) && { direction }),
  };
}

/** Nothing could be computed. */
export function undecidedPoint(why: string): Certificate {
  return {
    claim,
    verdict: "undecided",
    evidence: "computed",
    quantity: Number.NaN,
    threshold: Number.NaN,
    sentence: `Undecided: ${why}.`,
    numbers: {},
  };
}
