/**
 * The convex problem of matrix completion with everything that our fits allow, over a plain list of entries:
 *
 *     P(X, μ, b, c) = ½ Σ_k w_k (x_ij + μ + b_i + c_j − y_k)² + λ ‖diag(a)^½ X diag(d)^½‖_* + λ_b/2 (‖b‖² + ‖c‖²)
 *
 * with (i, j) the cell of entry k, a and d the weights of rows and columns. A repeated cell is simply listed again.
 */
export interface ConvexProblem {
  readonly rows: number;
  readonly columns: number;
  readonly rowIndex: ArrayLike<number>;
  readonly columnIndex: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** w; all 1 where absent. */
  readonly weights?: ArrayLike<number> | undefined;
  readonly ridge: number;
  /** a; all 1 where absent. A row of weight 0 is left out of X. */
  readonly rowWeights?: ArrayLike<number> | undefined;
  /** d; all 1 where absent. */
  readonly columnWeights?: ArrayLike<number> | undefined;
  readonly mean?: boolean;
  readonly rowBias?: boolean;
  readonly columnBias?: boolean;
  readonly biasRidge?: number;
}

/** μ, b and c; zeros where they are not fitted. */
export interface Biases {
  readonly mean: number;
  readonly row: Float64Array;
  readonly column: Float64Array;
}

/** 1/√(a_i d_j) for every cell, row-major; 0 where a weight is 0. */
export function cellScale(problem: ConvexProblem): Float64Array {
  const { rows, columns, rowWeights, columnWeights } = problem;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = (rowWeights?.[i] ?? 1) * (columnWeights?.[j] ?? 1);
      if (weight > 0) out[i * columns + j] = 1 / Math.sqrt(weight);
    }
  }
  return out;
}

/**
 * A function that gives the best μ, b, c for an X (row-major, not scaled): the normal equations are factored once.
 * Rows and columns without entries keep a bias of 0.
 *
 * @throws Error where the biases are not determined (several unpenalised ones).
 */
export function biasElimination(problem: ConvexProblem): (X: Float64Array) => Biases {
  const { rows, columns, rowIndex, columnIndex, values, biasRidge = 0 } = problem;
  const total = 1 + rows + columns;
  const touched = (k: number): number[] => [
    ...(problem.mean ? [0] : []),
    ...(problem.rowBias ? [1 + rowIndex[k]] : []),
    ...(problem.columnBias ? [1 + rows + columnIndex[k]] : []),
  ];
  const normal = new Float64Array(total * total);
  for (let k = 0; k < values.length; k++) {
    const parts = touched(k);
    for (const s of parts) for (const t of parts) normal[s * total + t] += problem.weights?.[k] ?? 1;
  }
  const free = Array.from({ length: total }, (_, s) => s).filter((s) => normal[s * total + s] > 0);
  for (const s of free) if (s > 0) normal[s * total + s] += biasRidge;
  const factor = choleskyOf(free.map((s) => Float64Array.from(free, (t) => normal[s * total + t])));

  return (X) => {
    const beta = new Float64Array(total);
    // The second pass solves for what rounding left of the first.
    for (let pass = 0; pass < 2; pass++) {
      const right = beta.map((value, s) => (s > 0 ? -biasRidge * value : 0));
      for (let k = 0; k < values.length; k++) {
        const [i, j] = [rowIndex[k], columnIndex[k]];
        const residual = values[k] - X[i * columns + j] - beta[0] - beta[1 + i] - beta[1 + rows + j];
        for (const s of touched(k)) right[s] += (problem.weights?.[k] ?? 1) * residual;
      }
      const step = choleskySolve(
        factor,
        Float64Array.from(free, (s) => right[s]),
      );
      free.forEach((s, index) => {
        beta[s] += step[index];
      });
    }
    return { mean: beta[0], row: beta.slice(1, 1 + rows), column: beta.slice(1 + rows) };
  };
}

function choleskyOf(matrix: Float64Array[]): Float64Array[] {
  for (let j = 0; j < matrix.length; j++) {
    for (let i = j; i < matrix.length; i++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) sum -= matrix[i][k] * matrix[j][k];
      if (i === j && !(sum > 1e-12 * matrix[j][j])) throw new Error("oracle: the biases are not determined");
      matrix[i][j] = i === j ? Math.sqrt(sum) : sum / matrix[j][j];
    }
  }
  return matrix;
}

function choleskySolve(factor: Float64Array[], x: Float64Array): Float64Array {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i][k] * x[k];
    x[i] /= factor[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= factor[k][i] * x[k];
    x[i] /= factor[i][i];
  }
  return x;
}
