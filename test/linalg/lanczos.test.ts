import fc from "fast-check";
import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { lanczosBidiagonalization } from "../../src/linalg/lanczos.ts";
import { denseMap } from "../../src/linalg/linear-map.ts";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { qr } from "../../src/linalg/qr.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { gaussianMatrix, largestDifference, matrixOfRank, orthonormalityError, scaleColumns } from "./compare.ts";

function run(a: Matrix, steps: number, seed = 1) {
  const state = lanczosBidiagonalization(denseMap(a), { random: random(seed), stop: (now) => now.steps === steps });
  return finish(state);
}

test("the map of a dense matrix is its product", () => {
  const a = gaussianMatrix(5, 3, 1);
  const [x, y] = [gaussianMatrix(3, 1, 2), gaussianMatrix(5, 1, 3)];
  const [product, back] = [new Float64Array(5).fill(7), new Float64Array(3).fill(7)];
  finish(denseMap(a).apply(x.data, product));
  finish(denseMap(a).applyTransposed(y.data, back));
  expect(largestDifference(product, multiply(a, x).data)).toBeLessThan(1e-14);
  expect(largestDifference(back, multiply(transpose(a), y).data)).toBeLessThan(1e-14);
});

test("run to its end it gives every nonzero singular value and orthonormal vectors, at any shape and rank", () => {
  const size = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 0, max: 20 }), fc.nat(1000), (m, n, rank, seed) => {
      const a = matrixOfRank(m, n, rank, seed);
      const expected = svd(a).singularValues;
      const state = run(a, Number.POSITIVE_INFINITY, seed + 5000);
      expect(state.exhausted).toBe(true);
      expect(state.steps).toBeLessThanOrEqual(n);
      const scale = expected[0] || 1;
      const { values, residuals } = state.ritz();
      const [u, v] = [state.triples(20).u, state.triples(20).v];
      expect(orthonormalityError(u)).toBeLessThan(1e-12);
      expect(orthonormalityError(v)).toBeLessThan(1e-12);
      const back = multiply(scaleColumns(u, state.triples(20).singularValues), transpose(v));
      expect(largestDifference(back.data, a.data)).toBeLessThan(1e-12 * scale);
      expect([...residuals].every((residual) => residual === 0)).toBe(true);
      // From squares: what is below 1e-7 of the largest is not known.
      values.forEach((value, i) => {
        expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1e-7 * scale);
      });
    }),
    { seed: 1, numRuns: 150 },
  );
});

test("stopped early, the residuals are those of the triples and bound the distance to a singular value", () => {
  const a = gaussianMatrix(60, 40, 5);
  const exact = svd(a).singularValues;
  for (const steps of [1, 2, 5, 12, 30]) {
    const state = run(a, steps);
    expect(state.steps).toBe(steps);
    expect(state.exhausted).toBe(false);
    const { values, residuals } = state.ritz();
    const { u, singularValues, v } = state.triples(steps);
    const [av, atu] = [multiply(a, v), multiply(transpose(a), u)];
    for (let k = 0; k < steps; k++) {
      const column = (of: Matrix) => Float64Array.from({ length: of.rows }, (_, i) => of.data[i * of.columns + k]);
      const [uk, vk] = [column(u), column(v)];
      expect(Math.abs(singularValues[k] / values[k] - 1)).toBeLessThan(1e-11);
      expect(norm(column(av).map((value, i) => value - values[k] * uk[i]))).toBeLessThan(1e-11);
      const residual = norm(column(atu).map((value, i) => value - values[k] * vk[i]));
      expect(Math.abs(residual - residuals[k])).toBeLessThan(1e-11);
      expect(Math.min(...exact.map((value) => Math.abs(value - values[k])))).toBeLessThan(residuals[k] + 1e-11);
      expect(values[k]).toBeLessThan(exact[k] + 1e-11);
    }
  }
});

test("leading triples of a graded spectrum come out to 1e-12 of themselves, small ones too", () => {
  const exact = Float64Array.from({ length: 30 }, (_, k) => 10 ** (-k / 3));
  const a = multiply(scaleColumns(qr(gaussianMatrix(50, 30, 1)).q, exact), transpose(qr(gaussianMatrix(30, 30, 2)).q));
  const { singularValues } = run(a, 25).triples(12);
  singularValues.forEach((value, k) => {
    expect(Math.abs(value / exact[k] - 1), `value ${k}`).toBeLessThan(1e-15 / exact[k] + 1e-12);
  });
});

test("the same seed gives the same bits, another seed another start", () => {
  const a = gaussianMatrix(20, 10, 1);
  expect(run(a, 3, 1).triples(2)).toEqual(run(a, 3, 1).triples(2));
  expect(run(a, 3, 2).ritz().values[0]).not.toBe(run(a, 3, 1).ritz().values[0]);
});

test("zero and empty maps end at once, a map that is not finite is refused", () => {
  const zero = run(matrix(4, 3), 10);
  expect(zero).toMatchObject({ steps: 1, exhausted: true });
  expect([...zero.ritz().values]).toEqual([0]);
  expect(run(matrix(4, 0), 10)).toMatchObject({ steps: 0, exhausted: true });
  expect(() => run(matrix(1, 1, Float64Array.of(Number.NaN)), 2)).toThrow(/not finite/);
});

test("work can be paused: a step yields at least once a side and once between steps", () => {
  const steps = lanczosBidiagonalization(denseMap(gaussianMatrix(6, 6, 1)), {
    random: random(1),
    stop: ({ steps }) => steps === 4,
  });
  let pauses = 0;
  while (!steps.next().done) pauses++;
  expect(pauses).toBe(4 * 2 + 3);
});
