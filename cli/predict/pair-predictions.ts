import { type Prediction, pairs } from "../../io/index.ts";
import type { LabelledModel } from "../model-file.ts";
import { knownPositions } from "./known-positions.ts";

/** The predictions for a file of pairs, in its order. */
export async function pairPredictions(
  { model, rowIds, columnIds }: LabelledModel,
  file: string,
  { unknown }: { readonly unknown?: "error" | "skip" | undefined },
): Promise<Iterable<Prediction>> {
  const wanted = await pairs(file);
  const rowOf = knownPositions(wanted.rowIds, rowIds, { side: "row", unknown, file });
  const columnOf = knownPositions(wanted.columnIds, columnIds, { side: "column", unknown, file });
  const known = Int32Array.from(wanted.rows.keys()).filter(
    (k) => rowOf[wanted.rows[k]] >= 0 && columnOf[wanted.columns[k]] >= 0,
  );
  const rows = known.map((k) => rowOf[wanted.rows[k]]);
  const columns = known.map((k) => columnOf[wanted.columns[k]]);
  const values = model.predict(rows, columns);
  const ranks = model.determinedRank(rows, columns);
  return (function* () {
    for (let k = 0; k < rows.length; k++) {
      const [row, column] = [rowIds[rows[k]], columnIds[columns[k]]];
      yield { row, column, prediction: values[k], determinedRank: ranks[k] };
    }
  })();
}
