import { InputError, idPositions, type Prediction, pairs, type Table } from "../../io/index.ts";
import type { Model } from "../../src/index.ts";

/** Beyond this many, missing cells are predicted only on request. */
const MOST_CELLS = 1_000_000;

/** Which cells are to be predicted: positions of rows and columns, or all that are missing, or none. */
export type WantedCells =
  | { readonly kind: "pairs"; readonly rows: Int32Array; readonly columns: Int32Array }
  | { readonly kind: "missing" }
  | { readonly kind: "none"; readonly because: string };

/** The cells that `--predict` asks for; throws an InputError for pairs with an id that the table has not. */
export async function wantedCells(table: Table, predict: string | undefined): Promise<WantedCells> {
  if (predict === "all") return { kind: "missing" };
  if (predict === "none") return { kind: "none", because: "" };
  if (predict !== undefined) return pairsOf(table, predict);
  const missing = table.rowIds.length * table.columnIds.length - table.values.length;
  if (missing <= MOST_CELLS) return { kind: "missing" };
  const count = missing.toLocaleString("en-US");
  return {
    kind: "none",
    because: `${count} cells are missing: predictions only with --predict pairs.csv or --predict all.`,
  };
}

async function pairsOf(table: Table, path: string): Promise<WantedCells> {
  const wanted = await pairs(path);
  const [rowOf, columnOf] = [idPositions(wanted.rowIds, table.rowIds), idPositions(wanted.columnIds, table.columnIds)];
  for (const [ids, positions, side] of [
    [wanted.rowIds, rowOf, "row"],
    [wanted.columnIds, columnOf, "column"],
  ] as const) {
    const unknown = positions.indexOf(-1);
    if (unknown >= 0) {
      const fault = `expected ids of ${table.source}, it has no ${side} ${JSON.stringify(ids[unknown])}`;
      throw new InputError(fault, { file: path, argument: "predict" });
    }
  }
  return { kind: "pairs", rows: wanted.rows.map((k) => rowOf[k]), columns: wanted.columns.map((k) => columnOf[k]) };
}

/** The predictions of the wanted cells, drawn one by one. */
export function* predictions(table: Table, model: Model, wanted: WantedCells): Generator<Prediction> {
  if (wanted.kind === "none") return;
  if (wanted.kind === "pairs") {
    yield* predicted(table, model, wanted.rows, wanted.columns);
    return;
  }
  const columnsOf = observedColumns(table);
  const n = table.columnIds.length;
  const isObserved = new Uint8Array(n);
  for (let row = 0; row < table.rowIds.length; row++) {
    isObserved.fill(0);
    for (const column of columnsOf(row)) isObserved[column] = 1;
    const columns = Int32Array.from(isObserved.keys()).filter((column) => isObserved[column] === 0);
    yield* predicted(table, model, new Int32Array(columns.length).fill(row), columns);
  }
}

/** The columns observed in a row, from entries sorted by counting. */
function observedColumns({ rows, columns, rowIds }: Table): (row: number) => Int32Array {
  const start = new Int32Array(rowIds.length + 1);
  for (const row of rows) start[row + 1]++;
  for (let row = 0; row < rowIds.length; row++) start[row + 1] += start[row];
  const next = start.slice();
  const sorted = new Int32Array(columns.length);
  for (let k = 0; k < rows.length; k++) sorted[next[rows[k]]++] = columns[k];
  return (row) => sorted.subarray(start[row], start[row + 1]);
}

function* predicted(
  { rowIds, columnIds }: Pick<Table, "rowIds" | "columnIds">,
  model: Model,
  rows: Int32Array,
  columns: Int32Array,
): Generator<Prediction> {
  const values = model.predict(rows, columns);
  const ranks = model.determinedRank(rows, columns);
  for (let k = 0; k < rows.length; k++) {
    yield { row: rowIds[rows[k]], column: columnIds[columns[k]], prediction: values[k], determinedRank: ranks[k] };
  }
}
