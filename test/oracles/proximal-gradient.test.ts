import { describe, expect, test } from "vitest";
import { jointInstances, plantedInstances } from "./fixtures.ts";
import { jacobi } from "./jacobi.ts";
import { objectiveAt, proximalGradient } from "./proximal-gradient.ts";

describe("jacobi", () => {
  test("finds singular values known in closed form, tall and wide", () => {
    // The second-difference matrix of order n has eigenvalues 2 − 2 cos(kπ/(n+1)).
    const n = 12;
    const A = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      A[i * n + i] = 2;
      if (i > 0) A[i * n + i - 1] = A[(i - 1) * n + i] = -1;
    }
    const { values } = jacobi(A, n, n);
    for (let k = 1; k <= n; k++) expect(values[n - k]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 13);
    expect(Array.from(jacobi(new Float64Array([3, 0, 4, 0, 0, 0]), 3, 2).values)).toEqual([5, 0]);
    expect(Array.from(jacobi(new Float64Array([3, 4, 0, 0, 0, 0]), 2, 3).values)).toEqual([5, 0]);
    expect(Array.from(jacobi(new Float64Array(6), 2, 3).values)).toEqual([0, 0]);
  });

  test("rebuilds the matrix, also from a warm basis", () => {
    for (const [rows, columns] of [
      [7, 4],
      [4, 7],
    ]) {
      const warm = {};
      for (let shift = 0; shift < 5; shift++) {
        const A = Float64Array.from({ length: 28 }, (_, k) => Math.sin(k * k + 0.01 * shift));
        const back = jacobi(A, rows, columns, warm).rebuild((sigma) => sigma);
        for (let k = 0; k < 28; k++) expect(back[k]).toBeCloseTo(A[k], 13);
      }
    }
  });
});

describe("proximalGradient agrees with the stored optima of NumPy", () => {
  for (const instance of jointInstances()) {
    test(instance.name, () => {
      const { problem, X } = instance;
      const optimum = proximalGradient(problem);
      expect(optimum.relativeGap).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(optimum.objective / instance.objective - 1)).toBeLessThan(2e-12);
      expect(optimum.rank).toBe(instance.rank);
      expect(optimum.nuclearNorm).toBeCloseTo(instance.nuclearNorm, 6);
      const norm = Math.max(1, ...X.map(Math.abs));
      for (let cell = 0; cell < X.length; cell++) expect(Math.abs(optimum.X[cell] - X[cell])).toBeLessThan(1e-6 * norm);
      expect(optimum.mean).toBeCloseTo(instance.fittedMean, 6);
      optimum.row.forEach((b, i) => {
        expect(b).toBeCloseTo(instance.fittedRowBias[i], 6);
      });
      optimum.column.forEach((c, j) => {
        expect(c).toBeCloseTo(instance.fittedColumnBias[j], 6);
      });
    });
  }

  for (const instance of plantedInstances().filter(({ seed }) => seed % 8 === 5)) {
    test(`planted, seed ${instance.seed}`, () => {
      const optimum = proximalGradient(instance.problem);
      expect(Math.abs(optimum.objective / instance.objective - 1)).toBeLessThan(2e-12);
      expect(optimum.rank).toBe(instance.rank);
      expect(optimum.gradientNorm).toBeCloseTo(instance.problem.ridge, 9);
    });
  }

  test("objectiveAt gives the stored optimum at the stored point, and more nearby", () => {
    for (const { problem, X, objective, ...stored } of jointInstances()) {
      const biases = {
        mean: stored.fittedMean,
        row: Float64Array.from(stored.fittedRowBias),
        column: Float64Array.from(stored.fittedColumnBias),
      };
      expect(Math.abs(objectiveAt(problem, X, biases) / objective - 1)).toBeLessThan(1e-12);
      const moved = X.map((x, cell) => x * (1 + 0.01 * Math.sin(cell)));
      if (X.some((x) => x !== 0)) expect(objectiveAt(problem, moved, biases)).toBeGreaterThan(objective);
    }
  });

  test("a repeated cell is the same as an entry weight", () => {
    const { problem } = jointInstances().find(({ name }) => name === "repeated entries")!;
    const each = Array.from(problem.values, (_, k) => Array(problem.weights![k]).fill(k)).flat();
    const pick = (x: ArrayLike<number>): number[] => each.map((k) => x[k]);
    const listed = proximalGradient({
      ...problem,
      rowIndex: pick(problem.rowIndex),
      columnIndex: pick(problem.columnIndex),
      values: pick(problem.values),
      weights: undefined,
    });
    expect(Math.abs(listed.objective / proximalGradient(problem).objective - 1)).toBeLessThan(2e-12);
  });

  test("says so where the gap is not reached", () => {
    expect(() => proximalGradient(jointInstances()[3].problem, { maxSteps: 3 })).toThrow(/relative gap/);
  });
});
