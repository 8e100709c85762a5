import { numberText } from "../number-text.ts";
import type { Certificate } from "./certificate.ts";
import * as unconstrained from "./second-order-verdicts.ts";

export type { CurvatureFacts } from "./second-order-verdicts.ts";

/** What the cone of directions looks like, and the columns; all counts. */
export interface ConeFacts {
  readonly free: number;
  readonly degenerate: number;
  readonly held: number;
  readonly columns: number;
  /** Columns of different directions that add something to X. */
  readonly distinctColumns: number;
  /** ‖𝒜(X)‖ / ‖y‖. */
  readonly explained: number;
}

/** An admissible direction of negative curvature. */
export interface ConeWitness extends Omit<unconstrained.SaddleWitness, "fills"> {
  /** Does it move numbers that are 0. */
  readonly oneSided: boolean;
}

const claim = "secondOrderNonnegative";
/** A matrix that measures less than this share of the data explains nothing. */
const NOTHING = 1e-3;

type Facts = unconstrained.CurvatureFacts;

/** The point is a strict local minimum modulo its orbit. */
export function localMinimum(facts: Facts, cone: ConeFacts): Certificate {
  const { quantity, ...rest } = unconstrained.localMinimum(facts);
  const onSpan = facts.relativeLower > facts.tolerance;
  const { failureProbability } = facts.numbers;
  const how =
    failureProbability > 0
      ? `computed; wrong with probability at most ${numberText(failureProbability)}`
      : "computed from all of them";
  const why = !Number.isFinite(facts.relativeLower)
    ? `the slopes hold ${counted(cone.held, "number")} at 0, and no other may move`
    : onSpan
      ? `the least curvature is at least ${numberText(facts.relativeLower, 2)} of the largest (${how})`
      : `the curvature is copositive on the ${counted(cone.degenerate, "number")} that are 0 without a slope (${how})`;
  return {
    ...rest,
    claim,
    quantity: onSpan ? quantity : facts.tolerance,
    sentence: `A local minimum among nonnegative factors: every small admissible change of the matrix raises the objective; ${why}. Whether a lower point lies farther away is not said.${trapSentence(cone)}`,
  };
}

/** The point is stationary and no minimum. */
export function strictSaddle(facts: Facts, cone: ConeFacts, { oneSided, ...witness }: ConeWitness): Certificate {
  const where = oneSided
    ? "numbers that are 0 may grow so that the objective falls"
    : "the objective falls to both sides";
  const along = numberText(witness.curvature / (facts.numbers.largestCurvature || 1), 2);
  return {
    ...unconstrained.strictSaddle(facts, { ...witness, fills: false }),
    claim,
    sentence: `Not a minimum but a saddle: there is an admissible direction along which ${where} (curvature ${along} of the largest). A descent that seems to have ended here goes on along it.${trapSentence(cone)}`,
  };
}

/** No admissible curvature negative enough, and not all of it bounded above zero. */
export function open(facts: Facts, cone: ConeFacts, flat: boolean): Certificate {
  const { sentence, kind: _, ...rest } = unconstrained.open(facts);
  const { degenerate } = cone;
  const why = flat
    ? "the objective is flat along some admissible direction, and second derivatives cannot tell whether it rises there or falls"
    : degenerate > 0
      ? `${counted(degenerate, "number")} of the factors ${degenerate === 1 ? "is" : "are"} 0 without a slope, too many to decide whether the objective rises wherever they grow`
      : undefined;
  return {
    ...rest,
    ...(flat && { kind: "degenerate" as const }),
    claim,
    sentence: `${why ? `Undecided: ${why}.` : sentence}${trapSentence(cone)}`,
  };
}

/** The gradient has an admissible part. */
export function notStationary(firstOrder: Certificate, residual: Float64Array): Certificate {
  return { ...unconstrained.notStationary(firstOrder, residual), claim };
}

/** Nothing could be computed. */
export function undecidedPoint(why: string): Certificate {
  return { ...unconstrained.undecidedPoint(why), claim };
}

/** What tells a trap of nonnegative factors, where there is anything. */
function trapSentence({ columns, distinctColumns, explained }: ConeFacts): string {
  if (explained < NOTHING) {
    return ` The matrix is nearly 0: it measures ${numberText(explained, 2)} of the data.`;
  }
  const idle = columns - distinctColumns;
  if (idle <= 0) return "";
  return ` ${idle} of the ${counted(columns, "column")} ${idle === 1 ? "repeats another or adds" : "repeat others or add"} nothing: merged, ${idle === 1 ? "it leaves" : "they leave"} room for new ones.`;
}

function counted(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
