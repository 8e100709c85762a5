import type { PerturbationCurve } from "../landscape/outliers/perturbation-curve.ts";
import { norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import type { Certificate } from "./certificate.ts";
import type { CurveFall } from "./no-descent-curve.ts";

/** A certificate with the curve along which the objective falls, where there is one. */
export interface CurveCertificate extends Certificate {
  readonly curve?: PerturbationCurve;
}

const claim = "noDescentCurve";

/** f falls along a curve: a strict saddle. */
export function fallingCurve({ curve, gamma, fall }: CurveFall, value: number): CurveCertificate {
  const { first, second, coefficient } = curve;
  const length = norm(first);
  return {
    claim,
    kind: "strictSaddle",
    verdict: "fails",
    evidence: "proved",
    quantity: coefficient / length ** 2,
    threshold: 0,
    sentence: `Not a minimum but a saddle: along a curve that fills spare columns the objective falls, by ${numberText(fall / value, 2)} of its value where it was measured. Under gross outliers the truth itself can be such a point: a lower objective is then no better answer, and early stopping matters.`,
    numbers: { coefficient, gamma, predictedFall: fall, reach: curve.reach },
    direction: first.map((x) => x / length),
    curve: { first, second },
  };
}

/** No curve: the point is a minimum. */
export function noCurve({
  spare,
  strict,
  ...numbers
}: { spare: number; strict: boolean } & Record<string, number | boolean>): CurveCertificate {
  return {
    claim,
    ...(strict && { kind: "strictLocalMinimum" as const }),
    verdict: "holds",
    evidence: "computed",
    quantity: Number(numbers.room),
    threshold: 0,
    sentence:
      spare > 0
        ? "A global minimum: no matrix of any rank has a lower objective (multipliers that show it were computed, with room to spare)."
        : "A sharp local minimum: the objective rises at first order with every small change of the matrix at this rank (multipliers that show it were computed, with room to spare). A spare column may change that.",
    numbers: numbers as Record<string, number>,
  };
}

/** Neither a curve nor the proof that there is none. */
export function openCurve({ spare, small, coefficient }: { spare: number; small: boolean; coefficient: number }) {
  const why = small
    ? spare > 0
      ? "no curve along which the objective falls was found, nor multipliers that rule them out"
      : "no multipliers were found that make it a sharp minimum"
    : "no curve along which the objective falls was found among sparse and closed-form ones, and the matrix is too large to search all";
  return { ...undecidedCurve(why), quantity: coefficient };
}

/** Nothing was said. */
export function undecidedCurve(why: string): CurveCertificate {
  return {
    claim,
    verdict: "undecided",
    evidence: "computed",
    quantity: Number.NaN,
    threshold: 0,
    sentence: `Undecided: ${why}.`,
    numbers: {},
  };
}
