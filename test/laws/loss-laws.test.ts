import { describe, expect, test } from "vitest";
import { random } from "../../src/linalg/random.ts";
import { type Loss, losses } from "../../src/losses/index.ts";

/** Predictions and observations that the loss takes, its ends among them. */
function pairsOf({ observations, predictions }: Loss): (readonly [number, number])[] {
  return Array.from({ length: 60 }, (_, seed) => {
    const draw = random(seed).fork("loss");
    const [drawn, y] = [3 * draw.gaussian(), 3 * draw.gaussian()];
    // Away from the end of the domain, where differences can be taken.
    const x = predictions ? predictions.least + 0.5 + Math.abs(drawn) : drawn;
    if (!observations) return [x, y];
    const { least, most } = observations;
    if (seed % 6 === 0) return [x, least];
    return [x, most < 100 ? least + (most - least) * draw.uniform() : least + Math.abs(y)];
  });
}

/** sup_x z·x − ℓ(x, y) over a grid around y, as wide as takes the best point off its ends, then refined about that point. */
function conjugateByGrid(loss: Loss, z: number, y: number): number {
  let [middle, width] = [y, 20];
  let best = -Infinity;
  for (let passes = 0; passes < 6; ) {
    let [at, atEnd] = [middle, false];
    for (let k = -200; k <= 200; k++) {
      const x = middle + (width * k) / 200;
      const value = z * x - loss.value(x, y);
      if (value > best) [best, at, atEnd] = [value, x, Math.abs(k) === 200];
    }
    middle = at;
    if (atEnd && width < 1e12) width *= 10;
    else {
      width /= 50;
      passes += 1;
    }
  }
  return best;
}

describe.for(Object.entries(losses))("%s", ([, make]) => {
  const loss: Loss = make();
  const PAIRS = pairsOf(loss);

  test("is never negative", () => {
    for (const [x, y] of PAIRS) expect(loss.value(x, y)).toBeGreaterThanOrEqual(0);
  });

  test("derivative and curvature are those of finite differences", () => {
    for (const [x, y] of PAIRS) {
      const h = 1e-4;
      const central = (loss.value(x + h, y) - loss.value(x - h, y)) / (2 * h);
      // Truncation h² and rounding ε/h, both near 1e-8 and below.
      expect(Math.abs(central - loss.derivative(x, y))).toBeLessThan(1e-7 * (1 + Math.abs(central)));
      if (!loss.curvature) continue;
      const second = (loss.derivative(x + h, y) - loss.derivative(x - h, y)) / (2 * h);
      expect(Math.abs(second - loss.curvature(x, y))).toBeLessThan(1e-7 * (1 + Math.abs(second)));
      expect(loss.curvature(x, y)).toBeGreaterThanOrEqual(0);
    }
  });

  test("the conjugate is the supremum found by brute force", () => {
    for (const [z, y] of PAIRS) {
      if (loss.conjugate(z, y) === Infinity) {
        const far = [-1e9, 1e9].map((x) => z * x - loss.value(x, y));
        expect(Math.max(...far)).toBeGreaterThan(1e4);
        continue;
      }
      const brute = conjugateByGrid(loss, z, y);
      expect(loss.conjugate(z, y)).toBeGreaterThanOrEqual(brute - 1e-12 * (1 + Math.abs(brute)));
      expect(Math.abs(loss.conjugate(z, y) - brute)).toBeLessThan(1e-9 * (1 + Math.abs(brute)));
    }
  });

  test("Fenchel–Young: ℓ(x) + ℓ*(z) ≥ zx, with equality at z = ℓ′(x)", () => {
    for (const [x, y] of PAIRS) {
      for (const [z] of PAIRS) {
        expect(loss.value(x, y) + loss.conjugate(z, y) - z * x).toBeGreaterThan(-1e-12 * (1 + z * z + x * x + y * y));
      }
      const z = loss.derivative(x, y);
      expect(Math.abs(loss.value(x, y) + loss.conjugate(z, y) - z * x)).toBeLessThan(1e-12 * (1 + x * x + y * y));
    }
  });

  test("a quadratic loss says the truth", () => {
    if (!loss.quadratic) return;
    for (const [x, y] of PAIRS) expect(loss.value(x, y)).toBe(0.5 * (x - y) * (x - y));
  });
});
