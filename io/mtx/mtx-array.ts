import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { numbered } from "../numbered.ts";
import type { Decoded } from "../table.ts";
import { decimalValue } from "../text/cell.ts";
import { quoted } from "../text/quoted.ts";
import { expectedLines, type TextBytes } from "../text/text-bytes.ts";
import { textLines } from "../text/text-lines.ts";
import type { MtxHeader } from "./mtx-header.ts";

/** A dense array, listed column by column, of a symmetric one the lower triangle; NaN is not observed. */
export async function mtxArray(bytes: TextBytes, header: MtxHeader): Promise<Decoded> {
  const { rows, columns, symmetry } = header;
  const rowIds = numbered(rows, 1);
  const columnIds = numbered(columns, 1);
  const entries = new EntryBuffer(expectedLines(bytes));
  const sign = symmetry === "skew-symmetric" ? -1 : 1;
  const firstRow = (column: number) => (symmetry === "general" ? 0 : symmetry === "symmetric" ? column : column + 1);
  let column = 0;
  let row = firstRow(0);
  let listed = 0;
  for await (const batch of textLines(bytes.chunks(), header.lines)) {
    for (const { text, line } of batch) {
      if (column >= columns || row >= rows) throw new InputError(`expected ${listed} values, more came`, { line });
      const value = decimalValue(text);
      if (!Number.isFinite(value) && !/^[+-]?nan$/i.test(text)) {
        throw new InputError(`expected a finite number or NaN, ${quoted(text)} came`, { line });
      }
      listed++;
      if (!Number.isNaN(value)) {
        entries.push(row, column, value);
        if (symmetry !== "general" && row !== column) entries.push(column, row, sign * value);
      }
      if (++row < rows) continue;
      column++;
      row = firstRow(column);
    }
  }
  if (column < columns && row < rows)
    throw new InputError(`expected a value for each place of the array, only ${listed} came`);
  if (entries.length === 0) throw new InputError("expected at least one number that is not NaN, none came");
  return {
    shape: "array",
    rowIds,
    columnIds,
    names: { row: "", column: "", value: "" },
    ...entries.take(),
    notes: [`Read as a MatrixMarket array of ${rows} rows and ${columns} columns (${symmetry}, labels from 1).`],
  };
}
