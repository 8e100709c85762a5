import fc from "fast-check";
import { expect, test } from "vitest";
import { matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { largestMagnitude } from "../../src/linalg/norm.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import cases from "../fixtures/linalg/symmetric-eigen.json" with { type: "json" };
import { fromFixture, gaussianMatrix, largestDifference, orthonormalityError, scaleColumns } from "./compare.ts";

test.each(cases)("the eigenvalues are LAPACK's: $name", ({ matrix: fixture, eigenvalues }) => {
  const { values } = symmetricEigen(fromFixture(fixture));
  const scale = largestMagnitude(values);
  expect(largestDifference(values, eigenvalues)).toBeLessThan(1e-13 * scale);
});

test("eigenvectors are orthonormal, values ascend, and W Λ Wᵀ is the matrix", () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, fc.integer({ min: 0, max: 40 }), fc.nat(1000), (n, rank, seed) => {
      const g = gaussianMatrix(n, rank, seed);
      const signs = Float64Array.from({ length: rank }, (_, k) => (k % 3 === 0 ? -1 : 1));
      const a = multiply(scaleColumns(g, signs), transpose(g));
      const { values, vectors } = symmetricEigen(a);
      expect(orthonormalityError(vectors)).toBeLessThan(1e-13);
      expect([...values]).toEqual([...values].sort((x, y) => x - y));
      const back = multiply(scaleColumns(vectors, values), transpose(vectors));
      expect(largestDifference(back.data, a.data)).toBeLessThanOrEqual(1e-13 * largestMagnitude(values));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("the second difference matrix has its known eigenvalues 2 − 2 cos(πk/(n + 1))", () => {
  const n = 50;
  const a = matrix(n, n);
  for (let i = 0; i < n; i++) {
    a.data[i * n + i] = 2;
    if (i > 0) a.data[i * n + i - 1] = -1;
  }
  const expected = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)));
  expect(largestDifference(symmetricEigen(a).values, expected)).toBeLessThan(1e-13);
});

test("matrices that have no symmetric eigenvalues are refused", () => {
  expect(() => symmetricEigen(matrix(2, 3))).toThrow(/must be square, got 2×3/);
  expect(() => symmetricEigen(matrix(1, 1, Float64Array.of(Number.NaN)))).toThrow(/must be finite/);
  expect(symmetricEigen(matrix(0, 0)).values).toHaveLength(0);
});
