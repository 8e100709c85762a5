import type { Matrix } from "../../src/linalg/matrix.ts";

/** ½‖A vec(U Vᵀ) − y‖² + λ/2 (‖U‖² + ‖V‖²) + μ (ΣU + ΣV), U, V ≥ 0, on plain arrays; U = V where `tied`. */
export interface NonnegativeProblem {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly tied: boolean;
  /** p × (rows·columns), the measurement matrices row by row. */
  readonly measure: Matrix;
  readonly observed: ArrayLike<number>;
  readonly ridge: number;
  readonly l1: number;
}

/** f and its gradient at [U | V], or at U, by sums as the formula has them. */
export function objective(problem: NonnegativeProblem, x: Float64Array): { value: number; gradient: Float64Array } {
  const { rows, columns, rank, tied, measure, observed, ridge, l1 } = problem;
  const at = tied ? 0 : rows * rank;
  const g = new Float64Array(rows * columns);
  let value = 0;
  for (let k = 0; k < measure.rows; k++) {
    let residual = -observed[k];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const weight = measure.data[k * g.length + i * columns + j];
        if (weight === 0) continue;
        for (let c = 0; c < rank; c++) residual += weight * x[i * rank + c] * x[at + j * rank + c];
      }
    }
    value += 0.5 * residual * residual;
    for (let e = 0; e < g.length; e++) g[e] += residual * measure.data[k * g.length + e];
  }
  const gradient = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let c = 0; c < rank; c++) {
        gradient[i * rank + c] += g[i * columns + j] * x[at + j * rank + c];
        gradient[at + j * rank + c] += g[i * columns + j] * x[i * rank + c];
      }
    }
  }
  // Where U stands on both sides it is penalised on both.
  const sides = tied ? 2 : 1;
  for (let k = 0; k < x.length; k++) {
    value += sides * (0.5 * ridge * x[k] * x[k] + l1 * x[k]);
    gradient[k] += sides * (ridge * x[k] + l1);
  }
  return { value, gradient };
}

/** Projected gradient with halved steps, accelerated by Barzilai and Borwein's; never above its start. */
export function nonnegativeDescent(problem: NonnegativeProblem, start: Float64Array, steps: number) {
  let x = start.map((v) => Math.max(0, v));
  let here = objective(problem, x);
  let length = 1 / (1 + Math.hypot(...here.gradient));
  for (let step = 0; step < steps; step++) {
    for (let halvings = 0; halvings < 50; halvings++, length /= 2) {
      const next = x.map((v, k) => Math.max(0, v - length * here.gradient[k]));
      const there = objective(problem, next);
      const moved = next.map((v, k) => v - x[k]);
      const slope = moved.reduce((sum, d, k) => sum + d * here.gradient[k], 0);
      if (!(there.value <= here.value + 1e-4 * slope)) continue;
      let [along, square] = [0, 0];
      for (let k = 0; k < moved.length; k++) {
        along += moved[k] * (there.gradient[k] - here.gradient[k]);
        square += moved[k] ** 2;
      }
      [x, here] = [next, there];
      length = along > 0 && square > 0 ? Math.min(square / along, 1e6) : 4 * length;
      break;
    }
  }
  return { point: x, value: here.value };
}
