import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../input-error.ts";
import { npyBytes } from "../numpy/npy-bytes.ts";
import { SourceFile } from "../source-file.ts";
import type { Table, WideLayout } from "../table.ts";
import { isMissing } from "../text/cell.ts";
import { textRecords } from "../text/text-records.ts";
import { csvField } from "./csv-field.ts";
import { writeText } from "./write-text.ts";

/** Value of the cell at a row and column position. */
export type CellValue = (row: number, column: number) => number;

/**
 * Writes a wide table or an array with its missing cells filled, into a folder; resolves to the name of the file.
 *
 * A wide text file comes back in its own layout, what was observed in its own words; everything else as `completed.npy`.
 */
export async function writeCompleted(table: Table, folder: string, value: CellValue): Promise<string> {
  if (table.layout === undefined) {
    await writeFile(
      join(folder, "completed.npy"),
      npyBytes({ shape: [table.rowIds.length, table.columnIds.length], data: filled(table, value) }),
    );
    return "completed.npy";
  }
  const name = `completed${/\.(csv|tsv|txt|dat)(?:\.gz)?$/i.exec(table.source)?.[0].replace(/\.gz$/i, "") ?? ".csv"}`;
  await writeText(join(folder, name), completedLines(table, table.layout, value));
  return name;
}

function filled(table: Table, value: CellValue): Float64Array {
  const n = table.columnIds.length;
  const cells = new Float64Array(table.rowIds.length * n).fill(Number.NaN);
  for (let k = 0; k < table.values.length; k++) cells[table.rows[k]! * n + table.columns[k]!] = table.values[k]!;
  return cells.map((cell, k) => (Number.isNaN(cell) ? value(Math.floor(k / n), k % n) : cell));
}

/** The lines of the source, read once more: its text is not kept in memory. */
async function* completedLines(table: Table, layout: WideLayout, value: CellValue): AsyncGenerator<string> {
  const { delimiter, newline } = layout;
  const source = await SourceFile.at(table.source, {});
  const line = (fields: readonly string[]) =>
    fields.map((field) => csvField(field, delimiter)).join(delimiter) + newline;
  const firstCell = layout.hasLabels ? 1 : 0;
  const frame = { delimiter, leadingLines: layout.commentLines, hasHeader: false };
  let row = layout.hasHeader ? -1 : 0;
  for await (const { records } of textRecords(source.chunks(), frame)) {
    for (const record of records) {
      const isHeader = row < 0;
      const written = (cell: string, k: number) =>
        k >= firstCell && isMissing(cell) ? String(value(row, k - firstCell)) : cell;
      yield line(isHeader ? record : record.map(written));
      row++;
    }
  }
  if (source.hash !== table.hash)
    throw new InputError("expected the file as it was when it was read, it has changed since", { file: table.source });
}
