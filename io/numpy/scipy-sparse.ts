import { type Duplicates, mergeDuplicates } from "../duplicates.ts";
import { InputError } from "../input-error.ts";
import { numbered } from "../numbered.ts";
import type { Decoded } from "../table.ts";
import type { NpyArray } from "./npy-array.ts";

/** A SciPy sparse matrix as `save_npz` writes it; entries that are not stored count as not observed. */
export function scipySparse(arrays: ReadonlyMap<string, NpyArray>, duplicates: Duplicates | undefined): Decoded {
  const numbers = (name: string): Float64Array => {
    const data = arrays.get(name)?.data;
    if (!(data instanceof Float64Array))
      throw new InputError(`expected a SciPy sparse matrix with an array of numbers "${name}", there is none`);
    return data;
  };
  const format = arrays.get("format")?.data[0];
  if (format !== "coo" && format !== "csr" && format !== "csc") {
    throw new InputError(`expected a sparse matrix in coo, csr or csc form, ${format} came; convert it with .tocoo()`);
  }
  const shape = numbers("shape");
  const [m, n] = shape as unknown as [number, number];
  if (shape.length !== 2 || !(m > 0 && n > 0))
    throw new InputError(`expected a matrix with rows and columns, the shape (${shape.join(", ")}) came`);
  const rowIds = numbered(m, 0);
  const columnIds = numbered(n, 0);
  const values = numbers("data");
  const p = values.length;
  if (p === 0) throw new InputError("expected at least one stored entry, the matrix has none");
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`expected finite numbers, ${values[bad]} came as stored entry ${bad}`);
  const outer = format === "coo" ? numbers("row") : expanded(numbers("indptr"), format === "csr" ? m : n, p);
  const inner = format === "coo" ? numbers("col") : numbers("indices");
  const rows = places(format === "csc" ? inner : outer, m, p);
  const columns = places(format === "csc" ? outer : inner, n, p);
  const merged = mergeDuplicates({ rows, columns, values }, { rowIds, columnIds, duplicates, line: undefined });
  return {
    shape: "triplets",
    rowIds,
    columnIds,
    names: { row: "", column: "", value: "" },
    rows: merged.rows,
    columns: merged.columns,
    values: merged.values,
    notes: [
      `Read as a SciPy sparse matrix (${format}) of ${m} rows and ${n} columns (labels from 0).`,
      ...merged.notes,
    ],
  };
}

/** The row (csr) or column (csc) of each stored entry. */
function expanded(pointers: Float64Array, lines: number, p: number): Float64Array {
  const rising = pointers.every((pointer, k) => k === 0 || pointer >= pointers[k - 1]!);
  if (pointers.length !== lines + 1 || pointers[0] !== 0 || pointers[lines] !== p || !rising) {
    throw new InputError("expected index pointers that rise from 0 to the number of entries, others came");
  }
  const outer = new Float64Array(p);
  for (let line = 0; line < lines; line++) outer.fill(line, pointers[line]!, pointers[line + 1]!);
  return outer;
}

function places(indices: Float64Array, most: number, p: number): Int32Array {
  if (indices.length !== p)
    throw new InputError(`expected an index for each of the ${p} stored entries, ${indices.length} came`);
  const bad = indices.find((index) => !(index >= 0 && index < most));
  if (bad !== undefined) throw new InputError(`expected indices from 0 to ${most - 1}, ${bad} came`);
  return Int32Array.from(indices);
}
