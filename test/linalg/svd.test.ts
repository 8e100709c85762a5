import fc from "fast-check";
import { expect, test } from "vitest";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { lowRankSvd, nuclearNorm, type Svd, svd } from "../../src/linalg/svd.ts";
import cases from "../fixtures/linalg/svd.json" with { type: "json" };
import {
  fromFixture,
  gaussianMatrix,
  largestDifference,
  matrixOfRank,
  orthonormalityError,
  scaleColumns,
} from "./compare.ts";

/** ‖A − U Σ Vᵀ‖_max / σ₁ at most `tolerance`, orthonormal U and V, values descending and not negative. */
function expectSvdOf(a: Matrix, { u, singularValues, v }: Svd, tolerance: number): void {
  expect(orthonormalityError(u)).toBeLessThan(tolerance);
  expect(orthonormalityError(v)).toBeLessThan(tolerance);
  expect([...singularValues]).toEqual([...singularValues].sort((x, y) => y - x));
  for (const value of singularValues) expect(value).toBeGreaterThanOrEqual(0);
  const scale = singularValues[0] || 1;
  const relative = singularValues.map((value) => value / scale);
  const back = multiply(scaleColumns(u, relative), transpose(v));
  const expected = a.data.map((value) => value / scale);
  expect(largestDifference(back.data, expected)).toBeLessThan(tolerance);
}

test.each(cases.normWise)("singular values are LAPACK's to 1e-13 σ₁: $name", ({ matrix: fixture, singularValues }) => {
  const a = fromFixture(fixture);
  const own = svd(a);
  expect(largestDifference(own.singularValues, singularValues)).toBeLessThan(1e-13 * singularValues[0]);
  expectSvdOf(a, own, 1e-13);
});

test.each(cases.relative)(
  "every singular value over twelve orders is right to 1e-13 of itself: $name",
  ({ matrix: fixture, singularValues }) => {
    const a = fromFixture(fixture);
    const own = svd(a);
    own.singularValues.forEach((value, i) => {
      expect(Math.abs(value / singularValues[i] - 1), `value ${i}`).toBeLessThan(1e-13);
    });
    expectSvdOf(a, own, 1e-13);
  },
);

test("any shape and rank gives an SVD", () => {
  const size = fc.integer({ min: 1, max: 25 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 0, max: 25 }), fc.nat(1000), (m, n, rank, seed) => {
      const a = matrixOfRank(m, n, rank, seed);
      const own = svd(a);
      expect(own.singularValues).toHaveLength(Math.min(m, n));
      expectSvdOf(a, own, 2e-13);
      const beyondRank = own.singularValues.subarray(rank);
      for (const value of beyondRank) expect(value).toBeLessThanOrEqual(1e-13 * own.singularValues[0]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("entries of every size, and matrices with zero rows and columns, give an SVD", () => {
  const entry = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(entry, { minLength: 36, maxLength: 36 }),
      (m, n, entries) => {
        const a = matrix(m, n, Float64Array.from(entries.slice(0, m * n)));
        expectSvdOf(a, svd(a), 1e-13);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test("a zero matrix has orthonormal factors, and what is not finite is refused", () => {
  const zero = matrix(5, 3);
  expectSvdOf(zero, svd(zero), 1e-15);
  expect([...svd(zero).singularValues]).toEqual([0, 0, 0]);
  expect(() => svd(matrix(1, 1, Float64Array.of(Number.POSITIVE_INFINITY)))).toThrow(/must be finite/);
});

test("the SVD of L Rᵀ is that of the product, also where r exceeds the sizes or the factors lack rank", () => {
  const size = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 1, max: 15 }), size, fc.nat(1000), (m, n, r, rank, seed) => {
      const factors = { left: matrixOfRank(m, r, rank, seed), right: gaussianMatrix(n, r, seed + 7) };
      const product = multiply(factors.left, transpose(factors.right));
      const own = lowRankSvd(factors);
      expect(own.singularValues).toHaveLength(Math.min(m, n, r));
      expectSvdOf(product, own, 2e-13);
      const expected = svd(product).singularValues.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(nuclearNorm(factors) / expected - 1)).toBeLessThan(1e-13);
    }),
    { seed: 1, numRuns: 100 },
  );
});
