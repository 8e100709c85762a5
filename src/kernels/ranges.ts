import type { Steps } from "./steps.ts";

/** Multiplications and additions that one uninterrupted kernel call may do: about 5 ms. */
const BUDGET = 2e7;

/**
 * Runs a kernel over all rows, range by range, with a pause between: about `perEntry` multiply-adds for each entry
 * of a row and `perRow` for each row decide where the ranges end.
 *
 * @param start the compressed pattern's row starts, rows + 1 numbers; undefined where only rows count.
 */
export function* overRows(
  rows: number,
  start: (() => Int32Array) | undefined,
  perEntry: number,
  perRow: number,
  run: (i0: number, i1: number) => void,
): Steps<void> {
  let i0 = 0;
  while (i0 < rows) {
    const starts = start?.();
    let i1 = i0;
    let work = 0;
    do {
      work += perRow + (starts ? perEntry * (starts[i1 + 1] - starts[i1]) : 0);
      i1 += 1;
    } while (i1 < rows && work < BUDGET);
    run(i0, i1);
    i0 = i1;
    if (i0 < rows) yield;
  }
}

/** Rows of A that `gemmTransposed` sums at once, and multiples of which its ranges must be cut at. */
export const GEMM_DEPTH = 128;

/**
 * Runs a sum over all `rows`, kept in `columns` output rows, piece by piece with a pause between: rows in order, cut at
 * multiples of `depth` so that the sum has one order, and output rows where a piece of that depth is still too long.
 *
 * @param perPair the multiply-adds for one row and one output row.
 */
export function* overPieces(
  rows: number,
  depth: number,
  columns: number,
  perPair: number,
  run: (i0: number, i1: number, j0: number, j1: number) => void,
): Steps<void> {
  const height = depth * Math.max(1, Math.floor(BUDGET / (depth * columns * perPair)));
  const width = Math.max(1, Math.floor(BUDGET / (height * perPair)));
  for (let i = 0; i < rows; i += height) {
    for (let j = 0; j < columns; j += width) {
      run(i, Math.min(rows, i + height), j, Math.min(columns, j + width));
      yield;
    }
  }
}
