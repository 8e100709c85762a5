import { addProduct, addTransposedProduct, type Block } from "./block.ts";
import { type Matrix, matrix } from "./matrix.ts";

/** A·B: A m×k, B k×n; throws where the inner sizes differ. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new RangeError(`multiply: A has ${a.columns} columns, B has ${b.rows} rows`);
  const product = matrix(a.rows, b.columns);
  addProduct(whole(product), 1, whole(a), whole(b));
  return product;
}

/** Aᵀ·B: A k×m, B k×n; throws where the numbers of rows differ. */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows) throw new RangeError(`multiplyTransposed: A has ${a.rows} rows, B has ${b.rows}`);
  const product = matrix(a.columns, b.columns);
  addTransposedProduct(whole(product), whole(a), whole(b));
  return product;
}

/** The matrix as a block; views share its data. */
export function whole({ data, rows, columns }: Matrix): Block {
  return { data, offset: 0, stride: columns, rows, columns };
}
