import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { lanczosBidiagonalization } from "../../src/linalg/lanczos.ts";
import { eigenvalueBounds, normBound } from "../../src/linalg/lanczos-bounds.ts";
import { denseMap } from "../../src/linalg/linear-map.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricLanczos } from "../../src/linalg/symmetric-lanczos.ts";

test("the bound solves 1.648 √n exp(−(2k−1) √(1 − θ²/σ̄²)) = failure probability", () => {
  for (const [ritz, steps, dimension, failureProbability] of [
    [1, 30, 1000, 1e-6],
    [5e-3, 65, 9000, 1e-6],
    [2, 12, 50, 0.01],
  ]) {
    const bound = normBound({ ritz, steps, dimension, failureProbability });
    const probability = 1.648 * Math.sqrt(dimension) * Math.exp(-(2 * steps - 1) * Math.sqrt(1 - (ritz / bound) ** 2));
    expect(probability / failureProbability).toBeCloseTo(1, 8);
    expect(bound).toBeGreaterThan(ritz);
  }
});

test("too few steps bound nothing, an exhausted Krylov space is the norm", () => {
  const common = { ritz: 3, dimension: 1000, failureProbability: 1e-6 };
  for (const steps of [0, 1, 9]) expect(normBound({ ...common, steps })).toBe(Number.POSITIVE_INFINITY);
  expect(normBound({ ...common, steps: 10 })).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(normBound({ ...common, steps: Number.POSITIVE_INFINITY })).toBe(3);
  expect(normBound({ ...common, ritz: 0, steps: 20 })).toBe(0);
  const few = { smallest: -1, largest: 1, steps: 12, dimension: 1000, failureProbability: 1e-6 };
  expect(eigenvalueBounds(few)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY });
});

// A diagonal map is all that the theory sees: the start's law does not change under rotations.
const dimension = 400;
const spectra = {
  "one value stands out": (i: number) => (i === 0 ? 1 : 0.5 * (i / dimension)),
  "hard: crowded below the largest": (i: number) => 1 - 3e-4 * i,
  "uniform with both signs": (i: number) => 1 - (2 * i) / (dimension - 1),
};

test.each(Object.entries(spectra))("the bounds fail no more often than they say: %s", (_, value) => {
  const diagonal = Float64Array.from({ length: dimension }, (_, i) => value(i));
  const norm = Math.max(...diagonal.map(Math.abs));
  const [least, most] = [Math.min(...diagonal), Math.max(...diagonal)];
  const failureProbability = 0.05;
  const map = {
    rows: dimension,
    columns: dimension,
    size: dimension,
    *apply(x: Float64Array, out: Float64Array) {
      for (let i = 0; i < dimension; i++) out[i] = diagonal[i] * x[i];
      yield;
    },
    applyTransposed: (y: Float64Array, out: Float64Array) => map.apply(y, out),
  } as const;
  let failures = 0;
  let symmetricFailures = 0;
  const runs = 40;
  const steps = 8;
  const stop = (state: { steps: number }) => state.steps === steps;
  for (let seed = 0; seed < runs; seed++) {
    const ritz = finish(lanczosBidiagonalization(map, { random: random(seed), stop })).ritz().values[0];
    expect(ritz).toBeLessThanOrEqual(norm * (1 + 1e-14));
    if (normBound({ ritz, steps, dimension, failureProbability }) < norm) failures++;
    const { values } = finish(
      symmetricLanczos(map, { random: random(seed), stop: ({ steps }) => steps === 16 }),
    ).ritz();
    const [smallest, largest] = [values[0], values[values.length - 1]];
    const { lower, upper } = eigenvalueBounds({ smallest, largest, steps: 16, dimension, failureProbability });
    expect(Number.isFinite(lower)).toBe(true);
    if (lower > least || upper < most) symmetricFailures++;
  }
  // Expected at most 2 of 40; the theorem is far from tight.
  expect(failures).toBeLessThanOrEqual(4);
  expect(symmetricFailures).toBeLessThanOrEqual(4);
});

test("70 steps suffice for 1e-6 where the next singular value is 0.99 of the threshold (n = 9,000)", () => {
  const n = 9000;
  const diagonal = Float64Array.from({ length: n }, (_, i) => 0.99 * Math.sqrt(1 - i / n));
  const map = {
    rows: n,
    columns: n,
    *apply(x: Float64Array, out: Float64Array) {
      for (let i = 0; i < n; i++) out[i] = diagonal[i] * x[i];
      yield;
    },
    applyTransposed: (y: Float64Array, out: Float64Array) => map.apply(y, out),
  } as const;
  const state = finish(lanczosBidiagonalization(map, { random: random(1), stop: ({ steps }) => steps === 70 }));
  const bound = normBound({ ritz: state.ritz().values[0], steps: 70, dimension: n, failureProbability: 1e-6 });
  expect(bound).toBeGreaterThan(0.99);
  expect(bound).toBeLessThan(1);
});

test("an exhausted run of a small matrix with a zero map has bound 0", () => {
  const zero = denseMap(matrix(3, 3));
  const state = finish(lanczosBidiagonalization(zero, { random: random(1), stop: () => false }));
  const ritz = state.ritz().values[0];
  expect(normBound({ ritz, steps: Number.POSITIVE_INFINITY, dimension: 3, failureProbability: 1e-6 })).toBe(0);
});
