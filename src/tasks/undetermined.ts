import { atLeast, type CoreNumbers, missingInCore } from "../certificates/core-numbers.ts";
import type { Pattern } from "../operators/pattern.ts";
import type { Undetermined } from "../report/report.ts";

/** Ranks of the curve in the report. */
const MOST_RANKS = 200;

/** What these entries cannot determine at this rank, from the core numbers: an upper bound on what they can. */
export function undeterminedAt(pattern: Pattern, cores: CoreNumbers, rank: number): Undetermined {
  const { rows, columns, rowStart, columnStart } = pattern;
  const missing = rows * columns - pattern.columnIndex.length;
  const highest = Math.max(
    ...[cores.rows, cores.columns].map((list) => list.reduce((most, c) => Math.max(most, c), 0)),
  );
  const ranks = Math.min(Math.max(1, rank, Math.min(highest + 1, MOST_RANKS)), Math.min(rows, columns));
  const within = missingInCore(pattern, cores, ranks);
  const shareByRank = Array.from(within, (cells) => (missing > 0 ? cells / missing : 1));
  const degree = (start: Int32Array, count: number) => {
    let lines = 0;
    for (let i = 0; i + 1 < start.length; i++) if (start[i + 1] - start[i] === count) lines += 1;
    return lines;
  };
  return {
    rank,
    entries: rank === 0 ? 0 : 1 - shareByRank[rank - 1],
    rows: rows - atLeast(cores.rows, Math.max(ranks, 1))[rank],
    columns: columns - atLeast(cores.columns, Math.max(ranks, 1))[rank],
    singleRows: degree(rowStart, 1),
    singleColumns: degree(columnStart, 1),
    emptyRows: degree(rowStart, 0),
    emptyColumns: degree(columnStart, 0),
    shareByRank,
  };
}
