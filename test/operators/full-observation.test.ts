import { expect, test } from "vitest";
import {
  asymmetric,
  finish,
  fullObservation,
  leastSquares,
  matrix,
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

test.each([
  [{ rows: 0, columns: 2 }, "rows: expected a whole number from 1 to 2³¹ − 2; got 0"],
  [{ rows: 2, columns: Number.NaN }, "columns: expected a whole number from 1 to 2³¹ − 2; got NaN"],
])("refuses %j", (size, message) => {
  expect(() => fullObservation(size)).toThrow(message);
});
