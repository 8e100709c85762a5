import { numberText, wordsOf } from "../number-text.ts";
import type { Jump } from "./report.ts";

/** What a jump did, in words. */
export function jumpText({ kind, columns, predictedFall, measuredFall, descendedFall, taken }: Jump): string {
  const what = columns > 0 ? `${numberText(columns)} ${columns === 1 ? "column" : "columns"} added` : wordsOf(kind);
  const start = Number.isNaN(predictedFall)
    ? `started ${shift(measuredFall)}`
    : measuredFall > 0
      ? `fall of ${numberText(predictedFall, 3)} promised, ${numberText(measuredFall, 3)} came`
      : `started ${shift(measuredFall)}, as foreseen to ${numberText(Math.abs(measuredFall - predictedFall), 2)}`;
  const end = descendedFall === undefined ? "" : `; descent from there ended ${shift(descendedFall)}`;
  return `${what}: ${start}${end}${taken ? "" : " (not taken)"}`;
}

function shift(fall: number): string {
  return `${numberText(Math.abs(fall), 3)} ${fall > 0 ? "lower" : "higher"}`;
}
