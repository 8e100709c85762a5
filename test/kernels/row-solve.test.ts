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
