import { describe, expect, test } from "vitest";
import { firstOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { kullbackLeibler, leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { nonnegative, nonnegativeSymmetric, type Point } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { nonnegativeRankOneSensing } from "../../src/problem/planted/index.ts";
import { elasticNet, ridge } from "../../src/regularizers/index.ts";

const verdict = (problem: Problem, point: ArrayLike<number>) =>
  finish(firstOrder(problem, Float64Array.from(point) as Point)).verdict;

/** X = u v against the one observation, or 2×1 ones. */
function problemOf(observed: readonly number[], options: { l1?: number; ridge?: number; unit?: number } = {}): Problem {
  const { l1 = 0, unit = 1 } = options;
  return recoveryProblem({
    operator: fullObservation({ rows: observed.length, columns: 1 }),
    observed: Float64Array.from(observed, (y) => unit * y),
    loss: leastSquares(),
    regularizer: elasticNet({ ridge: options.ridge ?? 0, l1 }),
    parametrization: nonnegative({ rows: observed.length, columns: 1, rank: 1 }),
  });
}

describe("first order at nonnegative points", () => {
  // y = (1, −1): the nearest nonnegative X is (1, 0), where the second row would fall below 0.
  test.for([1e-150, 1e-6, 1, 1e6, 1e150])("the data in units of %f", (unit) => {
    const problem = problemOf([1, -1], { unit });
    expect(verdict(problem, [Math.sqrt(unit), 0, Math.sqrt(unit)])).toBe("holds");
    expect(verdict(problem, [Math.sqrt(unit), 0.1 * Math.sqrt(unit), Math.sqrt(unit)])).toBe("fails");
    expect(verdict(problem, [1.01 * Math.sqrt(unit), 0, Math.sqrt(unit)])).toBe("fails");
  });

  test.for([1e-4, 1, 1e4])("factors out of balance by %f", (scale) => {
    const problem = problemOf([1, -1]);
    expect(verdict(problem, [scale, 0, 1 / scale])).toBe("holds");
    expect(verdict(problem, [scale, 1e-9 * scale, 1 / scale])).toBe("holds");
    expect(verdict(problem, [scale, 1e-3 * scale, 1 / scale])).toBe("fails");
  });

  test("a number that is nearly 0 counts for what it may still fall by, a 0 that should grow for all", () => {
    expect(verdict(problemOf([1, -1]), [1, 1e-8, 1])).toBe("holds");
    expect(verdict(problemOf([1, 1]), [1, 0, 1])).toBe("fails");
    expect(verdict(problemOf([1, 1]), [1, 1e-8, 1])).toBe("fails");
  });

  test("a number below 0 is not admissible, however flat the objective is there", () => {
    // uv = 1 exactly, by factors of the wrong sign.
    expect(verdict(problemOf([1]), [-1, -1])).toBe("fails");
    expect(verdict(problemOf([1, -1]), [1, -1, 1])).toBe("fails");
    expect(verdict(problemOf([1, -1]), [1, -1e-9, 1])).toBe("holds");
  });

  test("where nothing was to be fitted a slope is not hidden by its own smallness", () => {
    expect(verdict(problemOf([0, 0]), [0.5, 0.3, 0.7])).toBe("fails");
    expect(verdict(problemOf([0, 0]), [0, 0, 0])).toBe("holds");
    // No matrix but 0 fits, and one factor of 0 is enough.
    expect(verdict(problemOf([0, 0]), [0, 0, 0.7])).toBe("holds");
  });

  // f = ½(uv − y)² + μ(u + v), u = v: u³ − y u + μ = 0.
  test("the slope of an ℓ₁ penalty holds numbers at 0 and shrinks the others", () => {
    const problem = problemOf([1], { l1: 0.1 });
    let u = 1;
    for (let k = 0; k < 60; k++) u -= (u ** 3 - u + 0.1) / (3 * u * u - 1);
    expect(verdict(problem, [u, u])).toBe("holds");
    expect(verdict(problem, [1, 1])).toBe("fails");
    expect(verdict(problem, [0, 0])).toBe("holds");
    expect(verdict(problemOf([1], { l1: 0.1, ridge: 0.2 }), [u, u])).toBe("fails");
  });

  test("rank 0, one cell, points that are no numbers", () => {
    const { problem } = nonnegativeRankOneSensing({ isometryConstant: 0.3, rank: 1 });
    expect(verdict(problem.with({ rank: 0 }), [])).toBe("holds");
    expect(verdict(problem, [Number.NaN, 0])).toBe("undecided");
    expect(verdict(problem, [Number.POSITIVE_INFINITY, 0])).toBe("undecided");
    const cell = recoveryProblem({
      operator: fullObservation({ rows: 1, columns: 1 }),
      observed: Float64Array.of(4),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: nonnegativeSymmetric({ rows: 1, rank: 1 }),
    });
    expect(verdict(cell, [2])).toBe("holds");
    expect(verdict(cell, [2.1])).toBe("fails");
  });

  // One row and column: the derivative 1 − y/x has no units, whatever those of the counts.
  test.for([1, 1e6])("Kullback–Leibler, counts in units of %f", (unit) => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 2, columns: 1 }),
      observed: Float64Array.of(3 * unit, 5 * unit),
      loss: kullbackLeibler(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: nonnegative({ rows: 2, columns: 1, rank: 1 }),
    });
    expect(verdict(problem, [3 * unit, 5 * unit, 1])).toBe("holds");
    expect(verdict(problem, [3.001 * unit, 5 * unit, 1])).toBe("fails");
  });
});
