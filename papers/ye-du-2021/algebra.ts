import { type Matrix, matrix, multiply, transpose } from "../../src/index.ts";

/** Σ s X over pairs of a number and a matrix. */
export function sum(...terms: readonly (readonly [number, Matrix])[]): Matrix {
  const [[, { rows, columns }]] = terms;
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, (_, k) =>
      terms.reduce((total, [s, { data }]) => total + s * data[k], 0),
    ),
  );
}

/** The product of matrices, from left to right. */
export function product(first: Matrix, ...others: readonly Matrix[]): Matrix {
  return others.reduce(multiply, first);
}

/** Xᵀ Y. */
export const gram = (x: Matrix, y: Matrix = x): Matrix => multiply(transpose(x), y);

/** X Yᵀ. */
export const outer = (x: Matrix, y: Matrix = x): Matrix => multiply(x, transpose(y));

/** X + Xᵀ. */
export const symmetrically = (x: Matrix): Matrix => sum([1, x], [1, transpose(x)]);

/** ⟨X, Y⟩. */
export const inner = (x: Matrix, y: Matrix): number => x.data.reduce((total, value, k) => total + value * y.data[k], 0);

/** max |X − Y| over the entries. */
export const distance = (x: Matrix, y: Matrix): number =>
  x.data.reduce((largest, value, k) => Math.max(largest, Math.abs(value - y.data[k])), 0);

/** A diagonal matrix. */
export function diagonal(values: ArrayLike<number>): Matrix {
  const out = matrix(values.length, values.length);
  for (let i = 0; i < values.length; i++) out.data[i * values.length + i] = values[i];
  return out;
}
