import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import type { MeasurementOperator } from "../../src/operators/index.ts";
import { type BlockProblem, planted, recoveryProblem } from "../../src/problem/index.ts";
import { gaussianPoint } from "../laws/points.ts";
import { jointInstances } from "../oracles/fixtures.ts";
import { problemOf } from "./problem-of.ts";

/** The same problem over an operator that has no solve of its own. */
function withoutSolve({ operator, observed, regularizer, parametrization }: BlockProblem): BlockProblem {
  const bare: MeasurementOperator = {
    ...operator,
    bind(workspace) {
      const { factorSolve: _, ...rest } = operator.bind(workspace);
      return rest;
    },
  };
  return recoveryProblem({
    operator: bare,
    observed,
    loss: leastSquares(),
    regularizer,
    parametrization,
  }) as BlockProblem;
}

describe.for(["mean", "biases, small ridge, high rank", "counts", "entry weights and biases", "everything observed"])(
  "%s",
  (name) => {
    const { problem: convex } = jointInstances().find((instance) => instance.name === name)!;

    test.for(["left", "right"] as const)(
      "over the %s factor f never rises, and ends where the exact solve does",
      (side) => {
        const exact = problemOf(convex, 2);
        const problem = withoutSolve(exact);
        const point = gaussianPoint(problem.parametrization, random(1));
        const held = problem.parametrization.parts(point)[side === "left" ? "right" : "left"].slice();
        const other = point.slice();
        let [best, value] = [Number.POSITIVE_INFINITY, finish(problem.at(point).value())];
        // The exact solve moves the mean after the factor; repeated, it is the joint minimum that remains.
        for (let k = 0; k < 200; k++) best = finish(exact.blockSolve(side, other)).value;
        for (let k = 0; k < 40; k++) {
          const outcome = finish(problem.blockSolve(side, point));
          expect(outcome.failed).toBe(0);
          expect(outcome.value).toBeLessThanOrEqual(value * (1 + 1e-13));
          value = outcome.value;
        }
        // With biases the exact solve centres those of the other side as well.
        if (!(convex.rowBias || convex.columnBias)) expect(Math.abs(value / best - 1)).toBeLessThan(1e-9);
        expect(Math.abs(finish(problem.at(point).value()) / value - 1)).toBeLessThan(1e-13);
        expect(problem.parametrization.parts(point)[side === "left" ? "right" : "left"]).toEqual(held);
      },
    );
  },
);

test("where everything is observed one product is enough, and the pass after it is not paid twice", () => {
  const { rows, columns, values } = planted({ shape: [20, 15], rank: 3, condition: 10, seed: 1 });
  const whole = problemOf({ rows: 20, columns: 15, rowIndex: rows, columnIndex: columns, values, ridge: 0 }, 3);
  const problem = withoutSolve(whole);
  const point = gaussianPoint(problem.parametrization, random(2));
  const { counts } = problem.store;
  finish(problem.blockSolve("left", point));
  const before = { ...counts };
  finish(problem.blockSolve("right", point));
  expect([counts.applications - before.applications, counts.adjoints - before.adjoints]).toEqual([2, 2]);
  const gradient = finish(problem.at(point).gradient());
  expect(norm(problem.parametrization.parts(gradient).right)).toBeLessThan(1e-7 * norm(values));
});

test("numbers that are not finite leave the point as it was", () => {
  const { rows, columns, values } = planted({ shape: [6, 5], rank: 2, seed: 1 });
  const problem = withoutSolve(
    problemOf({ rows: 6, columns: 5, rowIndex: rows, columnIndex: columns, values, ridge: 0 }, 2),
  );
  const point = problem.point().fill(Number.NaN);
  expect(finish(problem.blockSolve("left", point))).toEqual({ value: Number.NaN, failed: 6 });
});
