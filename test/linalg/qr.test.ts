import fc from "fast-check";
import { expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { qr } from "../../src/linalg/qr.ts";
import cases from "../fixtures/linalg/qr.json" with { type: "json" };
import { fromFixture, largestDifference, matrixOfRank, orthonormalityError, scaleColumns } from "./compare.ts";

test.each(cases)("R's diagonal is LAPACK's: $name", ({ matrix: fixture, rDiagonal }) => {
  const { r } = qr(fromFixture(fixture));
  rDiagonal.forEach((expected, i) => {
    const own = r.data[i * r.columns + i];
    expect(Math.abs(own - expected), `entry ${i}`).toBeLessThan(1e-12 * Math.abs(expected));
  });
});

test("Q is orthonormal, R triangular and Q R the matrix, at any shape, rank and scale of the columns", () => {
  const size = fc.integer({ min: 1, max: 30 });
  const grades = fc.array(fc.integer({ min: -150, max: 150 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 0, max: 30 }), fc.nat(1000), grades, (m, n, rank, seed, exponents) => {
      const scales = exponents.map((exponent) => 10 ** exponent);
      const a = scaleColumns(matrixOfRank(m, n, rank, seed), scales);
      const { q, r } = qr(a);
      expect(orthonormalityError(q)).toBeLessThan(1e-13);
      for (let i = 0; i < r.rows; i++) {
        for (let j = 0; j < i; j++) expect(r.data[i * n + j]).toBe(0);
      }
      const product = multiply(q, r);
      for (let j = 0; j < n; j++) {
        const column = Float64Array.from({ length: m }, (_, i) => a.data[i * n + j]);
        const back = Float64Array.from({ length: m }, (_, i) => product.data[i * n + j]);
        expect(largestDifference(back, column)).toBeLessThanOrEqual(1e-13 * norm(column));
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a zero matrix has an orthonormal Q, a matrix without columns an empty one", () => {
  const { q, r } = qr(matrix(9, 4));
  expect(orthonormalityError(q)).toBe(0);
  expect(r.data).toEqual(new Float64Array(16));
  expect(qr(matrix(3, 0)).q).toEqual(matrix(3, 0));
});
