import { dot } from "../../linalg/dot.ts";
import { type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { norm } from "../../linalg/norm.ts";
import type { Descended } from "../descend.ts";
import type { Parts } from "../factoring.ts";

/** The factors as W diag(sizes) Hᵀ, every column of W and H with sum 1, largest first; columns that are 0 are left out. */
export function partsOf({ problem, point }: Pick<Descended, "problem" | "point">): Parts {
  const { rows, columns } = problem.parametrization;
  const { left, right, rank } = problem.parametrization.parts(point);
  const sums = (factor: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(rank);
    for (let k = 0; k < factor.length; k++) out[k % rank] += factor[k];
    return out;
  };
  const [ofLeft, ofRight] = [sums(left), sums(right)];
  const size = (c: number) => ofLeft[c] * ofRight[c];
  const order = Array.from({ length: rank }, (_, c) => c)
    .filter((c) => size(c) > 0)
    .sort((a, b) => size(b) - size(a));
  const scaled = (factor: ArrayLike<number>, length: number, by: Float64Array): Matrix => {
    const out = matrix(length, order.length);
    for (let i = 0; i < length; i++) {
      for (const [k, c] of order.entries()) out.data[i * order.length + k] = factor[i * rank + c] / by[c];
    }
    return out;
  };
  return {
    w: scaled(left, rows, ofLeft),
    h: scaled(right, columns, ofRight),
    sizes: Float64Array.from(order, size),
  };
}

/** Two columns are nearly the same where the cosine of their angle is above this, on both sides. */
const ALIKE = 0.99;
/** A part of less than this share of the sum is next to nothing. */
const NEXT_TO_NOTHING = 1e-4;

/** Parts that a smaller rank could do without: pairs that are nearly the same, and those next to nothing; numbered from 1. */
export function superfluousParts({ w, h, sizes }: Parts): { alike: [number, number][]; small: number[] } {
  const cosines = [w, h].map((factor) => {
    const { data, rows } = transpose(factor);
    const columns = Array.from({ length: rows }, (_, c) => data.subarray(c * factor.rows, (c + 1) * factor.rows));
    const lengths = columns.map(norm);
    return (a: number, b: number) => dot(columns[a], 0, columns[b], 0, factor.rows) / (lengths[a] * lengths[b]);
  });
  const alike: [number, number][] = [];
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++) {
      if (cosines.every((cosine) => cosine(a, b) > ALIKE)) alike.push([a + 1, b + 1]);
    }
  }
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const small = Array.from(sizes.keys()).filter((c) => sizes[c] < NEXT_TO_NOTHING * whole);
  return { alike, small: small.map((c) => c + 1) };
}
