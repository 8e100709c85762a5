/** A dense matrix: `data[i * columns + j]` is entry (i, j). */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A low-rank matrix L Rᵀ, `left` m×r and `right` n×r; it is never formed unless asked. */
export interface LowRankMatrix {
  readonly left: Matrix;
  readonly right: Matrix;
}

/** A matrix of the given size: over `data` where it is given (not copied), else zeros. */
export function matrix(rows: number, columns: number, data: Float64Array = new Float64Array(rows * columns)): Matrix {
  if (data.length !== rows * columns) {
    throw new RangeError(`matrix: data has ${data.length} numbers, a ${rows}×${columns} matrix has ${rows * columns}`);
  }
  return { rows, columns, data };
}

/** Ones on the diagonal, zeros elsewhere; `columns` is `rows` unless given. */
export function identity(rows: number, columns: number = rows): Matrix {
  const ones = matrix(rows, columns);
  for (let i = 0; i < Math.min(rows, columns); i++) ones.data[i * columns + i] = 1;
  return ones;
}

/** The first `count` columns, a copy. */
export function leadingColumns({ rows, columns, data }: Matrix, count: number): Matrix {
  const first = matrix(rows, count);
  for (let i = 0; i < rows; i++) first.data.set(data.subarray(i * columns, i * columns + count), i * count);
  return first;
}

/** Aᵀ, a copy. */
export function transpose({ rows, columns, data }: Matrix): Matrix {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j];
  }
  return matrix(columns, rows, turned);
}

/** A + B, of the same size. */
export function sum(a: Matrix, b: Matrix): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.data.map((x, k) => x + b.data[k]),
  );
}

/** A − B, of the same size. */
export function difference(a: Matrix, b: Matrix): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.data.map((x, k) => x - b.data[k]),
  );
}

/** [A | B], side by side. */
export function beside(a: Matrix, b: Matrix): Matrix {
  const both = matrix(a.rows, a.columns + b.columns);
  for (let i = 0; i < a.rows; i++) {
    both.data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * both.columns);
    both.data.set(b.data.subarray(i * b.columns, (i + 1) * b.columns), i * both.columns + a.columns);
  }
  return both;
}
