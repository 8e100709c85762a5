import fc from "fast-check";
import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { denseMap } from "../../src/linalg/linear-map.ts";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { symmetricLanczos } from "../../src/linalg/symmetric-lanczos.ts";
import { gaussianMatrix, orthonormalityError, scaleColumns } from "./compare.ts";

function symmetric(size: number, rank: number, seed: number): Matrix {
  const g = gaussianMatrix(size, rank, seed);
  const signs = Float64Array.from({ length: rank }, (_, k) => (k % 2 === 0 ? -1 : 1));
  return multiply(scaleColumns(g, signs), transpose(g));
}

function run(a: Matrix, steps: number, project?: (x: Float64Array) => void) {
  const map = { size: a.rows, apply: denseMap(a).apply };
  const stop = (state: { steps: number }) => state.steps === steps;
  return finish(symmetricLanczos(map, { random: random(123_456), stop, ...(project && { project }) }));
}

test("run to its end it finds the extreme eigenvalues at any rank", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), fc.nat(1000), (n, rank, seed) => {
      const a = symmetric(n, rank, seed);
      const exact = symmetricEigen(a).values;
      const state = run(a, Number.POSITIVE_INFINITY);
      expect(state.exhausted).toBe(true);
      const { values } = state.ritz();
      const scale = Math.max(1e-10, ...exact.map(Math.abs));
      expect(Math.abs(values[0] - exact[0])).toBeLessThan(1e-12 * scale);
      expect(Math.abs(values[values.length - 1] - exact[n - 1])).toBeLessThan(1e-12 * scale);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("stopped early, its pairs have the residuals that it says and lie inside the spectrum", () => {
  const a = symmetric(50, 50, 3);
  const exact = symmetricEigen(a).values;
  for (const steps of [1, 4, 20]) {
    const state = run(a, steps);
    const { values, residuals } = state.ritz();
    const { vectors } = state.pairs();
    expect(orthonormalityError(vectors)).toBeLessThan(1e-13);
    expect(values[0]).toBeGreaterThan(exact[0] - 1e-11);
    expect(values[steps - 1]).toBeLessThan(exact[49] + 1e-11);
    const images = multiply(a, vectors);
    for (let k = 0; k < steps; k++) {
      const at = (i: number) => i * steps + k;
      const residual = norm(
        Float64Array.from({ length: 50 }, (_, i) => images.data[at(i)] - values[k] * vectors.data[at(i)]),
      );
      expect(Math.abs(residual - residuals[k])).toBeLessThan(1e-11);
      expect(Math.min(...exact.map((value) => Math.abs(value - values[k])))).toBeLessThan(residuals[k] + 1e-11);
    }
  }
});

test("a projection keeps it inside its subspace", () => {
  const a = matrix(5, 5);
  [-9, 1, 2, 3, 4].forEach((value, i) => {
    a.data[6 * i] = value;
  });
  const state = run(a, 10, (x) => {
    x[0] = 0;
  });
  expect(state.steps).toBe(4);
  expect(state.ritz().values[0]).toBeCloseTo(1, 12);
  const nothing = run(a, 10, (x) => {
    x.fill(0);
  });
  expect(nothing).toMatchObject({ steps: 0, exhausted: true });
});

test("a map that is not finite is refused", () => {
  expect(() => run(matrix(2, 2, Float64Array.of(1, 0, 0, Number.NaN)), 2)).toThrow(/not finite/);
});
