import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { nonnegative, nonnegativeSymmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { randomStart, spectralStart } from "../../src/starts/index.ts";

/** scikit-learn's NNDSVD; see make.py beside it. */
const { x, w, h } = JSON.parse(readFileSync(new URL("../fixtures/starts/nndsvd.json", import.meta.url), "utf8")) as {
  [name in "x" | "w" | "h"]: number[][];
};
const [rows, columns, rank] = [x.length, x[0].length, h.length];
const problem = recoveryProblem({
  operator: fullObservation({ rows, columns }),
  observed: Float64Array.from(x.flat()),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: nonnegative({ rows, columns, rank }),
});

/** Column c of a row-major factor, at length 1. */
function column(factor: ArrayLike<number>, c: number): Float64Array {
  const values = Float64Array.from({ length: factor.length / rank }, (_, i) => factor[i * rank + c]);
  return values.map((value) => value / norm(values));
}

describe("the spectral start of nonnegative factors", () => {
  const { left, right } = problem.parametrization.parts(finish(spectralStart(problem)));

  test("is scikit-learn's NNDSVD, column by column, each pair of equal length", () => {
    for (let c = 0; c < rank; c++) {
      const [a, b] = [column(left, c), column(right, c)];
      const theirs = [
        column(w.flat(), c),
        column(
          h[0].flatMap((_, j) => h.map((row) => row[j])),
          c,
        ),
      ];
      // theirs are dropped to 0 below 1e-6.
      expect(norm(a.map((value, i) => value - theirs[0][i]))).toBeLessThan(1e-3);
      expect(norm(b.map((value, j) => value - theirs[1][j]))).toBeLessThan(1e-3);
      const length = (factor: ArrayLike<number>) =>
        norm(Float64Array.from({ length: factor.length / rank }, (_, i) => factor[i * rank + c]));
      expect(length(left) / length(right)).toBeCloseTo(1, 10);
    }
  });
});

test("a random start of nonnegative factors is positive and of the size of the data", () => {
  const point = randomStart(problem, { seed: 2 });
  expect(point.every((value) => value > 0)).toBe(true);
  const { left, right } = problem.parametrization.parts(point);
  const mean = (of: ArrayLike<number>) => Array.from(of).reduce((sum, value) => sum + value, 0) / of.length;
  const entry = (rank * (mean(left) * mean(right))) / mean(x.flat());
  // E|g|² = 2/π of each product.
  expect(entry).toBeGreaterThan(0.3);
  expect(entry).toBeLessThan(1.2);
  const square = recoveryProblem({
    ...problem,
    operator: fullObservation({ rows: 7, columns: 7 }),
    observed: new Float64Array(49).fill(2),
    parametrization: nonnegativeSymmetric({ rows: 7, rank: 2 }),
  });
  expect(randomStart(square, { scale: 1e-3 }).every((value) => value > 0 && value < 0.01)).toBe(true);
});
