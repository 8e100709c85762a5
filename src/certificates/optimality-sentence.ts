import { numberText } from "../number-text.ts";
import type { Verdict } from "./certificate.ts";

/** What a sentence on global optimality needs to know; gap and fall are shares of the objective. */
interface Findings {
  /** What the claim is about: "matrix". */
  readonly noun: string;
  readonly gap: number;
  readonly fall: number;
  /** Is it one more column that falls, or a descent at this rank. */
  readonly byColumn: boolean;
  /** Of the bound being wrong. */
  readonly probability: number;
  /** Without a ridge: up to what multiple of the point's gauge, the trace of a semidefinite matrix, no matrix lowers the objective by more than the tolerance; 0 if none. */
  readonly ridgeless?: { readonly tolerance: number; readonly gauge: string; readonly reach: number };
}

/** The verdict in one plain sentence. */
export function optimalitySentence(verdict: Verdict, findings: Findings): string {
  const { noun, gap, fall, byColumn, probability, ridgeless } = findings;
  const size = numberText(gap, 2);
  if (verdict === "holds") {
    const how = probability === 0 ? "proved" : `computed; wrong with probability at most ${numberText(probability)}`;
    return `No ${noun} of any rank lowers the objective by more than ${size} of its value (${how}).`;
  }
  if (verdict === "fails") {
    const step = byColumn ? "one more column" : "descending further at this rank";
    return `Not optimal over all ranks: ${step} lowers the objective by at least ${numberText(fall, 2)} of its value.`;
  }
  if (!ridgeless) {
    return `Undecided: the objective is within ${size} of a proven lower bound, which is not close enough, and no direction that lowers it further was found.`;
  }
  const { tolerance, gauge, reach } = ridgeless;
  if (!(reach > 0)) return "Without a ridge only an exact fit can be certified, and this fit is not exact.";
  return `Undecided: no ${noun} with up to ${numberText(reach, 2)} times the point's ${gauge} lowers the objective by more than ${numberText(tolerance)} of its value, but without a ridge nothing bounds the ${gauge}.`;
}
