import { describe, expect, test } from "vitest";
import { type Precision, referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { type Ridge, RowProblem } from "./row-problem.ts";
import { relativeDistance } from "./sample.ts";

/** Fewer, as many and more entries than unknowns, and more than one panel of 64. */
const lengths = [3, 0, 1, 150, 12, 5, 40, 64, 65, 0, 9, 80];
const counts = [0, 1, 2, 3, 4, 6, 8, 11, 16, 19, 33];
const same = { float64: 1e-12, float32: 1e-5 } as const;
const flat = { float64: 1e-12, float32: 1e-4 } as const;

describe.each<Precision>(["float64", "float32"])("rowSolve, %s", (precision) => {
  describe.each<Ridge>(["positive", "mixed"])("ridge %s", (ridge) => {
    test.each(counts)("%i columns: built = reference, the residual is the residual, the slope is zero", (count) => {
      for (const first of [0, 1]) {
        for (const [fixed, weighted, counted] of [
          [false, false, false],
          [true, true, true],
          [true, false, true],
          [false, true, false],
        ]) {
          const problem = new RowProblem({ precision, count, first, ridge, lengths, fixed, weighted, counted });
          const built = problem.solve(wasmKernels);
          const reference = problem.solve(referenceKernels);
          expect(built.failures + reference.failures).toBe(0);
          expect(relativeDistance(built.own, reference.own)).toBeLessThan(same[precision]);
          expect(relativeDistance(built.residual, reference.residual)).toBeLessThan(same[precision]);
          for (const { own, residual } of [built, reference]) {
            const worst = problem.check(own, residual);
            expect(worst.residual).toBeLessThan(flat[precision] / 10);
            expect(worst.slope).toBeLessThan(ridge === "positive" ? flat[precision] : Math.max(1e-10, flat[precision]));
          }
        }
      }
    });
  });
});

describe.each<Precision>(["float64", "float32"])("rowSolve at the edges, %s", (precision) => {
  const exact = { float64: 1e-10, float32: 1e-4 } as const;

  test("a panel longer than one chunk, in either form", () => {
    const problem = new RowProblem({ precision, count: 140, first: 1, ridge: "positive", lengths: [100, 10, 159] });
    const built = problem.solve(wasmKernels);
    expect(relativeDistance(built.own, problem.solve(referenceKernels).own)).toBeLessThan(same[precision]);
    expect(problem.check(built.own, built.residual).slope).toBeLessThan(flat[precision]);
  });

  test("without ridge, more entries than unknowns: the least squares solution", () => {
    const problem = new RowProblem({ precision, count: 6, first: 0, ridge: "none", lengths: [20, 90, 40] });
    const built = problem.solve(wasmKernels);
    const reference = problem.solve(referenceKernels);
    expect(relativeDistance(built.own, reference.own)).toBeLessThan(exact[precision]);
    expect(problem.check(built.own, built.residual).slope).toBeLessThan(exact[precision]);
  });

  test("without ridge, fewer entries than unknowns: an exact fit that stays where the entries say nothing", () => {
    const problem = new RowProblem({ precision, count: 16, first: 0, ridge: "none", lengths: [1, 4, 9] });
    for (const implementation of [wasmKernels, referenceKernels]) {
      const { own, residual, failures } = problem.solve(implementation);
      expect(failures).toBe(0);
      expect(Math.max(...residual.map(Math.abs))).toBeLessThan(exact[precision]);
      const { sample, stride } = problem;
      const [index, other] = [sample.copy(problem.index), sample.copy(problem.other)];
      const only = other.slice(index[0] * stride, index[0] * stride + 16);
      const moved = own.slice(0, 16).map((value, c) => (value - problem.before[c]) / only[c]);
      for (const ratio of moved) expect(ratio / moved[0]).toBeCloseTo(1, precision === "float64" ? 9 : 3);
    }
    const [built, reference] = [problem.solve(wasmKernels), problem.solve(referenceKernels)];
    expect(relativeDistance(built.own, reference.own)).toBeLessThan(exact[precision]);
  });

  test("a row without entries goes to 0 where there is a ridge and stays where there is none", () => {
    const problem = new RowProblem({ precision, count: 5, first: 1, ridge: "mixed", lengths: [0] });
    for (const implementation of [wasmKernels, referenceKernels]) {
      const [before] = [problem.before];
      const { own, failures } = problem.solve(implementation);
      expect(failures).toBe(0);
      expect(own).toEqual(before.map((value, c) => (c >= 2 && c < 6 ? 0 : value)));
    }
  });

  test("entries that say nothing and no ridge: nothing moves and nothing fails", () => {
    const problem = new RowProblem({ precision, count: 5, first: 0, ridge: "none", lengths: [3, 12] });
    problem.sample.view(problem.other).fill(0);
    for (const implementation of [wasmKernels, referenceKernels]) {
      const { own, failures } = problem.solve(implementation);
      expect(failures).toBe(0);
      expect(own).toEqual(problem.before);
    }
  });

  test.each([3, 30])(
    "a row of %i entries with a number that is not finite is left, counted, and alone in that",
    (n) => {
      const problem = new RowProblem({ precision, count: 8, first: 0, ridge: "positive", lengths: [5, n, 20] });
      problem.sample.view(problem.observed)[6] = Number.NaN;
      for (const implementation of [wasmKernels, referenceKernels]) {
        const { own, failures } = problem.solve(implementation);
        const row = (numbers: readonly number[], i: number) =>
          numbers.slice(i * problem.stride, (i + 1) * problem.stride);
        expect(failures).toBe(1);
        expect(row(own, 1)).toEqual(row(problem.before, 1));
        for (const i of [0, 2]) {
          expect(row(own, i).every(Number.isFinite)).toBe(true);
          expect(row(own, i)).not.toEqual(row(problem.before, i));
        }
      }
    },
  );

  test("a nearly singular system is solved all the same", () => {
    const problem = new RowProblem({
      precision,
      count: 7,
      first: 0,
      ridge: "positive",
      lengths: [60, 9],
      counted: true,
    });
    problem.sample.view(problem.index).fill(11);
    for (const block of [problem.fixedRidge, problem.scaledRidge]) problem.sample.view(block).fill(1e-13);
    const { own, failures } = problem.solve(wasmKernels);
    expect(failures).toBe(0);
    expect(own.every(Number.isFinite)).toBe(true);
  });

  test("ridges of very different size cost no digits", () => {
    const problem = new RowProblem({ precision, count: 12, first: 0, ridge: "positive", lengths: [4, 8] });
    problem.sample.view(problem.fixedRidge)[0] = 1e-10;
    problem.sample.view(problem.scaledRidge)[0] = 0;
    const [built, reference] = [problem.solve(wasmKernels), problem.solve(referenceKernels)];
    expect(relativeDistance(built.own, reference.own)).toBeLessThan(same[precision]);
  });
});
