import { AnyIndex } from "../any-index.ts";
import type { Duplicates } from "../duplicates.ts";
import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { LabelIndex } from "../label-index.ts";
import { numbered } from "../numbered.ts";
import { asIds } from "../sorted-ids.ts";
import type { Decoded } from "../table.ts";
import { labelColumn } from "../text/label-column.ts";
import { quoted } from "../text/quoted.ts";
import { chosenRoles, likelyRoles } from "../text/roles.ts";
import { textShape } from "../text/shape.ts";
import type { LayoutOptions } from "../text/text-layout.ts";
import { tripletTable } from "../triplet-table.ts";
import { ParquetColumns } from "./parquet-columns.ts";

const sampleRows = 1000;
/** Where pandas keeps the labels of the rows. */
const pandasIndex = "__index_level_0__";

/** Decodes a Parquet file: triplets by columns, or wide with one column a column of the matrix. */
export async function readParquet(
  bytes: Uint8Array,
  options: LayoutOptions & { duplicates?: Duplicates | undefined },
): Promise<Decoded> {
  const file = new ParquetColumns(bytes);
  const header = [...file.names].sort((a, b) => Number(b === pandasIndex) - Number(a === pandasIndex));
  const fields = header.length;
  const chosen = options.columns !== undefined && options.format !== "wide";
  const roles = chosen ? chosenRoles(options.columns, header, fields) : likelyRoles(header);
  const evidence = async () => ({ header, records: await sample(file, header), fields, roles });
  const shape = options.format ?? (chosen ? "triplets" : textShape(await evidence()));
  if (shape === "wide") return wide(file, header, labelColumn({ header, data: await sample(file, header), fields }));
  if (fields < 3) throw new InputError(`expected three columns (row, column, value), ${fields} came`);
  const names = [roles.row, roles.column, roles.value].map((place) => header[place]!);
  return triplets(file, names, header, options.duplicates);
}

/** The first rows as text, for the rules that judge text files. */
async function sample(file: ParquetColumns, header: readonly string[]): Promise<string[][]> {
  for await (const { rows, columns } of file.batches(header)) {
    return Array.from({ length: Math.min(rows, sampleRows) }, (_, row) =>
      columns.map((column) => cellText(column[row])),
    );
  }
  return [];
}

async function triplets(
  file: ParquetColumns,
  names: readonly string[],
  header: readonly string[],
  duplicates: Duplicates | undefined,
): Promise<Decoded> {
  const [rowName, columnName, valueName] = names as [string, string, string];
  const entries = new EntryBuffer(file.rows);
  const rowIndex = new AnyIndex();
  const columnIndex = new AnyIndex();
  for await (const { firstRow, rows, columns } of file.batches(names)) {
    const [rowCells, columnCells, values] = columns as [unknown[], unknown[], unknown[]];
    for (let k = 0; k < rows; k++) {
      const value = numeric(values[k]);
      if (!Number.isFinite(value)) {
        throw new InputError(
          `expected a finite number in column "${valueName}", ${quoted(cellText(values[k]))} came in row ${firstRow + k}`,
        );
      }
      const row = rowIndex.of(id(rowCells[k], rowName, firstRow + k));
      entries.push(row, columnIndex.of(id(columnCells[k], columnName, firstRow + k)), value);
    }
  }
  const others = header.filter((name) => !names.includes(name));
  return tripletTable(
    { entries, rowIndex, columnIndex },
    {
      names: { row: rowName, column: columnName, value: valueName },
      notes: [
        `Read as triplets: row, column and value from columns ${names.join(", ")}.`,
        ...(others.length === 0
          ? []
          : [`Not used: ${others.length === 1 ? "column" : "columns"} ${others.join(", ")}.`]),
      ],
      duplicates,
    },
  );
}

async function wide(
  file: ParquetColumns,
  header: readonly string[],
  labels: { hasLabels: boolean; reason: string },
): Promise<Decoded> {
  if (file.nested.length > 0) {
    throw new InputError(`expected columns of numbers, column "${file.nested[0]}" holds lists or records`);
  }
  const firstCell = labels.hasLabels ? 1 : 0;
  const names = header.slice(firstCell);
  if (names.length === 0) throw new InputError("expected at least one column of numbers, only labels came");
  const entries = new EntryBuffer(file.rows * names.length);
  const rowIndex = new LabelIndex();
  let count = 0;
  for await (const { firstRow, rows, columns } of file.batches(header)) {
    for (let k = 0; k < rows; k++) {
      if (labels.hasLabels) {
        const label = String(id(columns[0]![k], header[0]!, firstRow + k));
        if (rowIndex.has(label))
          throw new InputError(`expected different row labels, "${label}" came a second time in row ${firstRow + k}`);
        rowIndex.of(label);
      }
      for (let j = firstCell; j < header.length; j++) {
        const cell = columns[j]![k];
        const value = numeric(cell);
        if (cell === null || cell === undefined || (typeof cell === "number" && Number.isNaN(value))) continue;
        if (!Number.isFinite(value)) {
          throw new InputError(
            `expected a finite number or null in column "${header[j]}", ${quoted(cellText(cell))} came in row ${firstRow + k}`,
          );
        }
        entries.push(count + k, j - firstCell, value);
      }
    }
    count += rows;
  }
  if (entries.length === 0) throw new InputError("expected at least one number, every cell is empty");
  return {
    shape: "wide",
    rowIds: labels.hasLabels ? asIds(rowIndex.ids) : numbered(count, 1),
    columnIds: asIds(names),
    names: { row: labels.hasLabels ? header[0]! : "", column: "", value: "" },
    notes: [
      `Read as a wide table of ${count} rows and ${names.length} columns, ${count * names.length - entries.length} cells empty (${labels.reason}).`,
    ],
    ...entries.take(),
  };
}

function id(cell: unknown, column: string, row: number): number | bigint | string {
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell.toISOString();
  const plain =
    typeof cell === "number" || typeof cell === "bigint" || typeof cell === "string" || typeof cell === "boolean";
  if (!plain || cell === "" || (typeof cell === "number" && !Number.isFinite(cell))) {
    throw new InputError(`expected an id in column "${column}", ${quoted(cellText(cell))} came in row ${row}`);
  }
  return typeof cell === "boolean" ? String(cell) : cell;
}

/** The cell as a number; NaN where it is none. */
function numeric(cell: unknown): number {
  if (typeof cell === "number") return cell;
  return typeof cell === "bigint" || typeof cell === "boolean" ? Number(cell) : Number.NaN;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "a date out of range" : cell.toISOString();
  return typeof cell === "object" ? "a nested value" : String(cell);
}
