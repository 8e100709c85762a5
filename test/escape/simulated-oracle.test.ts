import { describe, expect, test } from "vitest";
import {
  asymmetric,
  denseSensing,
  entrySampling,
  finish,
  fixedRank,
  fullObservation,
  huber,
  leastSquares,
  matrix,
  oracleDirection,
  random,
  recoveryProblem,
  ridge,
  symmetric,
  twoByTwoSensing,
} from "../../src/index.ts";
import { descended, named, reasonAt, value, waysFrom } from "./ways.ts";

const [size, rank] = [8, 2];
function gaussianSensing(seed: number, shape: "symmetric" | "asymmetric") {
  const count = { symmetric: 22, asymmetric: 32 }[shape];
  const draw = random(seed).fork("sensing");
  const operator = denseSensing({
    rows: size,
    columns: size,
    matrices: Float64Array.from({ length: count * size * size }, () => draw.gaussian() / Math.sqrt(count)),
  });
  const parametrization = { symmetric, asymmetric }[shape]({ rows: size, columns: size, rank });
  const factors = () =>
    matrix(
      size,
      rank,
      Float64Array.from({ length: size * rank }, () => draw.gaussian()),
    );
  const left = factors();
  const right = shape === "symmetric" ? left : factors();
  const truth = matrix(size, size);
  for (let k = 0; k < size * size; k++) {
    const [i, j] = [Math.floor(k / size), k % size];
    for (let c = 0; c < rank; c++) truth.data[k] += left.data[i * rank + c] * right.data[j * rank + c];
  }
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(truth),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const planted = problem.point();
  parametrization.setFactors({ left, right }, planted);
  return { problem, planted, start: problem.point().map(() => 0.5 * draw.gaussian()) };
}

describe("ranks above 1", () => {
  test.for(["symmetric", "asymmetric"] as const)("%s: no way collapses to rank 1, and some lead on", (shape) => {
    let stuck = 0;
    let lower = 0;
    for (let seed = 0; seed < (shape === "symmetric" ? 24 : 10); seed++) {
      const { problem, start } = gaussianSensing(seed, shape);
      const point = descended(problem, start);
      const before = value(problem, point);
      if (before < 1e-8) continue;
      stuck += 1;
      const ways = waysFrom(problem, point);
      expect(named(ways, "swap")).toBeDefined();
      expect(named(ways, "ray")).toBeUndefined();
      for (const way of ways) {
        const { parametrization } = problem;
        const { left: u } = parametrization.parts(way.start);
        const gram = [0, 0, 0];
        for (let i = 0; i < size; i++) {
          gram[0] += u[i * rank] ** 2;
          gram[1] += u[i * rank] * u[i * rank + 1];
          gram[2] += u[i * rank + 1] ** 2;
        }
        expect(gram[0] * gram[2] - gram[1] ** 2).toBeGreaterThan(1e-8 * (gram[0] + gram[2]) ** 2);
      }
      if (ways.some((way) => value(problem, descended(problem, way.start)) < 0.999 * before)) lower += 1;
    }
    expect(stuck).toBeGreaterThan(2);
    expect(lower).toBeGreaterThan(0.7 * stuck);
  });

  test("where E X is of rank 1, as where the matrix is observed in full, there is no ray of it", () => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 4, columns: 4 }),
      observed: matrix(
        4,
        4,
        Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 4 - k / 5 : 0)),
      ).data,
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: symmetric({ rows: 4, rank: 2 }),
    });
    // The strict saddle that has the second and the third eigenvector for the first and the second.
    const saddle = Float64Array.of(0, 0, Math.sqrt(3), 0, 0, Math.sqrt(2), 0, 0);
    const ways = waysFrom(problem, saddle);
    expect(named(ways, "invisible ray")).toBeUndefined();
    expect(ways.filter(({ kind }) => kind === "simulatedOracle: swap").length).toBe(2);
    expect(named(ways, "line").predictedFall).toBeGreaterThan(0);
    expect(value(problem, ways[0].start)).toBeCloseTo(2.5, 12);
  });

  test("a column that is 0 takes u, and the objective falls", () => {
    const { problem, start } = gaussianSensing(3, "asymmetric");
    const { left, right } = problem.parametrization.parts(start);
    for (const side of [left, right]) for (let i = 0; i < size; i++) side[i * rank] = 0;
    const way = named(waysFrom(problem, start), "empty column");
    expect(way.predictedFall).toBeGreaterThan(0);
    const [zero] = waysFrom(problem, problem.point());
    expect(zero.kind).toBe("simulatedOracle: empty column");
    expect(zero.predictedFall).toBeGreaterThan(0);
  });
});

describe("reasons", () => {
  const { problem, truth } = twoByTwoSensing();

  test("at the truth the gradient matrix is positive semidefinite, also after rounding", () => {
    expect(reasonAt(problem, truth)).toBe("no direction: the gradient matrix is positive semidefinite");
    for (let seed = 0; seed < 20; seed++) {
      for (const shape of ["symmetric", "asymmetric"] as const) {
        const { problem: on, planted } = gaussianSensing(seed, shape);
        expect(reasonAt(on, planted)).toMatch(/positive semidefinite/);
      }
    }
  });

  test("a point not finite, no columns, points without factors, a loss without curvature", () => {
    expect(reasonAt(problem, [Number.NaN, 1])).toMatch(/not a finite number/);
    expect(reasonAt(problem, [1e200, 1])).toMatch(/not a finite number/);
    const none = problem.with({ rank: 0 });
    expect(reasonAt(none, [])).toMatch(/no column to move/);
    const square = { rows: 2, columns: 2 };
    const manifold = recoveryProblem({
      operator: fullObservation(square),
      observed: new Float64Array(4).fill(1),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: fixedRank({ ...square, rank: 1 }),
    });
    expect(reasonAt(manifold, manifold.point().fill(1))).toMatch(/fixedRank have no factors that move freely/);
    const { curvature: _, ...absolute } = huber();
    const rough = recoveryProblem({
      operator: fullObservation(square),
      observed: new Float64Array(4).fill(1),
      loss: absolute,
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ ...square, rank: 1 }),
    });
    expect(reasonAt(rough, [1, 1, 1, 1])).toMatch(/no second derivative/);
  });
});

test("one decision costs two adjoints, nine applications and one for each column, whatever the size", () => {
  for (const [size, rank] of [
    [30, 1],
    [30, 5],
    [90, 3],
  ]) {
    const draw = random(size + rank);
    const list = () => Int32Array.from({ length: 10 * size }, () => draw.integer(size));
    const operator = entrySampling({ rows: size, columns: size, rowIndex: list(), columnIndex: list() });
    const problem = recoveryProblem({
      operator,
      observed: Float64Array.from({ length: operator.measurements }, () => draw.gaussian()),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: size, columns: size, rank }),
    });
    const point = problem.point().map(() => draw.gaussian());
    const { lanczosSteps } = finish(oracleDirection(problem, point));
    expect(lanczosSteps).toBeLessThanOrEqual(60);
    const { counts } = problem.store;
    const before = { ...counts };
    expect(waysFrom(problem, point).length).toBeGreaterThan(0);
    expect(counts.applications - before.applications).toBeLessThanOrEqual(9 + rank);
    expect(counts.adjoints - before.adjoints).toBe(2);
  }
});
