import { AnyIndex } from "../any-index.ts";
import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { asIds } from "../sorted-ids.ts";
import type { Ids } from "../table.ts";
import { hasHeader } from "./header-line.ts";
import { integerId } from "./integer-id.ts";
import { rolesByName } from "./roles.ts";
import { sample } from "./sample.ts";
import { expectedLines, type TextBytes } from "./text-bytes.ts";
import { textRecords } from "./text-records.ts";
import { wrongLength } from "./wrong-length.ts";

/** Pairs of labels, in the file's order. */
export interface DecodedPairs {
  /** Distinct row labels, in order of first appearance. */
  readonly rowIds: Ids;
  /** Distinct column labels, in order of first appearance. */
  readonly columnIds: Ids;
  /** Position in `rowIds` of each pair. */
  readonly rows: Int32Array;
  /** Position in `columnIds` of each pair. */
  readonly columns: Int32Array;
  readonly notes: readonly string[];
}

/** Decodes a text file of pairs: the columns that are named as row and column, or else the first two. */
export async function readPairs(bytes: TextBytes): Promise<DecodedPairs> {
  const cut = sample(bytes.head, bytes.whole);
  if (cut.fields < 2)
    throw new InputError("expected two columns (row, column), 1 came", { line: cut.leadingLines + 1 });
  const header = hasHeader(cut.records, cut.fields) ? cut.records[0]! : undefined;
  const named = rolesByName(header ?? []);
  const byName = named.row !== undefined && named.column !== undefined;
  const [row, column] = byName ? [named.row!, named.column!] : [0, 1];
  const rowIndex = new AnyIndex();
  const columnIndex = new AnyIndex();
  const entries = new EntryBuffer(expectedLines(bytes));
  for await (const { records, line } of textRecords(bytes.chunks(), { ...cut, hasHeader: header !== undefined })) {
    for (let k = 0; k < records.length; k++) {
      const record = records[k]!;
      if (record.length !== cut.fields) throw wrongLength(cut.fields, record, line(k));
      const id = (place: number) => {
        const label = record[place]!;
        if (label === "") {
          throw new InputError(`expected an id in column ${place + 1}, an empty cell came`, { line: line(k) });
        }
        return integerId(label) ?? label;
      };
      entries.push(rowIndex.of(id(row)), columnIndex.of(id(column)), 0);
    }
  }
  if (entries.length === 0) throw new InputError("expected pairs of ids, the file has none");
  const { rows, columns } = entries.take();
  const name = (place: number) => header?.[place] || `${place + 1}`;
  return {
    rowIds: asIds(rowIndex.ids),
    columnIds: asIds(columnIndex.ids),
    rows,
    columns,
    notes: [
      `Read as pairs from columns ${name(row)} and ${name(column)} (${header === undefined ? "no header line" : "header line found"}).`,
    ],
  };
}
