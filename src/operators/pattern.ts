/** Which entries of a matrix are observed, compressed by rows and by columns; each distinct entry once. */
export interface Pattern {
  readonly rows: number;
  readonly columns: number;
  /** CSR: row i owns measurements rowStart[i] … rowStart[i+1], their column indices ascending. */
  readonly rowStart: Int32Array;
  readonly columnIndex: Int32Array;
  /** CSC of the same entries: rowIndex ascending, and the measurement that each position stands for. */
  readonly columnStart: Int32Array;
  readonly rowIndex: Int32Array;
  readonly measurement: Int32Array;
}

/**
 * Compresses a list of entries in any order.
 *
 * @returns the pattern, and for each listed entry the measurement (the CSR position) that it became: repeats share one.
 */
export function compress(
  rows: number,
  columns: number,
  rowOf: ArrayLike<number>,
  columnOf: ArrayLike<number>,
): { pattern: Pattern; measurementOf: Int32Array } {
  const listed = rowOf.length;
  const byColumn = countingSort(columnOf, columns, identity(listed));
  const byRow = countingSort(rowOf, rows, byColumn.order);
  const measurementOf = new Int32Array(listed);
  const columnIndex = new Int32Array(listed);
  const rowStart = new Int32Array(rows + 1);
  let distinct = 0;
  for (let i = 0; i < rows; i++) {
    let last = -1;
    for (let k = byRow.start[i]; k < byRow.start[i + 1]; k++) {
      const entry = byRow.order[k];
      const column = columnOf[entry];
      if (column !== last) {
        columnIndex[distinct] = column;
        distinct += 1;
        last = column;
      }
      measurementOf[entry] = distinct - 1;
    }
    rowStart[i + 1] = distinct;
  }
  const index = distinct === listed ? columnIndex : columnIndex.slice(0, distinct);
  const { start: columnStart, order: measurement } = countingSort(index, columns, identity(distinct));
  const rowOfMeasurement = new Int32Array(distinct);
  for (let i = 0; i < rows; i++) rowOfMeasurement.fill(i, rowStart[i], rowStart[i + 1]);
  const rowIndex = measurement.map((k) => rowOfMeasurement[k]);
  const pattern = { rows, columns, rowStart, columnIndex: index, columnStart, rowIndex, measurement };
  return { pattern, measurementOf };
}

function identity(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let k = 0; k < length; k++) order[k] = k;
  return order;
}

/** Orders `items` by key, keeping their order within a key. */
function countingSort(keys: ArrayLike<number>, bound: number, items: Int32Array) {
  const start = new Int32Array(bound + 1);
  for (let k = 0; k < keys.length; k++) start[keys[k] + 1] += 1;
  for (let b = 0; b < bound; b++) start[b + 1] += start[b];
  const next = start.slice();
  const order = new Int32Array(items.length);
  for (let k = 0; k < items.length; k++) {
    const item = items[k];
    const key = keys[item];
    order[next[key]] = item;
    next[key] += 1;
  }
  return { start, order };
}
