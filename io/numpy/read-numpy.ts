import type { Duplicates } from "../duplicates.ts";
import { EntryBuffer } from "../entry-buffer.ts";
import { InputError } from "../input-error.ts";
import { NumberIndex } from "../number-index.ts";
import { numbered } from "../numbered.ts";
import type { Decoded } from "../table.ts";
import { tripletTable } from "../triplet-table.ts";
import { type NpyArray, npyArray } from "./npy-array.ts";
import { npzArrays } from "./npz-arrays.ts";
import { scipySparse } from "./scipy-sparse.ts";

/** What the user may say about NumPy arrays. */
export interface NumpyOptions {
  readonly format?: "triplets" | "wide" | undefined;
  readonly duplicates?: Duplicates | undefined;
}

const noNames = { row: "", column: "", value: "" };

/** Decodes a .npy array: m×n with NaN not observed, or with format "triplets" p×3. */
export function readNpy(bytes: Uint8Array, options: NumpyOptions): Decoded {
  return fromArray(npyArray(bytes), options);
}

/** Decodes a .npz file: a SciPy sparse matrix (coo, csr, csc), or one two-dimensional array. */
export function readNpz(bytes: Uint8Array, options: NumpyOptions): Decoded {
  const arrays = npzArrays(bytes);
  if (arrays.has("format") && arrays.has("shape")) return scipySparse(arrays, options.duplicates);
  const [only] = arrays.values();
  if (arrays.size === 1) return fromArray(only!, options);
  const names = [...arrays.keys()].slice(0, 10).join(", ");
  throw new InputError(`expected a SciPy sparse matrix or a single array, the file has the arrays ${names}`);
}

function fromArray({ shape, data }: NpyArray, options: NumpyOptions): Decoded {
  if (!(data instanceof Float64Array)) throw new InputError("expected an array of numbers, text came");
  const [m, n] = shape;
  if (shape.length !== 2 || m === 0 || n === 0)
    throw new InputError(`expected an array with rows and columns, the shape (${shape.join(", ")}) came`);
  return options.format === "triplets" ? tripletRows(data, n!, options.duplicates) : dense(data, m!, n!);
}

function dense(data: Float64Array, m: number, n: number): Decoded {
  // Python counts from zero.
  const rowIds = numbered(m, 0);
  const columnIds = numbered(n, 0);
  const entries = new EntryBuffer(data.length);
  for (let row = 0, k = 0; row < m; row++) {
    for (let column = 0; column < n; column++, k++) {
      const value = data[k]!;
      if (Number.isNaN(value)) continue;
      if (!Number.isFinite(value))
        throw new InputError(`expected finite numbers or NaN, ${value} came at row ${row}, column ${column}`);
      entries.push(row, column, value);
    }
  }
  if (entries.length === 0) throw new InputError("expected at least one number that is not NaN, none came");
  const note = `Read as an array of ${m} rows and ${n} columns, ${m * n - entries.length} cells NaN (labels from 0).`;
  return { shape: "array", rowIds, columnIds, names: noNames, ...entries.take(), notes: [note] };
}

function tripletRows(data: Float64Array, width: number, duplicates: Duplicates | undefined): Decoded {
  if (width !== 3)
    throw new InputError(`expected three columns (row, column, value), ${width} came`, { argument: "format" });
  const entries = new EntryBuffer(data.length / 3);
  const rowIndex = new NumberIndex();
  const columnIndex = new NumberIndex();
  for (let k = 0; k < data.length; k += 3) {
    const [row, column, value] = data.subarray(k, k + 3) as unknown as [number, number, number];
    const where = `in row ${k / 3} of the array`;
    if (!Number.isSafeInteger(row) || !Number.isSafeInteger(column)) {
      throw new InputError(`expected whole numbers as ids, (${row}, ${column}) came ${where}`);
    }
    if (!Number.isFinite(value)) throw new InputError(`expected a finite number, ${value} came ${where}`);
    entries.push(rowIndex.of(row), columnIndex.of(column), value);
  }
  return tripletTable(
    { entries, rowIndex, columnIndex },
    { names: noNames, notes: ["Read as triplets from an array with three columns."], duplicates },
  );
}
