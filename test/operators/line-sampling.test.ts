import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { lineSampling } from "../../src/operators/index.ts";

const x = matrix(
  3,
  4,
  Float64Array.from({ length: 12 }, (_, k) => k),
);

test("rows in the order given, then columns in the order given without what the rows hold", () => {
  const operator = lineSampling({ rows: 3, columns: 4, observedRows: [2, 0], observedColumns: [3, 1] });
  expect([...operator.apply(x)]).toEqual([8, 9, 10, 11, 0, 1, 2, 3, 7, 5]);
  expect(operator.measurements).toBe(10);
});

test("measure takes rows and columns as they were seen, and what both hold from the rows", () => {
  const operator = lineSampling({ rows: 3, columns: 4, observedRows: [2, 0], observedColumns: [3, 1] });
  const [rows, columns] = [
    [8, 9, 10, 11, 0, 1, 2, 3],
    [-1, 7, -1, -1, 5, -1],
  ];
  expect(operator.measure(rows, columns)).toEqual(operator.apply(x));
  expect(() => operator.measure(rows.slice(1), columns)).toThrow(/rows: expected 8 numbers; got 7/);
  expect(() => operator.measure(rows, rows)).toThrow(/columns: expected 6 numbers; got 8/);
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  const right = { rows: 3, columns: 4, observedRows: [0], observedColumns: [1] };
  test.for([
    [{ rows: 0 }, /rows: expected a whole number/],
    [{ observedRows: [3] }, /observedRows\[0\]: expected a whole number from 0 to 2; got 3/],
    [{ observedRows: [Number.NaN] }, /observedRows\[0\].*got NaN/],
    [{ observedColumns: [1, -1] }, /observedColumns\[1\].*got -1/],
    [{ observedColumns: [1, 2, 1] }, /observedColumns\[2\]: 1 came before/],
    [{ observedRows: undefined as never }, /observedRows: expected an array; got undefined/],
    [{ observedRows: [], observedColumns: [] }, /expected a line; got none/],
  ] as const)("%j", ([wrong, message]) => {
    expect(() => lineSampling({ ...right, ...wrong })).toThrow(message);
  });
});
