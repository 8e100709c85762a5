import { type Ids, idPositions, type Prediction, read } from "../../io/index.ts";
import { fromArrays } from "../../src/index.ts";
import type { LabelledModel } from "../model-file.ts";
import { knownPositions } from "./known-positions.ts";

interface TopOptions {
  /** Row ids, separated by commas; all rows where absent. */
  readonly rows?: string | undefined;
  /** A table whose entries are left out. */
  readonly exclude?: string | undefined;
  readonly unknown?: "error" | "skip" | undefined;
}

/** For each row the columns of highest prediction, the highest first. */
export async function topPredictions(
  { model, rowIds, columnIds }: LabelledModel,
  count: number,
  { rows, exclude, unknown }: TopOptions,
): Promise<Iterable<Prediction>> {
  const ids = rows?.split(",").map((id) => id.trim());
  const chosen = ids
    ? knownPositions(ids, rowIds, { side: "row", unknown, argument: "rows" }).filter((row) => row >= 0)
    : Int32Array.from(rowIds.keys());
  const excluded = exclude === undefined ? new Map<number, number[]>() : await entriesByRow(exclude, rowIds, columnIds);
  // Clipped predictions tie at the end of the range.
  const unclipped = fromArrays({ ...model.toArrays(), range: null });
  const columns = Int32Array.from(columnIds.keys());
  return (function* () {
    for (const row of chosen) {
      const scores = unclipped.predict(new Int32Array(columns.length).fill(row), columns);
      const leftOut = new Set(excluded.get(row));
      const best = columns
        .filter((column) => !leftOut.has(column))
        .sort((a, b) => scores[b] - scores[a])
        .subarray(0, count);
      const same = new Int32Array(best.length).fill(row);
      const values = model.predict(same, best);
      const ranks = model.determinedRank(same, best);
      for (let k = 0; k < best.length; k++) {
        yield { row: rowIds[row], column: columnIds[best[k]], prediction: values[k], determinedRank: ranks[k] };
      }
    }
  })();
}

/** The columns of a table's entries by row, as far as the model knows these. */
async function entriesByRow(path: string, rowIds: Ids, columnIds: Ids): Promise<Map<number, number[]>> {
  const table = await read(path, { duplicates: "last" });
  const rowOf = idPositions(table.rowIds, rowIds);
  const columnOf = idPositions(table.columnIds, columnIds);
  const entries = new Map<number, number[]>();
  for (let k = 0; k < table.rows.length; k++) {
    const row = rowOf[table.rows[k]];
    const columns = entries.get(row) ?? [];
    if (columns.length === 0) entries.set(row, columns);
    columns.push(columnOf[table.columns[k]]);
  }
  return entries;
}
