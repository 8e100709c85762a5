import { entrySampling } from "../operators/entry-sampling.ts";
import { fullObservation } from "../operators/full-observation.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import type { Places } from "../recover/inlier-refit.ts";
import type { Observations } from "./completion.ts";
import { entriesOf } from "./entries.ts";

/** What a separation is made from: the observed entries in row-major order, in units of about their size. */
export interface SeparationData {
  readonly rows: number;
  readonly columns: number;
  readonly operator: MeasurementOperator;
  /** y/unit, one number an observed entry. */
  readonly observed: Float64Array;
  /** A power of two: the squares of entries in these units are numbers, however large or small the data are. */
  readonly unit: number;
  readonly places: Places;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The data of a separation, in full or with holes.
 *
 * @throws RangeError or TypeError naming the argument where lengths differ, an index is outside or repeats, a number is
 * infinite, or nothing is observed.
 */
export function separationData(data: Observations): SeparationData {
  const full = inFull(data);
  const entries = full ? undefined : entriesOf(data);
  const [rows, columns] = entries?.shape ?? data.shape!;
  const values = full ?? entries!.values;
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const y of values) [minimum, maximum] = [Math.min(minimum, y), Math.max(maximum, y)];
  const largest = Math.max(-minimum, maximum);
  const unit = largest > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(largest))) : 1;
  const common = { rows, columns, unit, minimum, maximum };
  for (let k = 0; k < values.length; k++) values[k] /= unit;
  if (!entries) {
    const places = { row: (k: number) => Math.floor(k / columns), column: (k: number) => k % columns };
    return { ...common, operator: fullObservation({ rows, columns }), observed: values, places };
  }
  const operator = entrySampling({ rows, columns, rowIndex: entries.rows, columnIndex: entries.columns });
  if (operator.repeated > 0) {
    throw new RangeError(
      `rows, columns: expected every entry once, as outliers are told one by one; ${operator.repeated} repeat an earlier one`,
    );
  }
  const { pattern } = operator;
  const rowIndex = new Int32Array(operator.measurements);
  for (let i = 0; i < rows; i++) rowIndex.fill(i, pattern.rowStart[i], pattern.rowStart[i + 1]);
  const places = { row: (k: number) => rowIndex[k], column: (k: number) => pattern.columnIndex[k] };
  return { ...common, operator, observed: operator.measure(values), places };
}

/** A copy of the numbers of a dense matrix without holes; undefined where that is not what the data are. */
function inFull(data: Observations): Float64Array | undefined {
  if (typeof data !== "object" || data === null || !("dense" in data)) return undefined;
  const [rows, columns] = data.shape;
  if (!(rows >= 1 && columns >= 1) || data.dense.length !== rows * columns) return undefined;
  const values = Float64Array.from(data.dense);
  return values.every(Number.isFinite) ? values : undefined;
}
