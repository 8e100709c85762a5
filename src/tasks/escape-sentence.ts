import { numberText, wordsOf } from "../number-text.ts";
import type { RoundSummary } from "../report/report.ts";

/** What the escapes did at the rank that was given, in one sentence; undefined where none was tried. */
export function escapeSentence(rounds: readonly RoundSummary[]): string | undefined {
  const jumps = rounds.flatMap((round) => round.jumps.map((jump) => ({ ...jump, from: round.objective })));
  const here = jumps.filter((jump) => jump.columns === 0);
  if (here.length === 0) return undefined;
  const taken = here.filter((jump) => jump.taken);
  const end = rounds.at(-1)!;
  const tried = end.jumps.filter((jump) => jump.columns === 0).length;
  const rest =
    tried === 0 ? "" : ` ${counted(tried, "jump", "jumps")} from the last point ended no lower, so that it was kept.`;
  if (taken.length === 0) return `The descent was finished; ${counted(tried, "jump", "jumps")} from it ended no lower.`;
  const kinds = [...new Set(taken.map(({ kind }) => wordsOf(kind).toLowerCase()))].join(", ");
  const fall = `the objective fell from ${numberText(taken[0].from, 4)} to ${numberText(end.objective, 4)}`;
  return `The descent got stuck and was left ${counted(taken.length, "time", "times")} (${kinds}): ${fall}.${rest}`;
}

function counted(count: number, one: string, many: string): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}
