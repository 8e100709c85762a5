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
