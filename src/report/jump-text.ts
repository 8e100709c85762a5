import { numberText, wordsOf } from "../number-text.ts";
import type { Jump } from "./report.ts";

/** What a jump did, in words. */
export function jumpText({ kind, columns, predictedFall, measuredFall, descendedFall, taken }: Jump): string {
  const what = columns > 0 ? `${numberText(columns)} ${columns === 1 ? "column" : "columns"} added` : wordsOf(kind);
  const after = Number.isNaN(descendedFall) ? "" : `, ${numberText(descendedFall, 3)} after descent`;
  const fall = `fall of ${numberText(predictedFall, 3)} promised, ${numberText(measuredFall, 3)} came${after}`;
  return `${what}: ${fall}${taken ? "" : " (not taken)"}`;
}
