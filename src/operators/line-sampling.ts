import { type Matrix, matrix } from "../linalg/matrix.ts";
import { boundLineSampling, type Lines } from "./bound-line-sampling.ts";
import { checkList } from "./finite.ts";
import type { MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** Which rows and columns are observed. */
export interface LineSamplingOptions {
  /** Size of X. */
  readonly rows: number;
  readonly columns: number;
  /** Indices of the rows and of the columns seen, 0-based, each once, in any order. */
  readonly observedRows: ArrayLike<number>;
  readonly observedColumns: ArrayLike<number>;
}

/** Line sampling as a measurement operator. */
export interface LineSampling extends MeasurementOperator {
  /**
   * Observations y from the rows as they were seen, one after the other, and the columns as they were seen, one after
   * the other, m numbers each; where the two meet, the rows' numbers are taken.
   */
  measure(rows: ArrayLike<number>, columns: ArrayLike<number>): Float64Array;
}

/**
 * Observes whole rows and columns of X, as CUR decompositions do: y holds the observed rows in the order given, n
 * numbers each, and then the observed columns in the order given, each without what the rows hold of it: its entries
 * in the rows not observed, ascending. The factor paths cost 2·p·r operations and need no memory beyond (m + n)·r.
 *
 * @throws RangeError where an index lies outside X or comes twice, or nothing is observed.
 * @see Mahoney & Drineas 2009, doi:10.1073/pnas.0803205106
 */
export function lineSampling(options: LineSamplingOptions): LineSampling {
  const { rows, columns } = options;
  checkSize("lineSampling", { rows, columns });
  const ofRows = distinct("observedRows", options.observedRows, rows);
  const ofColumns = distinct("observedColumns", options.observedColumns, columns);
  const isObserved = new Set(ofRows);
  const otherRows = Int32Array.from({ length: rows }, (_, i) => i).filter((i) => !isObserved.has(i));
  const lines: Lines = { rows: ofRows, columns: ofColumns, otherRows };
  const measurements = ofRows.length * columns + ofColumns.length * otherRows.length;
  if (measurements === 0)
    throw new RangeError("lineSampling: observedRows, observedColumns: expected a line; got none");

  /** Each measurement with its place in X, row by row. */
  const places = (visit: (k: number, at: number) => void) => {
    let k = 0;
    for (const i of ofRows) for (let j = 0; j < columns; j++) visit(k++, i * columns + j);
    for (const j of ofColumns) for (const i of otherRows) visit(k++, i * columns + j);
  };
  return {
    name: "lineSampling",
    rows,
    columns,
    measurements,
    nonnegative: true,
    measure(rowValues, columnValues) {
      expectLength("rows", rowValues, ofRows.length * columns);
      expectLength("columns", columnValues, ofColumns.length * rows);
      const y = new Float64Array(measurements);
      y.set(rowValues);
      let k = rowValues.length;
      for (let c = 0; c < ofColumns.length; c++) for (const i of otherRows) y[k++] = columnValues[c * rows + i];
      return y;
    },
    apply(x) {
      const y = new Float64Array(measurements);
      places((k, at) => {
        y[k] = x.data[at];
      });
      return y;
    },
    adjoint(z): Matrix {
      const x = matrix(rows, columns);
      places((k, at) => {
        x.data[at] = z[k];
      });
      return x;
    },
    bind: (workspace) => boundLineSampling({ rows, columns }, lines, workspace),
  };
}

function expectLength(name: string, list: ArrayLike<number>, length: number): void {
  if (list.length !== length) {
    throw new RangeError(`lineSampling: ${name}: expected ${length} numbers; got ${list.length}`);
  }
}

/** A copy of indices, each of them inside and there once. */
function distinct(name: string, list: ArrayLike<number>, bound: number): Int32Array {
  checkList("lineSampling", name, list);
  const seen = new Set<number>();
  for (let k = 0; k < list.length; k++) {
    const index = list[k];
    if (!(Number.isInteger(index) && index >= 0 && index < bound)) {
      throw new RangeError(`lineSampling: ${name}[${k}]: expected a whole number from 0 to ${bound - 1}; got ${index}`);
    }
    if (seen.has(index)) throw new RangeError(`lineSampling: ${name}[${k}]: ${index} came before`);
    seen.add(index);
  }
  return Int32Array.from(list);
}
