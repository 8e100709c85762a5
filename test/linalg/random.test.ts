import fc from "fast-check";
import { expect, test } from "vitest";
import { random, xoshiro128 } from "../../src/linalg/random.ts";
import normalQuantiles from "../fixtures/linalg/normal-quantiles.json" with { type: "json" };

test("the words are those of the rand_xoshiro crate's test vector for xoshiro128++", () => {
  const word = xoshiro128(new Int32Array([1, 2, 3, 4]));
  const words = Array.from({ length: 10 }, () => word() >>> 0);
  expect(words).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
  ]);
});

test("a seed keeps its bits", () => {
  const stream = random(2026);
  const drawn = [stream.uniform(), stream.gaussian(), stream.integer(1000), stream.fork("truth").gaussian()];
  expect(drawn).toEqual([0.3108750535245115, -0.2941835570636186, 801, 0.7704509387676146]);
  expect([...stream.permutation(8)]).toEqual([2, 4, 3, 6, 5, 1, 7, 0]);
  let sum = 0;
  for (let i = 0; i < 100_000; i++) sum += stream.gaussian();
  expect(sum).toBe(-156.29267434155577);
});

test("a seed that is not an integer is refused by name", () => {
  for (const seed of [0.5, Number.NaN, 2 ** 53]) expect(() => random(seed)).toThrow(/seed must be an integer/);
  for (const bound of [0, 1.5, 2 ** 54]) expect(() => random(1).integer(bound)).toThrow(/bound must be an integer/);
});

test("uniforms have the moments and the lag correlation of the uniform law", () => {
  const stream = random(1);
  const count = 400_000;
  let [sum, square, lagged, before] = [0, 0, 0, 0.5];
  for (let i = 0; i < count; i++) {
    const u = stream.uniform();
    if (u < 0 || u >= 1) expect.fail(`uniform gave ${u}`);
    sum += u - 0.5;
    square += (u - 0.5) ** 2;
    lagged += (u - 0.5) * (before - 0.5);
    before = u;
  }
  // Five standard errors each.
  expect(Math.abs(sum / count)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
  expect(Math.abs(square / count - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count));
  expect(Math.abs(lagged / count)).toBeLessThan(5 / 12 / Math.sqrt(count));
});

test("uniforms use all 53 bits", () => {
  const stream = random(3);
  const bitsSet = new Float64Array(53);
  for (let i = 0; i < 20_000; i++) {
    let bits = stream.uniform();
    for (let bit = 0; bit < 53; bit++) {
      bits *= 2;
      if (bits >= 1) {
        bitsSet[bit]++;
        bits -= 1;
      }
    }
    expect(bits).toBe(0);
  }
  for (const set of bitsSet) expect(Math.abs(set - 10_000)).toBeLessThan(5 * Math.sqrt(5_000));
});

test("gaussians have normal moments and normal tails", () => {
  const stream = random(5);
  const count = 1_000_000;
  const moments = new Float64Array(7);
  let beyondTail = 0;
  for (let i = 0; i < count; i++) {
    const x = stream.gaussian();
    for (let k = 1, power = x; k <= 6; k++, power *= x) moments[k] += power / count;
    if (Math.abs(x) > 3.654152885361009) beyondTail++;
  }
  // E x^k = 0, 1, 0, 3, 0, 15 with variances 1, 2, 15, 96, 945, 10170 of the single draw.
  const expected = [1, 0, 1, 0, 3, 0, 15];
  const variances = [0, 1, 2, 15, 96, 945, 10_170];
  for (let k = 1; k <= 6; k++) {
    expect(Math.abs(moments[k] - expected[k]), `moment ${k}`).toBeLessThan(5 * Math.sqrt(variances[k] / count));
  }
  // 2 Φ(−3.654152885361009), where the ziggurat's tail begins, from SciPy.
  const share = 2.580324876539e-4;
  expect(Math.abs(beyondTail - count * share)).toBeLessThan(5 * Math.sqrt(count * share));
});

test("gaussians follow the normal distribution function (Kolmogorov and Smirnov)", () => {
  const stream = random(7);
  const count = 500_000;
  const below = new Float64Array(normalQuantiles.length);
  const drawn = Float64Array.from({ length: count }, () => stream.gaussian()).sort();
  let place = 0;
  normalQuantiles.forEach((quantile, i) => {
    while (place < count && drawn[place] <= quantile) place++;
    below[i] = place / count;
  });
  const distance = Math.max(...below.map((share, i) => Math.abs(share - (i + 1) / 200)));
  // P(√n D > 2.2) < 1.3e-4.
  expect(distance * Math.sqrt(count)).toBeLessThan(2.2);
});

test("integers are uniform below bounds of every size", () => {
  const stream = random(11);
  const counts = new Float64Array(7);
  for (let i = 0; i < 70_000; i++) counts[stream.integer(7)]++;
  // χ² with 6 degrees of freedom exceeds 35 with probability 4e-6.
  expect(counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0)).toBeLessThan(35);
  const bound = 3 * 2 ** 50;
  let low = 0;
  for (let i = 0; i < 10_000; i++) {
    const drawn = stream.integer(bound);
    if (!Number.isInteger(drawn) || drawn >= bound) expect.fail(`integer gave ${drawn}`);
    if (drawn < bound / 3) low++;
  }
  expect(Math.abs(low - 10_000 / 3)).toBeLessThan(5 * Math.sqrt(10_000 * (2 / 9)));
  expect(stream.integer(1)).toBe(0);
});

test("permutations hold every index once, and each of the 24 orders of 4 equally often", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 200 }), (seed, length) => {
      const order = random(seed).permutation(length);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
    }),
    { seed: 1, numRuns: 50 },
  );
  const stream = random(13);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const key = stream.permutation(4).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // χ² with 23 degrees of freedom exceeds 70 with probability 1e-6.
  expect([...counts.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0)).toBeLessThan(70);
});

test("forks depend on seed and label alone, and are uncorrelated with each other and with their parent", () => {
  const used = random(17);
  used.gaussian();
  expect(used.fork("noise").uniform()).toBe(random(17).fork("noise").uniform());

  const streams = [random(17), ...["", "noise", "noisf", "start"].map((label) => random(17).fork(label))];
  streams.push(random(18), random(17).fork("noise").fork("noise"), random(18).fork("noise"));
  const count = 50_000;
  const draws = streams.map((stream) => Float64Array.from({ length: count }, () => stream.gaussian()));
  for (let a = 0; a < draws.length; a++) {
    for (let b = 0; b < a; b++) {
      let inner = 0;
      for (let i = 0; i < count; i++) inner += draws[a][i] * draws[b][i];
      expect(Math.abs(inner), `streams ${a} and ${b}`).toBeLessThan(5 * Math.sqrt(count));
    }
  }
});
