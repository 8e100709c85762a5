import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares, logistic } from "../../src/losses/index.ts";
import { fullObservation, rankOneSensing } from "../../src/operators/index.ts";
import { asymmetric, fixedRank, nonnegative } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, levenbergMarquardt, type Solver, solve, solvers } from "../../src/solvers/index.ts";
import { suits } from "../../src/solvers/requirements.ts";

const size = { rows: 4, columns: 3 };
const draw = random(3);
const problemOf = (parametrization: ReturnType<typeof asymmetric>, strength = 0) =>
  recoveryProblem({
    operator: fullObservation(size),
    observed: Float64Array.from({ length: 12 }, () => draw.gaussian()),
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength }),
    parametrization,
  });
const problems = [
  problemOf(asymmetric({ ...size, rank: 2 })),
  problemOf(asymmetric({ ...size, rank: 2 }), 0.1),
  problemOf(fixedRank({ ...size, rank: 2 })),
  problemOf(nonnegative({ ...size, rank: 2 })),
];

test.for(Object.entries(solvers))("%s ends honestly from starts that overflow, or are no numbers", ([, make]) => {
  const solver = make() as Solver<never>;
  for (const problem of problems) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e160, 1e200, 0]) {
      if (!suits(problem, solver)) continue;
      const start = problem.point().fill(value);
      const { stopped, value: last } = finish(solve(problem as never, solver, { start, stop: [afterIterations(20)] }));
      expect(["notFinite", "afterIterations(20)"]).toContain(stopped.rule);
      expect(Number.isFinite(last)).toBe(stopped.rule !== "notFinite");
    }
  }
});

test("on the manifold a descent that runs off, as separable signs let it, ends honestly", () => {
  const problem = recoveryProblem({
    operator: fullObservation(size),
    observed: new Float64Array(12).fill(1),
    loss: logistic(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: fixedRank({ ...size, rank: 1 }),
  });
  const start = problem.point();
  const ones = (rows: number) => matrix(rows, 1, new Float64Array(rows).fill(1));
  problem.parametrization.setFactors({ left: ones(4), right: ones(3) }, start);
  for (const make of Object.values(solvers)) {
    const solver = make() as Solver<never>;
    if (!suits(problem, solver)) continue;
    expect(() => finish(solve(problem as never, solver, { start, stop: [afterIterations(100)] }))).not.toThrow();
  }
});

test("Levenberg–Marquardt takes a step, or ends its search, where the squares of its gradient vanish", () => {
  const vectors = (columns: number) =>
    matrix(
      20,
      columns,
      Float64Array.from({ length: 20 * columns }, () => draw.gaussian()),
    );
  const problem = recoveryProblem({
    operator: rankOneSensing({ left: vectors(5), right: vectors(4) }),
    observed: Float64Array.from({ length: 20 }, () => 1e-100 * draw.gaussian()),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: 5, columns: 4, rank: 2 }),
  });
  const start = problem.point().map(() => 1e-50 * draw.gaussian());
  const { iterations } = finish(solve(problem, levenbergMarquardt(), { start, stop: [afterIterations(5)] }));
  expect(iterations).toBe(5);
});
