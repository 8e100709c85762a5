import type { Table } from "../../io/index.ts";

/** The table as rows of cells, null where nothing was observed; of repeats the last. */
export function denseView({ rowIds, columnIds, rows, columns, values }: Table): (number | null)[][] {
  const cells = rowIds.map(() => columnIds.map((): number | null => null));
  values.forEach((value, k) => {
    cells[rows[k]][columns[k]] = value;
  });
  return cells;
}
