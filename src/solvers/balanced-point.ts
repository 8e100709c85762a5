import { type Matrix, matrix } from "../linalg/matrix.ts";
import type { Svd } from "../linalg/svd.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";

/** The point with balanced factors U√Σ and V√Σ in the geometry of the penalty, zeros beyond the singular values given. */
export function balancedPoint(problem: Problem, { u, singularValues, v }: Svd): Point {
  const { parametrization, regularizer } = problem;
  const { rank } = parametrization;
  const scale = inverseRoots(regularizer);
  const half = (basis: Matrix, rows: number, by: Float64Array | undefined): Matrix => {
    const out = matrix(rows, rank);
    const kept = Math.min(rank, singularValues.length);
    for (let i = 0; i < rows; i++) {
      for (let c = 0; c < kept; c++) {
        out.data[i * rank + c] = basis.data[i * basis.columns + c] * Math.sqrt(singularValues[c]) * (by ? by[i] : 1);
      }
    }
    return out;
  };
  const point = problem.point();
  const left = half(u, parametrization.rows, scale?.rows);
  const right = half(v, parametrization.columns, scale?.columns);
  parametrization.setFactors({ left, right }, point);
  return point;
}
