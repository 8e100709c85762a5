import { entrySampling } from "../../operators/entry-sampling.ts";
import { fullObservation } from "../../operators/full-observation.ts";
import type { MeasurementOperator } from "../../operators/operator.ts";
import type { Places } from "../../recover/inlier-refit.ts";
import type { Observations } from "../completion.ts";
import { entriesOf } from "../entries.ts";

/** What a separation is made from: the observed entries in row-major order, in units of about their size. */
export interface SeparationData {
  readonly rows: number;
  readonly columns: number;
  readonly operator: MeasurementOperator;
  /** y/unit, one number an observed entry. */
  readonly observed: Float64Array;
  /** A power of two, about the largest entry but for huge outliers: the squares of entries in these units are numbers. */
  readonly unit: number;
  readonly places: Places;
  readonly minimum: number;
  readonly maximum: number;
}

/** Entries with no other between them and so many times smaller ones are outliers, fill values say, and no measure of the rest. */
const GAP = 1e3;
/** But their squares are to remain numbers. */
const LEAST = 1e-60;
/** Of more entries the gap is sought in a sample. */
const SAMPLE = 50_000;

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
  const rowOf = entries ? (k: number) => entries.rows[k] : (k: number) => Math.floor(k / columns);
  const columnOf = entries ? (k: number) => entries.columns[k] : (k: number) => k % columns;
  const size = ordinary(values, largest);
  const filled = fillsLine(values, size, rowOf, rows) || fillsLine(values, size, columnOf, columns);
  const scale = filled ? largest : size;
  const unit = largest > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(scale))) : 1;
  const common = { rows, columns, unit, minimum, maximum };
  for (let k = 0; k < values.length; k++) values[k] /= unit;
  if (!entries) {
    const places = { row: rowOf, column: columnOf };
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

/** The largest magnitude below the first gap above the median; the largest of all where there is none. */
function ordinary(values: Float64Array, largest: number): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sizes = values.filter((y, k) => k % step === 0 && y !== 0).map(Math.abs);
  sizes.sort();
  let size = sizes.length > 0 ? sizes[Math.floor(sizes.length / 2)] : largest;
  for (const next of [...sizes.subarray(Math.floor(sizes.length / 2)), largest]) {
    if (next > GAP * size) break;
    size = next;
  }
  return Math.max(size, LEAST * largest);
}

/** Are half of what is observed in a row or column larger than a size: then the line is, and it is no outlier. */
function fillsLine(values: Float64Array, size: number, lineOf: (k: number) => number, lines: number): boolean {
  const excess = new Float64Array(lines);
  const large = new Uint8Array(lines);
  for (let k = 0; k < values.length; k++) {
    const line = lineOf(k);
    const beyond = Math.abs(values[k]) > size;
    excess[line] += beyond ? 1 : -1;
    if (beyond) large[line] = 1;
  }
  return excess.some((more, line) => more >= 0 && large[line] === 1);
}

/** A copy of the numbers of a dense matrix without holes; undefined where that is not what the data are. */
function inFull(data: Observations): Float64Array | undefined {
  if (typeof data !== "object" || data === null || !("dense" in data)) return undefined;
  const [rows, columns] = data.shape;
  if (!(rows >= 1 && columns >= 1) || data.dense.length !== rows * columns) return undefined;
  const values = Float64Array.from(data.dense);
  return values.every(Number.isFinite) ? values : undefined;
}
