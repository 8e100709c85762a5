import { type Matrix, matrix } from "../linalg/matrix.ts";
import { boundEntrySampling } from "./bound-entry-sampling.ts";
import type { MeasurementOperator } from "./operator.ts";
import { compress, type Pattern } from "./pattern.ts";
import { checkSize } from "./size.ts";

/** Which entries are observed. */
export interface EntrySamplingOptions {
  /** Size of X. */
  readonly rows: number;
  readonly columns: number;
  /** Row and column index of each listed entry, 0-based, in any order; a repeated entry is weight 2. */
  readonly rowIndex: ArrayLike<number>;
  readonly columnIndex: ArrayLike<number>;
  /** A weight w > 0 per listed entry; ones where absent. */
  readonly weights?: ArrayLike<number>;
}

/** Entry sampling as a measurement operator, with its pattern and weights. */
export interface EntrySampling extends MeasurementOperator {
  readonly pattern: Pattern;
  /** √w per measurement, or null where every weight is 1. */
  readonly scale: Float64Array | null;
  /** How many listed entries fall in each row and column, repeats counted. */
  readonly rowCounts: Float64Array;
  readonly columnCounts: Float64Array;
  /** Observations y from one value per listed entry: repeats become their weighted mean, all times √w. */
  measure(values: ArrayLike<number>): Float64Array;
  /** How many listed entries repeat an earlier one. */
  readonly repeated: number;
}

/**
 * Observes single entries of X: matrix completion. Measurement k is √w_k X_ij for the k-th distinct entry in row-major
 * order; the factor paths cost O(p·r).
 *
 * @throws RangeError where an index lies outside the matrix, lengths differ or a weight is not positive.
 * @see Candès & Recht 2009, doi:10.1007/s10208-009-9045-5
 */
export function entrySampling(options: EntrySamplingOptions): EntrySampling {
  const { rows, columns, rowIndex, columnIndex, weights } = options;
  check(options);
  const { pattern, measurementOf } = compress(rows, columns, rowIndex, columnIndex);
  const measurements = pattern.columnIndex.length;
  const repeated = rowIndex.length - measurements;
  const weight = new Float64Array(measurements);
  for (let k = 0; k < measurementOf.length; k++) weight[measurementOf[k]] += weights ? weights[k] : 1;
  const scale = weight.every((w) => w === 1) ? null : weight.map(Math.sqrt);
  return {
    name: "entrySampling",
    rows,
    columns,
    measurements,
    weighted: scale !== null,
    nonnegative: true,
    pattern,
    scale,
    repeated,
    rowCounts: countOf(rowIndex, rows),
    columnCounts: countOf(columnIndex, columns),
    measure(values) {
      if (values.length !== rowIndex.length) {
        throw new RangeError(`entrySampling: values: expected ${rowIndex.length} numbers; got ${values.length}`);
      }
      const y = new Float64Array(measurements);
      for (let k = 0; k < measurementOf.length; k++) y[measurementOf[k]] += (weights ? weights[k] : 1) * values[k];
      if (scale) for (let k = 0; k < measurements; k++) y[k] /= scale[k];
      return y;
    },
    apply(x) {
      const y = new Float64Array(measurements);
      eachEntry(pattern, (k, i, j) => {
        y[k] = (scale ? scale[k] : 1) * x.data[i * columns + j];
      });
      return y;
    },
    adjoint(z): Matrix {
      const x = matrix(rows, columns);
      eachEntry(pattern, (k, i, j) => {
        x.data[i * columns + j] = (scale ? scale[k] : 1) * z[k];
      });
      return x;
    },
    bind: (workspace) => boundEntrySampling(pattern, scale, workspace),
  };
}

/** Calls back with each measurement k and its row i and column j. */
export function eachEntry(pattern: Pattern, visit: (k: number, i: number, j: number) => void): void {
  for (let i = 0; i < pattern.rows; i++) {
    for (let k = pattern.rowStart[i]; k < pattern.rowStart[i + 1]; k++) visit(k, i, pattern.columnIndex[k]);
  }
}

function countOf(index: ArrayLike<number>, bound: number): Float64Array {
  const counts = new Float64Array(bound);
  for (let k = 0; k < index.length; k++) counts[index[k]] += 1;
  return counts;
}

function check({ rows, columns, rowIndex, columnIndex, weights }: EntrySamplingOptions): void {
  checkSize("entrySampling", { rows, columns });
  for (const [name, list] of Object.entries({ columnIndex, weights })) {
    if (list && list.length !== rowIndex.length) {
      throw new RangeError(`entrySampling: ${name} has ${list.length} numbers, rowIndex has ${rowIndex.length}`);
    }
  }
  for (let k = 0; k < rowIndex.length; k++) {
    const i = rowIndex[k];
    const j = columnIndex[k];
    if (!(Number.isInteger(i) && i >= 0 && i < rows && Number.isInteger(j) && j >= 0 && j < columns)) {
      throw new RangeError(`entrySampling: entry ${k} is (${i}, ${j}), outside a ${rows}×${columns} matrix`);
    }
    if (weights && !(weights[k] > 0 && weights[k] < Infinity)) {
      throw new RangeError(`entrySampling: weights[${k}]: expected a number > 0; got ${weights[k]}`);
    }
  }
}
