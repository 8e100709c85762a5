import { type Duplicates, mergeDuplicates } from "../duplicates.ts";
import { type Entries, EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { numbered } from "../numbered.ts";
import type { Decoded } from "../table.ts";
import { decimalValue } from "../text/cell.ts";
import { entryLine } from "../text/entry-line.ts";
import { integerId } from "../text/integer-id.ts";
import { lineBlocks } from "../text/line-blocks.ts";
import { fieldRole, NumericTriplets } from "../text/numeric-triplets.ts";
import { quoted } from "../text/quoted.ts";
import { expectedLines, type TextBytes } from "../text/text-bytes.ts";
import { textLines } from "../text/text-lines.ts";
import type { MtxHeader } from "./mtx-header.ts";

interface Listed {
  readonly entries: Entries;
  /** For each line that holds no entry, the number of entries before it. */
  readonly skipped: readonly number[];
}

/** The listed entries and, where the file is symmetric, their mirror images; unlisted ones count as not observed. */
export async function mtxCoordinates(
  bytes: TextBytes,
  header: MtxHeader,
  duplicates: Duplicates | undefined,
): Promise<Decoded> {
  const rowIds = numbered(header.rows, 1);
  const columnIds = numbered(header.columns, 1);
  const { entries, skipped } = (await plainEntries(bytes, header)) ?? (await judgedEntries(bytes, header));
  const count = entries.values.length;
  if (count !== header.entries) {
    throw new InputError(`expected ${header.entries} entries, as the size line says, ${count} came`, {
      line: header.lines,
    });
  }
  if (count === 0) throw new InputError("expected at least one entry, the file has none");
  const { all, origin } =
    header.symmetry === "general" ? { all: entries, origin: undefined } : mirrored(entries, header.symmetry);
  const line = (entry: number) => entryLine(origin?.[entry] ?? entry, skipped);
  const merged = mergeDuplicates(all, { rowIds, columnIds, duplicates, line });
  return {
    shape: "triplets",
    rowIds,
    columnIds,
    names: { row: "", column: "", value: "" },
    rows: merged.rows,
    columns: merged.columns,
    values: merged.values,
    notes: [
      `Read as a MatrixMarket coordinate file of ${header.rows} rows and ${header.columns} columns (${header.symmetry}, labels from 1).`,
      ...merged.notes,
    ],
  };
}

/** The fast path; undefined where a line is not plain or an index out of range. */
async function plainEntries(bytes: TextBytes, header: MtxHeader): Promise<Listed | undefined> {
  const roles =
    header.field === "pattern" ? [fieldRole.row, fieldRole.column] : [fieldRole.row, fieldRole.column, fieldRole.value];
  const parser = new NumericTriplets({
    delimiter: 32,
    roles: Uint8Array.from(roles),
    leadingLines: header.lines,
    expected: expectedLines(bytes),
  });
  for await (const block of lineBlocks(bytes.chunks())) {
    if (!parser.push(block)) return undefined;
  }
  const inRange = (ids: readonly number[], most: number) => ids.every((id) => id >= 1 && id <= most);
  if (!inRange(parser.rowIndex.ids, header.rows) || !inRange(parser.columnIndex.ids, header.columns)) return undefined;
  const entries = parser.entries.take();
  const place = (places: Int32Array, ids: readonly number[]) => {
    for (let k = 0; k < places.length; k++) places[k] = ids[places[k]!]! - 1;
  };
  place(entries.rows, parser.rowIndex.ids);
  place(entries.columns, parser.columnIndex.ids);
  if (header.field === "pattern") entries.values.fill(1);
  return { entries, skipped: parser.skipped };
}

/** The same line by line, with a sentence for whatever is wrong. */
async function judgedEntries(bytes: TextBytes, header: MtxHeader): Promise<Listed> {
  const entries = new EntryBuffer(expectedLines(bytes));
  const skipped: number[] = [];
  const fields = header.field === "pattern" ? 2 : 3;
  let nextLine = 1;
  for await (const batch of textLines(bytes.chunks(), header.lines)) {
    for (const { text, line } of batch) {
      const cells = text.split(/\s+/);
      if (cells.length !== fields) throw new InputError(`expected ${fields} numbers, ${cells.length} came`, { line });
      for (; nextLine < line; nextLine++) skipped.push(entries.length);
      nextLine++;
      const row = index(cells[0]!, "row", header.rows, line);
      const column = index(cells[1]!, "column", header.columns, line);
      const value = fields === 2 ? 1 : decimalValue(cells[2]!);
      if (!Number.isFinite(value))
        throw new InputError(`expected a finite number, ${quoted(cells[2]!)} came`, { line });
      entries.push(row, column, value);
    }
  }
  return { entries: entries.take(), skipped };
}

function index(cell: string, side: string, most: number, line: number): number {
  const id = integerId(cell);
  if (id === undefined || id < 1 || id > most) {
    throw new InputError(`expected a ${side} number from 1 to ${most}, ${quoted(cell)} came`, { line });
  }
  return id - 1;
}

/** The entries followed by the mirror images of those off the diagonal, and which entry each comes from. */
function mirrored(entries: Entries, symmetry: MtxHeader["symmetry"]): { all: Entries; origin: Int32Array } {
  const count = entries.values.length;
  const off = Int32Array.from(entries.rows.keys()).filter((k) => entries.rows[k] !== entries.columns[k]);
  const sign = symmetry === "symmetric" ? 1 : -1;
  const origin = new Int32Array(count + off.length);
  const all = {
    rows: new Int32Array(origin.length),
    columns: new Int32Array(origin.length),
    values: new Float64Array(origin.length),
  };
  all.rows.set(entries.rows);
  all.columns.set(entries.columns);
  all.values.set(entries.values);
  for (let k = 0; k < origin.length; k++) origin[k] = k < count ? k : off[k - count]!;
  for (let k = count; k < origin.length; k++) {
    const from = origin[k]!;
    all.rows[k] = entries.columns[from]!;
    all.columns[k] = entries.rows[from]!;
    all.values[k] = sign * entries.values[from]!;
  }
  return { all, origin };
}
