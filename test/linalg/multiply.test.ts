import fc from "fast-check";
import { expect, test } from "vitest";
import { identity, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../src/linalg/multiply.ts";
import { largestMagnitude, norm } from "../../src/linalg/norm.ts";
import { gaussianMatrix, largestDifference } from "./compare.ts";

const size = fc.integer({ min: 0, max: 11 });

test("products agree with the sums of the definition, at every size around the tiles and beyond a chunk", () => {
  fc.assert(
    fc.property(size, fc.oneof(size, fc.constant(300)), size, fc.nat(1000), (m, k, n, seed) => {
      const a = gaussianMatrix(m, k, seed);
      const b = gaussianMatrix(k, n, seed + 1);
      const expected = new Float64Array(m * n);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          for (let l = 0; l < k; l++) expected[i * n + j] += a.data[i * k + l] * b.data[l * n + j];
        }
      }
      expect(largestDifference(multiply(a, b).data, expected)).toBeLessThan(1e-12);
      expect(largestDifference(multiplyTransposed(transpose(a), b).data, expected)).toBeLessThan(1e-12);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("sizes that do not fit are refused", () => {
  expect(() => multiply(matrix(2, 3), matrix(2, 3))).toThrow(/A has 3 columns, B has 2 rows/);
  expect(() => multiplyTransposed(matrix(2, 3), matrix(3, 3))).toThrow(/A has 2 rows, B has 3/);
  expect(() => matrix(2, 3, new Float64Array(5))).toThrow(/5 numbers/);
});

test("the identity keeps a matrix, and transposing twice gives it back", () => {
  const a = gaussianMatrix(5, 7, 1);
  expect(multiply(a, identity(7)).data).toEqual(a.data);
  expect(transpose(transpose(a))).toEqual(a);
  expect([...identity(2, 3).data]).toEqual([1, 0, 0, 0, 1, 0]);
});

test("the norm survives numbers whose squares overflow, vanish or are not finite", () => {
  expect(norm(Float64Array.of(3, -4))).toBe(5);
  expect(norm(Float64Array.of(3e300, -4e300)) / 5e300).toBeCloseTo(1, 14);
  expect(norm(Float64Array.of(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 14);
  expect(norm(new Float64Array(0))).toBe(0);
  expect(norm(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY);
  expect(norm(Float64Array.of(1, Number.NaN, 2))).toBeNaN();
  expect(largestMagnitude(Float64Array.of(1, -7, 2))).toBe(7);
});
