/** Line of entry k (from 0), given for each line that holds no entry the number of entries before it. */
export function entryLine(entry: number, skipped: readonly number[]): number {
  return entry + 1 + skipped.filter((before) => before <= entry).length;
}
