import { describe, expect, test } from "vitest";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { random } from "../../src/linalg/random.ts";
import {
  entrySampling,
  fullObservation,
  lineSampling,
  type MeasurementOperator,
  mixed,
  rankOneSensing,
  selected,
  stacked,
  summed,
  transformed,
} from "../../src/operators/index.ts";

const draw = random(5);
const gaussian = (rows: number, columns: number) =>
  matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );

/** The p × m·n matrix of an operator. */
function matrixOf({ rows, columns, measurements, apply }: MeasurementOperator): Matrix {
  const transposed = matrix(rows * columns, measurements);
  for (let k = 0; k < rows * columns; k++) {
    const cell = matrix(rows, columns);
    cell.data[k] = 1;
    transposed.data.set(apply(cell), k * measurements);
  }
  return transpose(transposed);
}

const close = (a: Matrix, b: Matrix) => {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  for (let k = 0; k < a.data.length; k++) expect(a.data[k]).toBeCloseTo(b.data[k], 12);
};

const rankOne = rankOneSensing({ left: gaussian(6, 3), right: gaussian(6, 4) });
const lines = lineSampling({ rows: 3, columns: 4, observedRows: [1], observedColumns: [2] });
const [a, b] = [matrixOf(rankOne), matrixOf(lines)];

test("stacked: the matrices one above the other, the same operator as often as one likes", () => {
  const all = matrixOf(stacked({ operators: [rankOne, lines, rankOne] }));
  close(all, matrix(18, 12, Float64Array.of(...a.data, ...b.data, ...a.data)));
});

test("selected: rows of the matrix", () => {
  const some = matrixOf(selected({ operator: rankOne, indices: [1, 4, 5] }));
  close(some, matrix(3, 12, Float64Array.of(...a.data.slice(12, 24), ...a.data.slice(48, 72))));
});

test.for([
  [[], "selected: indices: expected at least one; got none"],
  [[0, 6], "selected: indices[1]: expected a whole number from 0 to 5; got 6"],
  [[0.5], "selected: indices[0]: expected a whole number from 0 to 5; got 0.5"],
  [[2, 2], "selected: indices[1]: expected a number above 2; got 2"],
] as const)("selected: indices %j are told", ([indices, message]) => {
  expect(() => selected({ operator: rankOne, indices })).toThrow(message);
});

test("summed: the sum of the matrices", () => {
  const both = matrixOf(summed({ operators: [rankOne, lines], coefficients: [2, -3] }));
  close(
    both,
    matrix(
      6,
      12,
      a.data.map((value, k) => 2 * value - 3 * b.data[k]),
    ),
  );
  close(matrixOf(summed({ operators: [lines] })), b);
});

test("mixed: the matrix times another, or each row times a number", () => {
  const m = gaussian(4, 6);
  close(matrixOf(mixed({ operator: rankOne, by: m })), multiply(m, a));
  const mask = [1, 0, 2, 0, 0, -1];
  close(
    matrixOf(mixed({ operator: rankOne, by: mask })),
    matrix(
      6,
      12,
      a.data.map((x, at) => mask[Math.floor(at / 12)] * x),
    ),
  );
});

test("transformed: full observation of P X Q is P X Q", () => {
  const [p, q, x] = [gaussian(5, 3), gaussian(4, 2), gaussian(3, 4)];
  const operator = transformed({ operator: fullObservation({ rows: 5, columns: 2 }), left: p, right: q });
  close(matrix(5, 2, operator.apply(x)), multiply(multiply(p, x), q));
});

test("weights of a part are told of the whole", () => {
  const weighted = entrySampling({ rows: 3, columns: 4, rowIndex: [0], columnIndex: [1], weights: [3] });
  expect(stacked({ operators: [lines, weighted] }).weighted).toBe(true);
  expect(stacked({ operators: [lines, rankOne] }).weighted).toBe(false);
  expect(mixed({ operator: weighted, by: [1] }).weighted).toBe(true);
  expect(transformed({ operator: weighted }).weighted).toBe(true);
  expect(summed({ operators: [weighted] }).weighted).toBe(true);
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  const other = fullObservation({ rows: 4, columns: 3 });
  const nothing = Number.NaN;
  test.for<[string, () => unknown, RegExp]>([
    ["no parts", () => stacked({ operators: [] }), /stacked: operators: expected at least one; got none/],
    ["sizes", () => stacked({ operators: [lines, other] }), /operators\[1\]: expected 3×4, .*; got 4×3/],
    ["sizes", () => summed({ operators: [lines, other] }), /summed: operators\[1\]: expected 3×4/],
    [
      "measurements",
      () => summed({ operators: [fullObservation({ rows: 3, columns: 4 }), lines] }),
      /operators\[1\]: expected 12 measurements, as the first; got 6/,
    ],
    ["few", () => summed({ operators: [lines], coefficients: [] }), /coefficients: expected 1 numbers; got 0/],
    ["NaN", () => summed({ operators: [lines], coefficients: [nothing] }), /coefficients\[0\].*got NaN/],
    ["short", () => mixed({ operator: lines, by: [1] }), /by: expected 6 columns, one for each measurement; got 1/],
    ["narrow", () => mixed({ operator: lines, by: matrix(2, 5) }), /by: expected 6 columns.*got 5/],
    ["NaN", () => mixed({ operator: lines, by: [1, 2, nothing, 4, 5, 6] }), /by\[2\]/],
    ["P", () => transformed({ operator: lines, left: gaussian(4, 3) }), /left: expected 3 rows.*got 4/],
    ["Q", () => transformed({ operator: lines, right: gaussian(4, 3) }), /right: expected 4 columns.*got 3/],
    ["empty", () => transformed({ operator: lines, left: matrix(3, 0) }), /left: expected a matrix with.*got 3×0/],
    [
      "NaN",
      () => transformed({ operator: lines, left: matrix(3, 1, Float64Array.of(nothing, 0, 0)) }),
      /left\.data\[0\]/,
    ],
    ["no list", () => stacked({ operators: undefined as never }), /operators: expected an array; got undefined/],
    [
      "no operator",
      () => summed({ operators: [3] as never }),
      /operators\[0\]: expected a measurement operator; got 3/,
    ],
    ["no operator", () => mixed({ operator: undefined as never, by: [1] }), /mixed: operator: expected a measurement/],
    ["no numbers", () => mixed({ operator: lines, by: undefined as never }), /by: expected an array; got undefined/],
  ])("%s", ([, wrong, message]) => {
    expect(wrong).toThrow(message);
  });
});
