import { describe, expect, test } from "vitest";
import {
  asymmetric,
  type Biases,
  countWeightedRidge,
  entrySampling,
  finish,
  fullObservation,
  leastSquares,
  matrix,
  type Precision,
  type Regularizer,
  random,
  recoveryProblem,
  ridge,
  svd,
} from "../../src/index.ts";
import { norm } from "../../src/linalg/norm.ts";

const [rows, columns, rank] = [11, 8, 3];
const draw = random(8).fork("full observation");
const data = Float64Array.from({ length: rows * columns }, () => draw.gaussian());

test("observes X row by row, and its adjoint gives it back", () => {
  const operator = fullObservation({ rows, columns });
  expect(operator.isometry).toBe(true);
  expect(operator.apply(matrix(rows, columns, data))).toEqual(data);
  expect(operator.adjoint(operator.apply(matrix(rows, columns, data))).data).toEqual(data);
});

test("the leading singular triples are stationary, their misfit the rest (Eckart & Young)", () => {
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank }),
  });
  const { u, v, singularValues } = svd(matrix(rows, columns, data));
  const lead = (side: typeof u, length: number) =>
    matrix(
      length,
      rank,
      Float64Array.from({ length: length * rank }, (_, at) => {
        const [i, c] = [Math.floor(at / rank), at % rank];
        return Math.sqrt(singularValues[c]) * side.data[i * side.columns + c];
      }),
    );
  const point = problem.point();
  problem.parametrization.setFactors({ left: lead(u, rows), right: lead(v, columns) }, point);
  const at = problem.at(point);
  expect(norm(finish(at.gradient()))).toBeLessThan(1e-12 * norm(data));
  expect(finish(at.value())).toBeCloseTo(0.5 * norm(singularValues.subarray(rank)) ** 2, 12);
  expect(problem.store.counts).toEqual({ applications: 1, adjoints: 1, blockSolves: 0 });
});

describe("an exact solve over a factor is that of entry sampling with every entry", () => {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  const rowIndex = cells.map((cell) => Math.floor(cell / columns));
  const columnIndex = cells.map((cell) => cell % columns);
  const operators = [fullObservation({ rows, columns }), entrySampling({ rows, columns, rowIndex, columnIndex })];
  const counted = countWeightedRidge({
    ridge: 0.3,
    biasRidge: 0.1,
    rowCounts: Float64Array.from({ length: rows }, (_, i) => 1 + (i % 3)),
    columnCounts: Float64Array.from({ length: columns }, (_, j) => 2 + j),
  });
  const all = { mean: true, rows: true, columns: true };
  test.each<[string, Regularizer, Biases, Precision]>([
    ["no penalty", ridge({ ridge: 0 }), { mean: false, rows: false, columns: false }, "float64"],
    ["ridge and every bias", ridge({ ridge: 0.5, biasRidge: 0.2 }), all, "float64"],
    ["biases without a ridge", ridge({ ridge: 0.5 }), { ...all, columns: false }, "float64"],
    ["count-weighted ridge", counted, all, "float64"],
    ["float32", ridge({ ridge: 0.5, biasRidge: 0.2 }), all, "float32"],
  ])("%s", (_, regularizer, biases, precision) => {
    const [full, sampled] = operators.map((operator) => {
      const parametrization = asymmetric({ rows, columns, rank, biases });
      const loss = leastSquares();
      const problem = recoveryProblem({ operator, observed: data, loss, regularizer, parametrization, precision });
      const start = random(3);
      const point = problem.point().map(() => start.gaussian());
      const outcomes = (["left", "right", "left"] as const).map((side) => finish(problem.blockSolve(side, point)));
      const value = finish(problem.at(point).value());
      expect(Math.abs(outcomes[2].value - value)).toBeLessThan((precision === "float64" ? 1e-12 : 1e-4) * value);
      return {
        point: Float64Array.from(point),
        values: outcomes.map((outcome) => outcome.value),
        failed: outcomes.map(({ failed }) => failed),
      };
    });
    const tolerance = precision === "float64" ? 1e-11 : 1e-4;
    expect(norm(full.point.map((x, k) => x - sampled.point[k]))).toBeLessThan(tolerance * norm(sampled.point));
    for (const k of [0, 1, 2]) {
      expect(Math.abs(full.values[k] - sampled.values[k])).toBeLessThan(tolerance * sampled.values[k]);
    }
    expect(full.failed).toEqual([0, 0, 0]);
  });
});

test("what the other factor does not determine stays where it is", () => {
  const operator = fullObservation({ rows: 2, columns: 2 });
  const parametrization = asymmetric({ rows: 2, columns: 2, rank: 2 });
  const observed = Float64Array.of(2, 0, 4, 0);
  const problem = recoveryProblem({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const point = problem.point();
  point.set([7, 8, 9, 10, 1, 0, 0, 0]);
  finish(problem.blockSolve("left", point));
  expect(Array.from(point, (x) => Number(x.toFixed(9)))).toEqual([2, 8, 4, 10, 1, 0, 0, 0]);
});

test.each([
  [{ rows: 0, columns: 2 }, "rows: expected a whole number from 1 to 2³¹ − 2; got 0"],
  [{ rows: 2, columns: Number.NaN }, "columns: expected a whole number from 1 to 2³¹ − 2; got NaN"],
])("refuses %j", (size, message) => {
  expect(() => fullObservation(size)).toThrow(message);
});
