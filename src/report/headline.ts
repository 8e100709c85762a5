import type { Verdict } from "../certificates/certificate.ts";
import { numberText, percentText } from "../number-text.ts";
import type { HeldOut, Report } from "./report.ts";

/** The verdict as one word or two, for a mark or a table cell. */
export const STATUS: Readonly<Record<Verdict, string>> = {
  holds: "Certified",
  fails: "Not certified",
  undecided: "Undecided",
};

const OPTIMALITY: Readonly<Record<Verdict, string>> = {
  holds: "Certified globally optimal.",
  fails: "Not globally optimal: a better matrix exists.",
  undecided: "Optimality undecided.",
};

function predictionPhrase(heldOut: HeldOut | null): string {
  if (heldOut === null) return "Prediction error not measured.";
  const gain = 1 - heldOut.rmse / heldOut.baselineRmse;
  if (!Number.isFinite(gain)) return `Held-out error ${numberText(heldOut.rmse)}.`;
  if (Math.abs(gain) < 1e-3) return "Held-out error no lower than the baseline.";
  return `Held-out error ${percentText(Math.abs(gain))} ${gain > 0 ? "below" : "above"} the baseline.`;
}

/** The same where the factors were kept nonnegative, at a rank that does not grow. */
const AT_RANK: Readonly<Record<Verdict, string>> = {
  holds: OPTIMALITY.holds,
  fails: "The best point found; more columns would fit closer.",
  undecided: "The best point found; optimality undecided.",
};

/** The verdict in two short sentences: how well it predicts, then whether anything does better. */
export function headline(report: Report): string {
  return `${predictionPhrase(report.heldOut)} ${(report.chosen.nonnegative ? AT_RANK : OPTIMALITY)[report.verdict]}`;
}
