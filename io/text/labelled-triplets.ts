import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { LabelIndex } from "../label-index.ts";
import type { TripletEntries } from "../triplet-table.ts";
import { decimalValue, isMissing } from "./cell.ts";
import { entryLine } from "./entry-line.ts";
import { quoted } from "./quoted.ts";
import { expectedLines, type TextBytes } from "./text-bytes.ts";
import type { TextLayout } from "./text-layout.ts";
import { textRecords } from "./text-records.ts";

/** Reads triplets with any ids and quotes, and says what is wrong with a line. */
export async function labelledTriplets(bytes: TextBytes, layout: TextLayout): Promise<TripletEntries> {
  const entries = new EntryBuffer(expectedLines(bytes));
  const rowIndex = new LabelIndex();
  const columnIndex = new LabelIndex();
  const { row, column, value } = layout.roles;
  const { fields } = layout;
  // Lines are needed only for an error; what is kept is where they depart from one entry a line.
  const skipped: number[] = [];
  let nextLine = 1;
  let header = layout.header !== undefined;
  for await (const batch of textRecords(bytes.chunks(), layout)) {
    for (const { record, line } of batch) {
      if (record.length === 1 && record[0] === "") continue;
      if (header) {
        header = false;
        continue;
      }
      if (record.length !== fields) throw new InputError(`expected ${fields} columns, ${record.length} came`, { line });
      for (; nextLine < line; nextLine++) skipped.push(entries.length);
      nextLine++;
      const id = (place: number): string => {
        const label = record[place]!;
        if (label === "" || /^(?:nan|null)$/i.test(label)) {
          throw new InputError(`expected an id in ${columnName(layout, place)}, ${quoted(label)} came`, { line });
        }
        return label;
      };
      entries.push(rowIndex.of(id(row)), columnIndex.of(id(column)), finite(record[value]!, layout, line));
    }
  }
  if (entries.length === 0) throw new InputError("expected rows of data, the file has none");
  return { entries, rowIndex, columnIndex, line: (entry) => entryLine(entry, skipped) };
}

function finite(cell: string, layout: TextLayout, line: number): number {
  const value = decimalValue(cell);
  if (Number.isFinite(value)) return value;
  const hint = /^[+-]?\d+,\d+$/.test(cell) ? " (decimals are written with a point)" : "";
  const missing = isMissing(cell) ? "; triplets list only what was observed" : "";
  throw new InputError(
    `expected a finite number in ${columnName(layout, layout.roles.value)}, ${quoted(cell)} came${hint}${missing}`,
    { line },
  );
}

const columnName = (layout: TextLayout, place: number): string => {
  const name = layout.header?.[place];
  return name === undefined || name === "" ? `column ${place + 1}` : `column "${name}"`;
};
