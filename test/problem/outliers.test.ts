import { describe, expect, test } from "vitest";
import { random } from "../../src/linalg/random.ts";
import { detectOutliers } from "../../src/problem/index.ts";

/** Gaussian residuals of a deviation, the first of them moved by at least `size`. */
function residuals(count: number, outliers: number, noise: number, size: number): Float64Array {
  const draw = random(7).fork("residuals");
  return Float64Array.from({ length: count }, (_, k) => {
    const sign = draw.uniform() < 0.5 ? -1 : 1;
    return noise * draw.gaussian() + (k < outliers ? sign * size * (1 + draw.uniform()) : 0);
  });
}

const firsts = (count: number) => Array.from({ length: count }, (_, k) => k);

describe.for([0, 0.01, 0.1, 0.3, 0.45])("outliers of a share %d", (share) => {
  test.for([1, 1e-12, 1e12])(
    "are found among gaussian residuals of deviation %d, and hardly anything else",
    (noise) => {
      const count = share * 4_000;
      const found = detectOutliers(residuals(4_000, count, noise, 20 * noise));
      expect(Array.from(found.indices.slice(0, count))).toEqual(firsts(count));
      // One of 4,000 residuals is hardly expected beyond; two never.
      expect(found.indices.length - count).toBeLessThan(2);
      expect(Math.abs(found.noise / noise - 1)).toBeLessThan(0.1);
      expect(found.threshold / found.noise).toBeCloseTo(Math.sqrt(2 * Math.log(4_000)), 12);
    },
  );

  test("are found where the rest is rounding, whose tails are long", () => {
    const draw = random(3).fork("tails");
    const count = share * 4_000;
    const sizes = residuals(4_000, count, 0, 1e-3).map((r, k) =>
      k < count ? r : 1e-15 * draw.gaussian() * draw.gaussian() * draw.gaussian(),
    );
    expect(Array.from(detectOutliers(sizes, { rounding: 1e-12 }).indices)).toEqual(firsts(count));
  });
});

test("a noise that is given is taken; zeros, one number and nothing at all are no outliers", () => {
  expect(Array.from(detectOutliers([0.1, -9, 0.2, 0.1], { noise: 1 }).indices)).toEqual([1]);
  for (const list of [[], [5], [0, 0, 0]]) {
    expect(Array.from(detectOutliers(list).indices)).toEqual([]);
  }
  // Most of them are 0: any other is an outlier.
  expect(Array.from(detectOutliers([0, 0, 0, 0, 0, 3, 0, 0]).indices)).toEqual([5]);
});

test("what a fit brought to 0 is no measure of the rest", () => {
  const fitted = 25;
  const draw = random(4).fork("fitted");
  const noise = Array.from({ length: 60 }, (_, k) => (k < fitted ? 1e-12 * draw.gaussian() : draw.gaussian()));
  expect(detectOutliers(noise).indices.length).toBeGreaterThan(30);
  expect(detectOutliers(noise, { fitted }).indices.length).toBe(0);
  expect(Array.from(detectOutliers([...noise, 99], { fitted }).indices)).toEqual([60]);
  for (const all of [61, 100]) expect(detectOutliers([...noise, 99], { fitted: all }).indices.length).toBe(0);
});

test("what is no number is refused", () => {
  expect(() => detectOutliers([1, Number.NaN])).toThrow("residuals: expected finite numbers; got NaN");
  expect(() => detectOutliers([1], { noise: -1 })).toThrow("noise: expected a number ≥ 0; got -1");
});
