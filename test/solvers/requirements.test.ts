import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { type Loss, leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { rounds } from "../../src/recover/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  alternatingLeastSquares,
  gradientDescent,
  type Iterate,
  type Solver,
  solve,
  truncatedNewton,
} from "../../src/solvers/index.ts";

const operator = entrySampling({ rows: 3, columns: 2, rowIndex: [0, 1, 2, 0], columnIndex: [0, 1, 0, 1] });

function problemOf(loss: Loss): Problem {
  return recoveryProblem({
    operator,
    observed: Float64Array.of(1, 2, 3, 4),
    loss,
    regularizer: ridge({ ridge: 0.1 }),
    parametrization: asymmetric({ rows: 3, columns: 2, rank: 1 }),
  });
}

describe("a run refuses at once what its solver cannot do", () => {
  const { curvature: _, quadratic: __, ...rest } = leastSquares();
  const rough = problemOf({ ...rest, name: "rough" });
  const start = rough.point().fill(1);
  const run = (problem: Problem, solver: Solver<never>) =>
    finish(solve(problem, solver as Solver<Problem>, { start, stop: [afterIterations(1)] }));

  test("and says what is missing and what to use instead", () => {
    expect(() => run(rough, truncatedNewton())).toThrow(
      "truncatedNewton: expected a loss with second derivatives; gradientDescent needs none",
    );
    expect(() => run(rough, alternatingLeastSquares())).toThrow(/alternatingLeastSquares: expected least squares/);
    expect(run(rough, gradientDescent()).iterations).toBe(1);
  });

  test("and a start of another length", () => {
    const short = { start: start.subarray(1), stop: [afterIterations(1)] };
    expect(() => finish(solve(rough, gradientDescent(), short))).toThrow("start: expected 5 numbers");
  });
});

test("a solver that was named is not replaced, however slow it is", async () => {
  const problem = problemOf(leastSquares());
  const called: string[] = [];
  const slow: Solver<Problem> = {
    ...gradientDescent(),
    name: "slow",
    *iterates(given, start) {
      for (const iterate of gradientDescent().iterates(given, start)) {
        if (iterate) called.push("slow");
        yield iterate && ({ ...iterate, step: 1 } as Iterate);
      }
    },
  };
  const options = { start: problem.point().fill(1), solver: slow as never, mostIterations: 250, gap: 1e-300 };
  for await (const round of rounds(problem as never, options)) {
    if (round.stopped) expect(round.stopped.rule).toBe("afterIterations(250)");
  }
  expect(called.length).toBe(250);
});
