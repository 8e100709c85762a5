import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { countWeightedRidge, ridge } from "../../src/regularizers/index.ts";
import { problemOf } from "./problem-of.ts";

const operator = entrySampling({ rows: 3, columns: 2, rowIndex: [0, 1], columnIndex: [1, 0] });
const right = {
  operator,
  observed: Float64Array.of(1, 2),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 1 }),
  parametrization: asymmetric({ rows: 3, columns: 2, rank: 1 }),
};
const counted = (rowCounts: number[], columnCounts: number[]) =>
  countWeightedRidge({
    ridge: 1,
    rowCounts: Float64Array.from(rowCounts),
    columnCounts: Float64Array.from(columnCounts),
  });

describe("wrong use is refused at once", () => {
  test.for([
    ["y too short", { observed: Float64Array.of(1) }, /observed: expected 2 numbers; got 1/],
    ["y not finite", { observed: Float64Array.of(1, Number.NaN) }, /observed\[1\]: expected a finite number; got NaN/],
    [
      "another size",
      { parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }) },
      /parametrization: expected 3×2.*got 2×2/,
    ],
    ["too few weights", { regularizer: counted([1, 1], [1, 1]) }, /weights.rows: expected 3 numbers; got 2/],
    ["a weight below 0", { regularizer: counted([1, 1, 1], [1, -1]) }, /weights.columns\[1\].*got -1/],
    ["weight 0 on a row with entries", { regularizer: counted([1, 0, 0], [1, 1]) }, /weights.rows\[1\].*got 0/],
  ] as const)("%s", ([, wrong, message]) => {
    expect(() => recoveryProblem({ ...right, ...wrong })).toThrow(message);
  });

  test("weight 0 on a row without entries is what it is for", () => {
    expect(() => recoveryProblem({ ...right, regularizer: counted([1, 1, 0], [1, 1]) })).not.toThrow();
  });
});

test("variants share memory and counts, and one after another the memory stays as it is", () => {
  const problem = recoveryProblem(right) as BlockProblem;
  const solve = () => {
    const next = problem.with({ regularizer: ridge({ ridge: 2 }), rank: 2 });
    finish(next.blockSolve("right", next.point().fill(1)));
    finish(next.at(next.point().fill(2)).gradient());
    return next.store.workspace.memory.allocate("probe", "float64", 0).offset;
  };
  expect(problem.with({ rank: 2 }).store).toBe(problem.store);
  const before = solve();
  for (let k = 0; k < 5; k++) expect(solve()).toBe(before);
});

test("one evaluation costs one application for f, the residual and the gradient together", () => {
  const problem = recoveryProblem(right);
  const at = problem.at(problem.point().fill(1));
  finish(at.value());
  finish(at.negativeDerivative());
  finish(at.gradient());
  finish(at.value());
  expect([problem.store.counts.applications, problem.store.counts.adjoints]).toEqual([1, 1]);
});

test("nothing observed: the penalty alone, and its minimiser is 0", () => {
  const nothing = { rows: 3, columns: 2, rowIndex: [], columnIndex: [], values: [], ridge: 1 };
  const problem = problemOf({ ...nothing, mean: true, rowBias: true, columnBias: true, biasRidge: 1 }, 1);
  const point = problem.point().fill(1);
  for (const side of ["left", "right"] as const) finish(problem.blockSolve(side, point));
  expect(finish(problem.at(point).value())).toBe(0);
  expect(Array.from(point)).toEqual([...new Array(10).fill(0), 1]);
});

test("the biases of lines without entries stay where they are, however often the rest is solved", () => {
  const problem = problemOf(
    {
      rows: 3,
      columns: 3,
      rowIndex: [0, 0, 1],
      columnIndex: [0, 1, 1],
      values: [5, 7, 4],
      ridge: 1,
      mean: true,
      rowBias: true,
      columnBias: true,
    },
    1,
  );
  const point = problem.point();
  const { rowBias, columnBias, mean } = problem.parametrization.parts(point);
  mean[0] = 100;
  rowBias[2] = 3;
  columnBias[2] = 4;
  for (let sweep = 0; sweep < 50; sweep++) {
    for (const side of ["left", "right"] as const) finish(problem.blockSolve(side, point));
  }
  expect([rowBias[2], columnBias[2]]).toEqual([3, 4]);
  expect(Math.max(...point.map(Math.abs))).toBeLessThan(200);
});
