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
import { wrongLength } from "./wrong-length.ts";

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
  for await (const { records, line } of textRecords(bytes.chunks(), layout)) {
    for (let k = 0; k < records.length; k++) {
      const record = records[k]!;
      const here = line(k);
      if (record.length !== fields) throw wrongLength(fields, record, here);
      for (; nextLine < here; nextLine++) skipped.push(entries.length);
      nextLine++;
      const rowPlace = placeOf(rowIndex, record[row]!, layout, row, here);
      const columnPlace = placeOf(columnIndex, record[column]!, layout, column, here);
      entries.push(rowPlace, columnPlace, finite(record[value]!, layout, here));
    }
  }
  if (entries.length === 0) throw new InputError("expected rows of data, the file has none");
  return { entries, rowIndex, columnIndex, line: (entry) => entryLine(entry, skipped) };
}

function placeOf(index: LabelIndex, label: string, layout: TextLayout, column: number, line: number): number {
  const known = index.ids.length;
  const place = index.of(label);
  if (place === known && (label === "" || /^(?:nan|null)$/i.test(label))) {
    throw new InputError(`expected an id in ${columnName(layout, column)}, ${quoted(label)} came`, { line });
  }
  return place;
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
