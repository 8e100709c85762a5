import { describe, expect, test } from "vitest";
import {
  asymmetric,
  entrySampling,
  finish,
  fixedRank,
  fullObservation,
  leastSquares,
  logistic,
  matrix,
  negativeCurvature,
  type Point,
  type Problem,
  recoveryProblem,
  ridge,
  secondOrder,
  symmetric,
} from "../../src/index.ts";
import { outcome, value } from "./ways.ts";

const diagonal = (entries: readonly number[]) =>
  Float64Array.from({ length: entries.length ** 2 }, (_, k) =>
    k % (entries.length + 1) === 0 ? entries[Math.floor(k / entries.length)] : 0,
  );

const leave = (problem: Problem, point: Point) =>
  outcome(negativeCurvature(), problem, point, finish(secondOrder(problem, point)));

describe("the saddle at which the first of two eigenvalues is missed", () => {
  const square = { rows: 3, columns: 3 };
  const common = {
    operator: fullObservation(square),
    observed: diagonal([3, 2, 1]),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
  };

  test("one factor: to the lowest point of the line, by as much as predicted", () => {
    const problem = recoveryProblem({ ...common, parametrization: symmetric({ rows: 3, rank: 1 }) });
    const saddle = Float64Array.of(0, Math.SQRT2, 0);
    const { ways } = leave(problem, saddle);
    const [{ start, predictedFall }] = ways;
    // Along e₁ f is ½ (3 − t²)² + ½ (0 − 0)² + (t √2)² + ½ = 5 − t² + ½ t⁴: at t = ±1 it is lower by ½.
    expect([...start].map(Math.abs)).toEqual([1, Math.SQRT2, 0].map((x) => expect.closeTo(x, 9)));
    expect(predictedFall).toBeCloseTo(0.5, 9);
    expect(value(problem, saddle) - value(problem, start)).toBeCloseTo(0.5, 9);
  });

  test("two factors, from 0: along the leading singular pair, all of it", () => {
    const problem = recoveryProblem({ ...common, parametrization: asymmetric({ ...square, rank: 1 }) });
    const { ways } = leave(problem, problem.point());
    expect(ways[0].predictedFall).toBeCloseTo(4.5, 9);
    expect(value(problem, ways[0].start)).toBeCloseTo(2.5, 9);
  });

  test("a minimum has no direction, and says so", () => {
    const problem = recoveryProblem({ ...common, parametrization: symmetric({ rows: 3, rank: 1 }) });
    expect(leave(problem, Float64Array.of(Math.sqrt(3), 0, 0)).reason).toMatch(/^no direction/);
  });
});

test("whichever sign the direction has, the lower side is taken", () => {
  const problem = recoveryProblem({
    operator: fullObservation({ rows: 2, columns: 2 }),
    observed: diagonal([1, 0]),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: symmetric({ rows: 2, rank: 1 }),
  });
  const point = Float64Array.of(0.3, 0);
  const certificate = finish(secondOrder(problem, point));
  const starts = [1, -1].map(
    (sign) =>
      outcome(negativeCurvature(), problem, point, { ...certificate, direction: Float64Array.of(sign, 0) }).ways[0],
  );
  for (const { start, predictedFall } of starts) {
    expect([...start]).toEqual([1, 0].map((x) => expect.closeTo(Math.abs(x), 12)));
    expect(predictedFall).toBeCloseTo(value(problem, point), 12);
  }
});

test("logistic: the fall that the search on the line finds is the measured one", () => {
  const cells = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const problem = recoveryProblem({
    operator: entrySampling({
      rows: 3,
      columns: 3,
      rowIndex: cells.map((k) => Math.floor(k / 3)),
      columnIndex: cells.map((k) => k % 3),
    }),
    observed: Float64Array.of(1, 0, 1, 0, 0, 1, 1, 1, 0),
    loss: logistic(),
    regularizer: ridge({ ridge: 0.1 }),
    parametrization: asymmetric({ rows: 3, columns: 3, rank: 1 }),
  });
  const [{ start, predictedFall }] = leave(problem, problem.point()).ways;
  expect(predictedFall).toBeGreaterThan(0.1);
  expect(value(problem, problem.point()) - value(problem, start)).toBeCloseTo(predictedFall, 12);
});

test("on a manifold, along the retraction: lower by what is said", () => {
  const square = { rows: 4, columns: 4 };
  const problem = recoveryProblem({
    operator: fullObservation(square),
    observed: diagonal([3, 2, 1, 0.5]),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: fixedRank({ ...square, rank: 1 }),
  });
  const saddle = problem.point();
  const e = matrix(4, 1, Float64Array.of(0, Math.SQRT2, 0, 0));
  problem.parametrization.setFactors({ left: e, right: e }, saddle);
  const certificate = finish(secondOrder(problem, saddle));
  expect(certificate.kind).toBe("strictSaddle");
  const [{ start, predictedFall }] = leave(problem, saddle).ways;
  expect(predictedFall).toBeGreaterThan(0.1);
  const fall = value(problem, saddle) - value(problem, start);
  expect(fall).toBeGreaterThanOrEqual(predictedFall);
  expect(fall - predictedFall).toBeLessThan(1e-12 * value(problem, saddle));
});
