import { expect, test } from "vitest";
import { polynomial, realRoots } from "../../../src/landscape/line/real-roots.ts";
import { numberOf, powerOf, productOf, signedLog, sumOf } from "../../../src/landscape/oracle/signed-log.ts";
import { random } from "../../../src/linalg/random.ts";

/** Coefficients of c·Π (t − root). */
function withRoots(roots: readonly number[], leading: number): number[] {
  let c = [leading];
  for (const root of roots) {
    const raised = [0, ...c];
    for (const [k, x] of c.entries()) raised[k] -= root * x;
    c = raised;
  }
  return c;
}

test("the roots of planted cubics and quartics, from 1e-8 to 1e8", () => {
  const draw = random(1);
  for (let run = 0; run < 500; run++) {
    const roots = Array.from(
      { length: 3 + (run % 2) },
      () => (draw.uniform() < 0.5 ? -1 : 1) * 10 ** (16 * draw.uniform() - 8),
    );
    roots.sort((a, b) => a - b);
    const found = realRoots(withRoots(roots, draw.gaussian()));
    expect(found.length).toBe(roots.length);
    found.forEach((root, k) => {
      expect(Math.abs(root / roots[k] - 1)).toBeLessThan(1e-6);
    });
  }
});

test("a root is where the sign changes: between a root and its neighbours in the last bit", () => {
  const c = [-2, 0, 1];
  const [low, high] = realRoots(c);
  expect([low, high]).toEqual([-Math.SQRT2, Math.SQRT2].map((x) => expect.closeTo(x, 15)));
  expect(polynomial(c, high - 1e-15) * polynomial(c, high + 1e-15)).toBeLessThan(0);
});

test("no roots: constants, touching, nothing, not finite; leading zeros do not matter", () => {
  expect(realRoots([3])).toEqual([]);
  expect(realRoots([])).toEqual([]);
  expect(realRoots([0, 0, 0])).toEqual([]);
  expect(realRoots([1, 0, 1])).toEqual([]);
  expect(realRoots([Number.NaN, 1])).toEqual([]);
  expect(realRoots([-6, 2, 0, 0])).toEqual([3]);
});

test("numbers by sign and logarithm add, multiply and take powers as numbers do", () => {
  const draw = random(2);
  for (let run = 0; run < 200; run++) {
    const [a, b, c] = [draw.gaussian(), draw.gaussian(), run % 5 === 0 ? 0 : draw.gaussian()];
    const [x, y, z] = [a, b, c].map(signedLog);
    expect(numberOf(sumOf([x, y, z]))).toBeCloseTo(a + b + c, 12);
    expect(numberOf(productOf(x, y, z))).toBeCloseTo(a * b * c, 12);
    for (const power of [1, 2, 3, 7]) expect(numberOf(powerOf(z, power))).toBeCloseTo(c ** power, 9);
  }
  const large = powerOf(signedLog(-10), 501);
  expect(numberOf(sumOf([large, powerOf(signedLog(10), 501), signedLog(2)]))).toBe(0);
  expect(numberOf(large)).toBe(Number.NEGATIVE_INFINITY);
});
