import type { Ids } from "../../io/index.ts";
import { csvField } from "../../io/index.ts";
import type { Separation } from "../../src/index.ts";

/** The outliers as lines of CSV, the header first: where, what came, what the low-rank matrix has there, and the difference. */
export function* outlierLines(
  { sparse, model }: Pick<Separation, "sparse" | "model">,
  { rowIds, columnIds }: { rowIds: Ids; columnIds: Ids },
): Generator<string> {
  const { rowIndex, columnIndex, values } = sparse;
  const lowRank = model.predict(rowIndex, columnIndex);
  const field = (id: number | string) => csvField(String(id), ",");
  yield "row,column,value,low_rank,difference\n";
  for (let k = 0; k < values.length; k++) {
    const [row, column] = [rowIds[rowIndex[k]], columnIds[columnIndex[k]]];
    yield `${field(row)},${field(column)},${rounded(lowRank[k] + values[k])},${lowRank[k]},${values[k]}\n`;
  }
}

/** The sum without what rounding left in its last digit, so that 23.373 does not come back as 23.37300000000001. */
const rounded = (value: number): number => Number(value.toPrecision(15));
