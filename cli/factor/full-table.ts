import { InputError, type Table } from "../../io/index.ts";

/** A table's matrix, row-major. */
export interface TableMatrix {
  readonly dense: Float64Array;
  readonly shape: readonly [number, number];
}

/** Files that list what is not zero. */
const SPARSE = /\.(mtx|npz)(\.gz)?$/i;

/** Is the table from a file that lists what is not zero. */
export function listsNonzeros({ shape, source }: Table): boolean {
  return shape === "triplets" && SPARSE.test(source);
}

/** A table's matrix, with 0 or NaN where an entry is missing. */
export function tableMatrix({ rows, columns, values, rowIds, columnIds }: Table, zeros: boolean): TableMatrix {
  const [m, n] = [rowIds.length, columnIds.length];
  const dense = new Float64Array(m * n).fill(zeros ? 0 : Number.NaN);
  for (let k = 0; k < values.length; k++) dense[rows[k] * n + columns[k]] = values[k];
  return { dense, shape: [m, n] };
}

/** The matrix of a table without holes; throws an InputError that says where they belong. */
export function fullTable(table: Table, missing: "error" | "zero" | undefined): TableMatrix {
  const { rowIds, columnIds, source } = table;
  const n = columnIds.length;
  const matrix = tableMatrix(table, missing === "zero" || (missing === undefined && listsNonzeros(table)));
  const hole = matrix.dense.findIndex(Number.isNaN);
  if (hole < 0) return matrix;
  const cell = `row ${JSON.stringify(rowIds[Math.floor(hole / n)])}, column ${JSON.stringify(columnIds[hole % n])}`;
  throw new InputError(
    `expected a matrix without holes, ${cell} is missing; lowlands complete fills holes in, --missing zero takes them for 0`,
    { file: source, argument: "missing" },
  );
}
