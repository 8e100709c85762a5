import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { fixedRank } from "../../src/parametrizations/index.ts";
import { plantedMatrix, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, levenbergMarquardt, solve } from "../../src/solvers/index.ts";

test("steps whose squares underflow are steps: a run towards X = 0 on the manifold goes on to its end", () => {
  const [rows, columns] = [6, 8];
  for (let seed = 0; seed < 4; seed++) {
    const problem = recoveryProblem({
      operator: fullObservation({ rows, columns }),
      observed: new Float64Array(rows * columns).fill(0),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: fixedRank({ rows, columns, rank: 2 }),
    });
    const start = problem.point();
    problem.parametrization.setFactors(
      plantedMatrix({ shape: [rows, columns], rank: 2, seed: random(seed).integer(9) }),
      start,
    );
    const { iterations } = finish(solve(problem, levenbergMarquardt(), { start, stop: [afterIterations(60)] }));
    expect(iterations).toBe(60);
    expect(problem.store.counts.applications).toBeLessThan(5_000);
  }
});
