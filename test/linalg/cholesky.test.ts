import fc from "fast-check";
import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { cholesky, choleskySolve } from "../../src/linalg/cholesky.ts";
import { identity, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { largestMagnitude, norm } from "../../src/linalg/norm.ts";
import cases from "../fixtures/linalg/positive-definite.json" with { type: "json" };
import { fromFixture, gaussianMatrix, largestDifference } from "./compare.ts";

test.each(cases)("factor and solution are LAPACK's: $name", ({ name, matrix: fixture, right, solution, factor }) => {
  const a = fromFixture(fixture);
  // The condition numbers are about 1e2 and 2e6.
  const tolerance = name === "gram" ? 1e-13 : 1e-10;
  expect(largestDifference(finish(cholesky(a))!.data, factor)).toBeLessThan(tolerance * norm(a.data));
  const own = choleskySolve(a, Float64Array.from(right))!;
  expect(largestDifference(own, solution)).toBeLessThan(tolerance * norm(Float64Array.from(solution)));
});

test("L is lower triangular with L Lᵀ = A at every size around the panels; only the lower triangle is read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 110 }), fc.nat(1000), (n, seed) => {
      const g = gaussianMatrix(n, n, seed);
      const a = multiply(g, transpose(g));
      for (let i = 0; i < n; i++) a.data[i * n + i] += 1;
      const half = matrix(
        n,
        n,
        a.data.map((value, at) => (at % n > Math.floor(at / n) ? Number.NaN : value)),
      );
      const lower = finish(cholesky(half))!;
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) if (lower.data[i * n + j] !== 0) expect.fail(`entry ${i}, ${j} is not 0`);
      }
      const back = multiply(lower, transpose(lower));
      expect(largestDifference(back.data, a.data)).toBeLessThan(1e-14 * n * largestMagnitude(a.data));
    }),
    { seed: 1, numRuns: 40 },
  );
});

test("what is not positive definite has no factor, wherever the pivot fails", () => {
  for (const bad of [0, 31, 32, 79]) {
    for (const value of [-1e-3, 0, Number.NaN]) {
      const a = identity(80);
      a.data[81 * bad] = value;
      expect(finish(cholesky(a))).toBeUndefined();
      expect(choleskySolve(a, new Float64Array(80))).toBeUndefined();
    }
  }
  expect(() => finish(cholesky(matrix(2, 3)))).toThrow(/must be square, got 2×3/);
});

test("a large factorization can be paused", () => {
  const steps = cholesky(identity(200));
  let pauses = 0;
  while (!steps.next().done) pauses++;
  expect(pauses).toBeGreaterThan(10);
});
