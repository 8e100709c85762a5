import type { Table } from "../../io/index.ts";
import type { Model, Report } from "../../src/index.ts";

/** The longest side of the picture; a larger table shows rows and columns chosen evenly. */
const LONGEST = 400;

/** What was observed of a table, and the table completed, as far as a report shows them. */
export function pictureOf(table: Table, model: Model): NonNullable<Report["picture"]> {
  const [rows, columns] = [evenly(table.rowIds.length), evenly(table.columnIds.length)];
  const placeOf = (chosen: Int32Array) => new Map(Array.from(chosen, (line, place) => [line, place]));
  const [rowPlace, columnPlace] = [placeOf(rows), placeOf(columns)];
  const observed = Array.from(rows, () => new Array<number | null>(columns.length).fill(null));
  for (let k = 0; k < table.values.length; k++) {
    const [i, j] = [rowPlace.get(table.rows[k]), columnPlace.get(table.columns[k])];
    if (i !== undefined && j !== undefined) observed[i][j] = table.values[k];
  }
  return {
    rowLabels: Array.from(rows, (row) => String(table.rowIds[row])),
    columnLabels: Array.from(columns, (column) => String(table.columnIds[column])),
    observed,
    completed: observed.map((cells, i) => {
      const predicted = model.predict(new Int32Array(columns.length).fill(rows[i]), columns);
      return cells.map((cell, j) => cell ?? predicted[j]);
    }),
  };
}

function evenly(count: number): Int32Array {
  const shown = Math.min(count, LONGEST);
  return Int32Array.from({ length: shown }, (_, k) => Math.round((k * (count - 1)) / Math.max(1, shown - 1)));
}
