import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../linalg/multiply.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { Parametrization, Point } from "../../parametrizations/parametrization.ts";
import { isSymmetric } from "../../parametrizations/parametrization.ts";

/** A point's factors in a basis of their columns in which the spare ones are 0. */
export interface SpareColumns {
  /** k×(k − q): the columns in use. */
  readonly used: Matrix;
  /** k×q: U and V both vanish on it, so that a move in it changes X at second order. */
  readonly spare: Matrix;
  /** U and V in the columns in use. */
  readonly left: Matrix;
  readonly right: Matrix;
  readonly symmetric: boolean;
}

/** A column shorter than this share of the longest is spare: squares know it no better. */
const EMPTY = 1e-6;

/** The columns in which both factors of a point vanish. */
export function spareColumns(parametrization: Parametrization, point: Point): SpareColumns {
  const { rows, columns, rank, hull } = parametrization;
  const parts = parametrization.parts(point);
  const [u, v] = [
    matrix(rows, rank, Float64Array.from(parts.left)),
    matrix(columns, rank, Float64Array.from(parts.right)),
  ];
  const gram = multiplyTransposed(u, u);
  for (const [k, x] of multiplyTransposed(v, v).data.entries()) gram.data[k] += x;
  const { values, vectors } = symmetricEigen(gram);
  const isSpare = (value: number) => value <= EMPTY ** 2 * values[rank - 1];
  const q = values.filter(isSpare).length;
  const part = (from: number, to: number) => {
    const out = matrix(rank, to - from);
    for (let i = 0; i < rank; i++)
      for (let c = from; c < to; c++) out.data[i * (to - from) + c - from] = vectors.data[i * rank + c];
    return out;
  };
  const used = part(q, rank);
  return { used, spare: part(0, q), left: multiply(u, used), right: multiply(v, used), symmetric: isSymmetric(hull) };
}
