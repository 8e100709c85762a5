import type { Entries } from "./entry-buffer.ts";
import { InputError } from "./input-error.ts";
import type { Ids } from "./table.ts";

/** What to do with a pair that comes more than once: refuse different values, or keep the mean or the last one. */
export type Duplicates = "error" | "mean" | "last";

interface Context {
  readonly rowIds: Ids;
  readonly columnIds: Ids;
  readonly duplicates: Duplicates | undefined;
  readonly line: ((entry: number) => number) | undefined;
}

/**
 * Settles pairs that come more than once. With "error" (the default) different values are refused and equal ones stay,
 * as repeats; with "mean" or "last" each pair keeps one entry, in the place of its first.
 */
export function mergeDuplicates(entries: Entries, context: Context): Entries & { notes: string[] } {
  const { rows, columns, values } = entries;
  const byRow = rowOrder(rows, context.rowIds.length);
  const kind = context.duplicates ?? "error";
  // For each column the last row that has it, and its first entry there.
  const rowOf = new Int32Array(context.columnIds.length).fill(-1);
  const firstOf = new Int32Array(context.columnIds.length);
  const times = kind === "mean" ? new Map<number, number>() : undefined;
  const dropped = kind === "error" ? undefined : new Uint8Array(values.length);
  let repeats = 0;
  for (let k = 0; k < values.length; k++) {
    const entry = byRow === undefined ? k : byRow[k]!;
    const column = columns[entry]!;
    const row = rows[entry]!;
    if (rowOf[column] !== row) {
      rowOf[column] = row;
      firstOf[column] = entry;
      continue;
    }
    const first = firstOf[column]!;
    repeats++;
    if (dropped === undefined) {
      if (values[first] !== values[entry]) throw conflict(entries, first, entry, context);
      continue;
    }
    dropped[entry] = 1;
    if (times === undefined) {
      values[first] = values[entry]!;
    } else {
      const count = (times.get(first) ?? 1) + 1;
      times.set(first, count);
      values[first] = values[first]! + (values[entry]! - values[first]!) / count;
    }
  }
  if (repeats === 0) return { ...entries, notes: [] };
  if (dropped === undefined) {
    return {
      ...entries,
      notes: [`Pairs that came again with the same value: ${repeats}; each counts as weight.`],
    };
  }
  const kept = <T extends Int32Array | Float64Array>(all: T): T => all.filter((_, k) => dropped[k] === 0) as T;
  const merged = { rows: kept(rows), columns: kept(columns), values: kept(values) };
  return { ...merged, notes: [`Pairs that came again: ${repeats}; the ${kind} of each was kept.`] };
}

/** Entries sorted by row, in the order of the file within a row; undefined where they come so. */
function rowOrder(rows: Int32Array, count: number): Int32Array | undefined {
  let k = 1;
  while (k < rows.length && rows[k]! >= rows[k - 1]!) k++;
  if (k >= rows.length) return undefined;
  const next = new Int32Array(count + 1);
  for (let k = 0; k < rows.length; k++) next[rows[k]! + 1]!++;
  for (let row = 0; row < count; row++) next[row + 1]! += next[row]!;
  const order = new Int32Array(rows.length);
  for (let k = 0; k < rows.length; k++) order[next[rows[k]!]!++] = k;
  return order;
}

function conflict(entries: Entries, first: number, second: number, context: Context): InputError {
  const { rowIds, columnIds, line } = context;
  const pair = `(${JSON.stringify(rowIds[entries.rows[first]!])}, ${JSON.stringify(columnIds[entries.columns[first]!])})`;
  const before = line === undefined ? "" : ` on line ${line(first)}`;
  const fault = `expected one value for the pair ${pair}, ${entries.values[second]} came after ${entries.values[first]}${before}; choose with --duplicates mean or last`;
  return new InputError(fault, { argument: "duplicates", ...(line === undefined ? {} : { line: line(second) }) });
}
