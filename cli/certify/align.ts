import { type FactorModel, type Ids, InputError, idPositions, type Table } from "../../io/index.ts";

/** A table's entries in the rows and columns of a model. */
export interface Aligned {
  readonly observations: {
    readonly rows: Int32Array;
    readonly columns: Int32Array;
    readonly values: Float64Array;
    readonly shape: readonly [number, number];
  };
  /** Where the model names no rows or columns: how they were matched. */
  readonly note?: string;
}

/** Matches a table's labels with a model's; a model without labels has its rows in the order of the table's sorted ids. */
export function align(table: Table, model: FactorModel): Aligned {
  const { left, right, rowScale, columnScale } = model;
  const rowOf = positions(table, "row", model.rowIds, left.rows);
  const columnOf = positions(table, "column", model.columnIds, right.rows);
  const rows = table.rows.map((row) => rowOf[row]);
  const columns = table.columns.map((column) => columnOf[column]);
  // The certificate speaks of the problem that was solved: the one of the scaled values.
  const values = table.values.map(
    (value, k) => value / ((rowScale?.[rows[k]] ?? 1) * (columnScale?.[columns[k]] ?? 1)),
  );
  const observations = { rows, columns, values, shape: [left.rows, right.rows] as const };
  if (model.rowIds && model.columnIds) return { observations };
  const what = model.rowIds ? "columns" : model.columnIds ? "rows" : "rows or columns";
  const order =
    table.shape === "triplets"
      ? `row k was taken for the k-th id of ${table.source} in sorted order`
      : `row k was taken for the k-th row of ${table.source}`;
  return { observations, note: `The model names no ${what}: ${order}, and likewise its columns.` };
}

function positions(table: Table, side: "row" | "column", ids: Ids | undefined, count: number): Int32Array {
  const labels = side === "row" ? table.rowIds : table.columnIds;
  if (!ids) {
    if (labels.length === count) return Int32Array.from(labels.keys());
    throw mismatch(`expected factors of ${labels.length} ${side}s, as ${table.source} has; ${count} came`);
  }
  const found = idPositions(labels, ids);
  const unknown = found.indexOf(-1);
  if (unknown < 0) return found;
  throw mismatch(`expected a model of every ${side} in ${table.source}, it has no ${JSON.stringify(labels[unknown])}`);
}

const mismatch = (fault: string): InputError => new InputError(fault, { argument: "model" });
