import { type Duplicates, mergeDuplicates } from "./duplicates.ts";
import type { EntryBuffer } from "./entry-buffer.ts";
import { type IdList, sortedIds } from "./sorted-ids.ts";
import type { Decoded } from "./table.ts";

/** Entries with ids in order of first appearance. */
export interface TripletEntries {
  readonly entries: EntryBuffer;
  readonly rowIndex: IdList;
  readonly columnIndex: IdList;
  /** Line of the file that entry k came from, where there are lines. */
  readonly line?: (entry: number) => number;
}

/** Sorts the ids and settles pairs that come more than once. */
export function tripletTable(
  found: TripletEntries,
  options: { names: Decoded["names"]; notes: readonly string[]; duplicates?: Duplicates | undefined },
): Decoded {
  const joined = found.entries.take();
  const rowIds = sortedIds(found.rowIndex, joined.rows);
  const columnIds = sortedIds(found.columnIndex, joined.columns);
  const merged = mergeDuplicates(joined, { rowIds, columnIds, duplicates: options.duplicates, line: found.line });
  return {
    shape: "triplets",
    rowIds,
    columnIds,
    names: options.names,
    rows: merged.rows,
    columns: merged.columns,
    values: merged.values,
    notes: [...options.notes, ...merged.notes],
  };
}
