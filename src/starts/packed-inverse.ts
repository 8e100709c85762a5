/**
 * The inverse of a small symmetric positive definite matrix, n×n row-major, from its packed lower triangle, which becomes
 * its Cholesky factor with an inverted diagonal; a pivot that is not positive counts as tiny. `column` is n numbers of scratch.
 */
export function invertPacked(packed: Float64Array, n: number, inverse: Float64Array, column: Float64Array): void {
  for (let a = 0; a < n; a++) {
    const rowA = (a * (a + 1)) / 2;
    for (let b = 0; b <= a; b++) {
      const rowB = (b * (b + 1)) / 2;
      let sum = packed[rowA + b];
      for (let c = 0; c < b; c++) sum -= packed[rowA + c] * packed[rowB + c];
      packed[rowA + b] = a === b ? 1 / Math.sqrt(Math.max(sum, 1e-300)) : sum * packed[rowB + b];
    }
  }
  for (let k = 0; k < n; k++) {
    for (let a = k; a < n; a++) {
      const rowA = (a * (a + 1)) / 2;
      let sum = a === k ? 1 : 0;
      for (let c = k; c < a; c++) sum -= packed[rowA + c] * column[c];
      column[a] = sum * packed[rowA + a];
    }
    for (let a = n - 1; a >= k; a--) {
      let sum = column[a];
      for (let c = a + 1; c < n; c++) sum -= packed[(c * (c + 1)) / 2 + a] * column[c];
      column[a] = sum * packed[(a * (a + 3)) / 2];
      inverse[a * n + k] = column[a];
      inverse[k * n + a] = column[a];
    }
  }
}
