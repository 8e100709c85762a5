import { InputError, type Table } from "../../io/index.ts";

/** A table's matrix, row-major. */
export interface TableMatrix {
  readonly dense: Float64Array;
  readonly shape: readonly [number, number];
}

/** Files that list what is not zero. */
const SPARSE = /\.(mtx|npz)(\.gz)?$/i;

/** The matrix of a table without holes; throws an InputError that says where they belong. */
export function fullTable(table: Table, missing: "error" | "zero" | undefined): TableMatrix {
  const { rows, columns, values, rowIds, columnIds, source, shape } = table;
  const [m, n] = [rowIds.length, columnIds.length];
  const zeros = missing === "zero" || (missing === undefined && shape === "triplets" && SPARSE.test(source));
  const dense = new Float64Array(m * n).fill(zeros ? 0 : Number.NaN);
  for (let k = 0; k < values.length; k++) dense[rows[k] * n + columns[k]] = values[k];
  const hole = zeros ? -1 : dense.findIndex(Number.isNaN);
  if (hole < 0) return { dense, shape: [m, n] };
  const cell = `row ${JSON.stringify(rowIds[Math.floor(hole / n)])}, column ${JSON.stringify(columnIds[hole % n])}`;
  throw new InputError(
    `expected a matrix without holes, ${cell} is missing; lowlands complete fills holes in, --missing zero takes them for 0`,
    { file: source, argument: "missing" },
  );
}
