import type { PointKind } from "../certificates/certificate.ts";
import { numberText } from "../number-text.ts";
import type { Hull } from "../parametrizations/parametrization.ts";
import { type Answer, answerOf, type InspectionFacts, isAlmostExact, lowerExits } from "./inspection-answer.ts";

const MATRIX: Readonly<Record<Hull, string>> = {
  matrices: "matrix",
  semidefinite: "positive semidefinite matrix",
  nonnegative: "product of nonnegative factors",
  completelyPositive: "completely positive matrix",
};
const SADDLE = "A strict saddle: the objective falls along at least one direction from here.";
const UNFINISHED = "Not stationary: the descent is not finished.";
const BEST_AT_RANK = "No {matrix} of this rank does better.";
const FLAT = "Second derivatives do not tell here whether this is a minimum.";

/** By kind of point and verdict; {matrix} and {better} depend on the problem. */
const HEADLINES: Readonly<Record<PointKind | "unknown", Readonly<Record<Answer, string>>>> = {
  strictLocalMinimum: {
    holds: "A strict local minimum, and no {matrix} of any rank does better.",
    holdsAtRank: "A strict local minimum, and no {matrix} of this rank does better.",
    fails: "A strict local minimum, but {better}.",
    undecided: "A strict local minimum; whether a better one exists is not known.",
    unasked: "A strict local minimum; whether a better one exists was not asked.",
  },
  strictSaddle: {
    holds:
      "No {matrix} of any rank does better by more than the gap allows; the little that is left lies along a saddle.",
    holdsAtRank: BEST_AT_RANK,
    fails: SADDLE,
    undecided: SADDLE,
    unasked: SADDLE,
  },
  notStationary: {
    holds: "No {matrix} of any rank does better by more than the gap allows, but the descent is not finished.",
    holdsAtRank: BEST_AT_RANK,
    fails: UNFINISHED,
    undecided: UNFINISHED,
    unasked: UNFINISHED,
  },
  degenerate: {
    holds: "No {matrix} of any rank does better, though others near by may be as good.",
    holdsAtRank: BEST_AT_RANK,
    fails: `Not the best: {better}. ${FLAT}`,
    undecided: `${FLAT} Whether a better one exists is not known.`,
    unasked: FLAT,
  },
  unknown: {
    holds: "No {matrix} of any rank does better.",
    holdsAtRank: BEST_AT_RANK,
    fails: "Not the best: {better}.",
    undecided: "Whether a better {matrix} exists is not known.",
    unasked: "What kind of point this is was not asked, nor whether a better one exists.",
  },
};

/** What is known of a point, in one sentence or two; nothing is said that was not computed. */
export function headlineOf(found: InspectionFacts): string {
  const { kind, objective, rank, hull, notComputed, residual } = found;
  const answer = answerOf(found);
  if (!Number.isFinite(objective)) return "Nothing is known of this point: its objective is not a finite number.";
  if (notComputed.length > 0 && kind === null && answer === "unasked") {
    return "Stopped before it was known what kind of point this is.";
  }
  if (isAlmostExact(found)) {
    return `Almost an exact fit: the observations are met to ${numberText(residual, 2)} of their size.`;
  }
  const lower = lowerExits(found);
  const byRank = lower.length > 0 && lower.every(({ columns }) => columns > 0);
  const better = byRank ? "a {matrix} of higher rank does better" : "a better {matrix} exists";
  // Where there are no factors to move, being a minimum among their small changes says nothing.
  return HEADLINES[rank > 0 && kind !== null ? kind : "unknown"][answer]
    .replace("{better}", better)
    .replaceAll("{matrix}", MATRIX[hull]);
}
