import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import { multiplyTransposed } from "../../src/linalg/multiply.ts";
import { random } from "../../src/linalg/random.ts";
import { lowRankSvd } from "../../src/linalg/svd.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { store } from "../../src/problem/store.ts";
import { tallSvd } from "../../src/problem/tall-svd.ts";

const operator = entrySampling({ rows: 1, columns: 1, rowIndex: [0], columnIndex: [0] });

/** A gaussian matrix whose columns are scaled from 1 down to `least`. */
function tall(rows: number, columns: number, least: number, seed: number): Matrix {
  const stream = random(seed);
  const a = matrix(rows, columns);
  for (let k = 0; k < a.data.length; k++) a.data[k] = stream.gaussian() * least ** ((k % columns) / (columns - 1));
  return a;
}

function departure(q: Matrix): number {
  const gram = multiplyTransposed(q, q);
  return Math.max(...gram.data.map((x, k) => Math.abs(x - (k % (q.columns + 1) === 0 ? 1 : 0))));
}

// Condition 1e-3 goes through Cholesky QR, 1e-9 and the duplicate column back to Householder reflectors.
test.for([
  ["well conditioned", 1e-3],
  ["ill conditioned", 1e-9],
  ["a column twice", 1e-3],
] as const)("in the kernels equals Householder's: %s", ([name, least]) => {
  const left = tall(2_003, 33, least, 1);
  const right = tall(1_501, 33, least, 2);
  if (name === "a column twice") for (let i = 0; i < left.rows; i++) left.data[i * 33 + 5] = left.data[i * 33];
  const ours = finish(tallSvd(store(operator), { left, right }));
  const reference = lowRankSvd({ left, right });
  const largest = reference.singularValues[0];
  const apart = ours.singularValues.map((s, k) => Math.abs(s - reference.singularValues[k]) / largest);
  expect(Math.max(...apart)).toBeLessThan(1e-13);
  expect(departure(ours.u)).toBeLessThan(1e-12);
  expect(departure(ours.v)).toBeLessThan(1e-12);
});
