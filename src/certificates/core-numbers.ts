import type { Pattern } from "../operators/pattern.ts";

/** Core numbers of the rows and of the columns. */
export interface CoreNumbers {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/**
 * The core number of every row and column: the largest r at which it survives when rows and columns with fewer than r
 * observed entries are peeled away again and again. O(p + m + n).
 *
 * @see Batagelj & Zaveršnik 2003, arXiv cs/0310049
 */
export function coreNumbers(pattern: Pattern): CoreNumbers {
  const { rows, columns, rowStart, columnStart } = pattern;
  const vertices = rows + columns;
  const degree = new Int32Array(vertices);
  for (let i = 0; i < rows; i++) degree[i] = rowStart[i + 1] - rowStart[i];
  for (let j = 0; j < columns; j++) degree[rows + j] = columnStart[j + 1] - columnStart[j];

  // Vertices in order of degree, with the place where each degree begins: one swap moves a vertex a degree down.
  const largest = degree.reduce((most, d) => Math.max(most, d), 0);
  const begin = new Int32Array(largest + 2);
  for (const d of degree) begin[d + 1] += 1;
  for (let d = 0; d <= largest; d++) begin[d + 1] += begin[d];
  const next = begin.slice();
  const order = new Int32Array(vertices);
  const place = new Int32Array(vertices);
  for (let v = 0; v < vertices; v++) {
    place[v] = next[degree[v]];
    next[degree[v]] += 1;
    order[place[v]] = v;
  }

  const lower = (v: number, floor: number): void => {
    const d = degree[v];
    if (d <= floor) return;
    const first = order[begin[d]];
    order[begin[d]] = v;
    order[place[v]] = first;
    place[first] = place[v];
    place[v] = begin[d];
    begin[d] += 1;
    degree[v] = d - 1;
  };
  for (let k = 0; k < vertices; k++) {
    const v = order[k];
    const core = degree[v];
    if (v < rows) {
      for (let e = rowStart[v]; e < rowStart[v + 1]; e++) lower(rows + pattern.columnIndex[e], core);
    } else {
      const j = v - rows;
      for (let e = columnStart[j]; e < columnStart[j + 1]; e++) lower(pattern.rowIndex[e], core);
    }
  }
  return { rows: degree.slice(0, rows), columns: degree.slice(rows) };
}

/**
 * At each rank 1 … `ranks`: how many of the missing entries have both core numbers at least that rank. An entry
 * outside cannot be determined at that rank; one inside may be.
 */
export function missingInCore(pattern: Pattern, cores: CoreNumbers, ranks: number): Float64Array {
  const observed = new Float64Array(ranks + 2);
  for (let i = 0; i < pattern.rows; i++) {
    for (let k = pattern.rowStart[i]; k < pattern.rowStart[i + 1]; k++) {
      observed[Math.min(ranks, cores.rows[i], cores.columns[pattern.columnIndex[k]])] += 1;
    }
  }
  const rowsAt = atLeast(cores.rows, ranks);
  const columnsAt = atLeast(cores.columns, ranks);
  const missing = new Float64Array(ranks);
  let within = 0;
  for (let r = ranks; r >= 1; r--) {
    within += observed[r];
    missing[r - 1] = rowsAt[r] * columnsAt[r] - within;
  }
  return missing;
}

/** counts[r] = how many numbers are at least r, for r = 0 … ranks. */
export function atLeast(numbers: Int32Array, ranks: number): Float64Array {
  const counts = new Float64Array(ranks + 2);
  for (const c of numbers) counts[Math.min(c, ranks)] += 1;
  for (let r = ranks; r >= 0; r--) counts[r] += counts[r + 1];
  return counts;
}
