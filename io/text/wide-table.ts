import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { LabelIndex } from "../label-index.ts";
import { numbered } from "../numbered.ts";
import { asIds } from "../sorted-ids.ts";
import type { Decoded } from "../table.ts";
import { decimalValue, isMissing } from "./cell.ts";
import { labelColumn } from "./label-column.ts";
import { quoted } from "./quoted.ts";
import { expectedLines, type TextBytes } from "./text-bytes.ts";
import type { TextLayout } from "./text-layout.ts";
import { textRecords } from "./text-records.ts";
import { wrongLength } from "./wrong-length.ts";

/** Reads a wide text table: one line a row, blank and NA-like cells not observed. */
export async function wideTable(bytes: TextBytes, layout: TextLayout): Promise<Decoded> {
  const { header, fields } = layout;
  const { hasLabels, reason } = labelColumn(layout);
  const firstCell = hasLabels ? 1 : 0;
  const columns = fields - firstCell;
  if (columns === 0) throw new InputError("expected at least one column of numbers, only labels came");
  const columnIndex = new LabelIndex();
  header?.slice(firstCell).forEach((label, k) => {
    const line = layout.leadingLines + 1;
    if (label === "")
      throw new InputError(`expected a label above column ${k + firstCell + 1}, an empty cell came`, { line });
    if (columnIndex.has(label))
      throw new InputError(`expected different column labels, "${label}" came twice`, { line });
    columnIndex.of(label);
  });
  const rowIndex = new LabelIndex();
  const entries = new EntryBuffer(expectedLines(bytes) * observedCells(layout.data, firstCell));
  let rows = 0;
  for await (const { records, line } of textRecords(bytes.chunks(), layout)) {
    for (let k = 0; k < records.length; k++, rows++) {
      const record = records[k]!;
      if (record.length !== fields) throw wrongLength(fields, record, line(k));
      if (hasLabels) addLabel(rowIndex, record[0]!, line(k));
      for (let j = firstCell; j < fields; j++) {
        const cell = record[j]!;
        if (isMissing(cell)) continue;
        const value = decimalValue(cell);
        if (!Number.isFinite(value)) {
          const fault = `expected a finite number or a blank in column ${j + 1}, ${quoted(cell)} came`;
          throw new InputError(fault, { line: line(k) });
        }
        entries.push(rows, j - firstCell, value);
      }
    }
  }
  if (entries.length === 0) throw new InputError("expected at least one number, every cell is blank");
  const missing = rows * columns - entries.length;
  return {
    shape: "wide",
    rowIds: hasLabels ? asIds(rowIndex.ids) : numbered(rows, 1),
    columnIds: header === undefined ? numbered(columns, 1) : asIds(columnIndex.ids),
    names: { row: hasLabels ? (header?.[0] ?? "") : "", column: "", value: "" },
    ...entries.take(),
    layout: {
      delimiter: layout.delimiter,
      newline: layout.newline,
      commentLines: layout.leadingLines,
      hasHeader: header !== undefined,
      hasLabels,
    },
    notes: [
      `Read as a wide table of ${rows} rows and ${columns} columns, ${missing} cells blank (${reason}; ${header === undefined ? "no header line" : "header line found"}).`,
    ],
  };
}

function addLabel(rowIndex: LabelIndex, label: string, line: number): void {
  if (label === "") throw new InputError("expected a row label in column 1, an empty cell came", { line });
  if (rowIndex.has(label))
    throw new InputError(`expected different row labels, "${label}" came a second time`, { line });
  rowIndex.of(label);
}

/** Cells observed in a line, on average over the head of the file. */
function observedCells(records: TextLayout["data"], firstCell: number): number {
  let observed = 0;
  for (const record of records) for (let k = firstCell; k < record.length; k++) if (!isMissing(record[k]!)) observed++;
  return observed / records.length;
}
