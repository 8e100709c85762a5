import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { svd } from "../../src/linalg/svd.ts";
import type { SmoothLoss } from "../../src/losses/index.ts";
import type { Biases } from "../../src/parametrizations/index.ts";
import { jacobi } from "../oracles/jacobi.ts";

/** A family of problems in which stationary points of every kind can be planted. */
export interface Family {
  readonly loss: SmoothLoss;
  readonly observe: "entries" | "dense" | "full";
  readonly map: "asymmetric" | "symmetric" | "fixedRank";
  readonly biases?: Biases;
  readonly ridge?: number;
  readonly biasRidge?: number;
  /** Penalise row i and column j by the numbers of their entries. */
  readonly counted?: boolean;
}

/** A point, as its parts and as X. */
export interface Factors {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly mean: number;
  readonly x: Float64Array;
}

/** What a Hessian says of a stationary point. */
export type PointKind = "strictSaddle" | "strictLocalMinimum" | "degenerate";

/** d⟨A_k, X⟩/dθ, p×dimension. */
export function jacobianOf(
  { map, biases }: Family,
  { u, v }: Factors,
  matrices: readonly Float64Array[],
  [m, n, rank]: readonly number[],
) {
  const rows = matrices.map((a) => {
    const byLeft = multiply(matrix(m, n, a), matrix(n, rank, v)).data;
    const turned = Float64Array.from({ length: m * n }, (_, k) => a[(k % m) * n + Math.floor(k / m)]);
    const byRight = multiply(matrix(n, m, turned), matrix(m, rank, u)).data;
    if (map === "symmetric") return Array.from(byLeft, (value, k) => value + byRight[k]);
    if (!biases) return [...byLeft, ...byRight];
    const [row, column] = [new Float64Array(m), new Float64Array(n)];
    a.forEach((value, cell) => {
      row[Math.floor(cell / n)] += value;
      column[cell % n] += value;
    });
    return [...byLeft, ...byRight, ...row, ...column, row.reduce((sum, value) => sum + value, 0)];
  });
  return matrix(rows.length, rows[0].length, Float64Array.from(rows.flat()));
}

/** Jᵀ diag(ℓ″) J + Σ z_k ∂²⟨A_k, X⟩ + the penalty's. */
export function hessianEigenvalues(
  { map }: Family,
  jacobian: Matrix,
  penalty: readonly number[],
  matrices: readonly Float64Array[],
  z: Float64Array,
  curvature: readonly number[],
  [m, n, rank]: readonly number[],
): Float64Array {
  const size = jacobian.columns;
  const h = new Float64Array(size * size);
  for (let k = 0; k < jacobian.rows; k++) {
    const row = jacobian.data.subarray(k * size, (k + 1) * size);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) h[i * size + j] += curvature[k] * row[i] * row[j];
  }
  const add = (i: number, j: number, value: number) => {
    h[i * size + j] += value;
    h[j * size + i] += value;
  };
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const g = matrices.reduce((sum, a, k) => sum + z[k] * a[i * n + j], 0);
      for (let c = 0; c < rank; c++) add(i * rank + c, (map === "symmetric" ? 0 : m * rank) + j * rank + c, g);
    }
  }
  penalty.forEach((value, k) => {
    h[k * size + k] += value;
  });
  // All eigenvalues of H + c I are positive, and then singular values.
  const above = 2 * Math.hypot(...h);
  for (let k = 0; k < size; k++) h[k * size + k] += above;
  return jacobi(h, size, size).values.map((sigma) => sigma - above);
}

/** The dimension of the orbit at a point of full rank, by hand. */
export function symmetriesOf({ map, ridge = 0, biasRidge = 0, biases }: Family, rank: number): number {
  const turns = (rank * (rank - 1)) / 2;
  if (map === "symmetric") return turns;
  const motions = ridge > 0 ? turns : rank * rank;
  if (!biases || biasRidge > 0) return motions;
  return motions + 2 + (ridge > 0 ? 0 : 2 * rank);
}

/** More zeros than the symmetry explains are flat directions. */
export function kindOf(eigenvalues: Float64Array, symmetries: number): { kind: PointKind; least: number } {
  const ascending = eigenvalues.slice().sort();
  const largest = Math.max(-ascending[0], ascending[ascending.length - 1]);
  const zeros = ascending.filter((value) => Math.abs(value) <= 1e-10 * largest).length;
  if (ascending[0] < -1e-10 * largest) return { kind: "strictSaddle", least: ascending[0] / largest };
  if (zeros > symmetries) return { kind: "degenerate", least: 0 };
  return { kind: "strictLocalMinimum", least: ascending[symmetries] / largest };
}

/** The least z with Jᵀz = g. */
export function pulledBack(jacobian: Matrix, g: ArrayLike<number>): Float64Array {
  const { u, singularValues, v } = svd(jacobian);
  const z = new Float64Array(jacobian.rows);
  singularValues.forEach((sigma, c) => {
    if (sigma <= 1e-10 * singularValues[0]) return;
    let along = 0;
    for (let k = 0; k < jacobian.columns; k++) along += v.data[k * v.columns + c] * g[k];
    for (let k = 0; k < z.length; k++) z[k] += (along / sigma) * u.data[k * u.columns + c];
  });
  return z;
}

/** Is Jᵀz + g zero to rounding. */
export function cancels({ rows, columns, data }: Matrix, z: Float64Array, g: Float64Array): boolean {
  const rest = g.slice();
  for (let k = 0; k < rows; k++) for (let i = 0; i < columns; i++) rest[i] += data[k * columns + i] * z[k];
  return Math.hypot(...rest) <= 1e-12 * Math.hypot(...g);
}

/** What is left of a vector outside the range of a matrix, of unit length; 0 where nothing is. */
export function outsideRange(a: Matrix, vector: Float64Array): Float64Array {
  const { u, singularValues } = svd(a);
  const rest = vector.slice();
  for (let pass = 0; pass < 2; pass++) {
    singularValues.forEach((sigma, c) => {
      if (sigma <= 1e-10 * singularValues[0]) return;
      let along = 0;
      for (let k = 0; k < rest.length; k++) along += rest[k] * u.data[k * u.columns + c];
      for (let k = 0; k < rest.length; k++) rest[k] -= along * u.data[k * u.columns + c];
    });
  }
  const length = Math.hypot(...rest);
  return length > 1e-8 * Math.hypot(...vector) ? rest.map((value) => value / length) : rest.fill(0);
}
