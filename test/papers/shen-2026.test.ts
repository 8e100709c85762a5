import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FLOWERS, TRAINED_ON } from "../../papers/shen-2026/iris.ts";
import { perturbedCompletion, randomStart, recover, simulatedOracle } from "../../src/index.ts";

const stored = (file: string) => JSON.parse(readFileSync(`papers/shen-2026/${file}`, "utf8"));
const rowsOf = (title: string): (number | string)[][] =>
  stored("report.json").tables.find((table: { title: string }) => table.title === title).rows;
const check = stored("check.json");

describe("the full run agrees with NumPy", () => {
  test("on the notebooks, which draw no random numbers", () => {
    const rows = rowsOf("The notebooks");
    expect(rows).toHaveLength(check.notebooks.length);
    rows.forEach(([, lambda, sigma, score, exact, ...points], k) => {
      const numpy = check.notebooks[k];
      expect(lambda).toBeCloseTo(numpy.lambda, 9);
      expect(sigma).toBeCloseTo(numpy.sigma, 9);
      expect(score).toBeCloseTo(numpy.score, 9);
      expect(exact).toBeCloseTo(numpy.exact, 9);
      const [stalled, from, , jumped, to, ended, at, , ray] = points.map(Number);
      const ours = [stalled, from, jumped, to, ended, at, ray];
      const theirs = [...numpy.stalled, ...numpy.jumped, ...numpy.ended, numpy.ray];
      expect(Math.max(...ours.map((value, place) => Math.abs(value - theirs[place])))).toBeLessThan(1e-9);
    });
  });

  test("on the success rates, with other starts", () => {
    const rows = rowsOf("Success rates");
    for (const { n, epsilon, descent, escape: rate } of check.rates) {
      const row = rows.find(([size, perturbation]) => size === n && perturbation === epsilon)!;
      expect(row[2]).toBe(rate);
      // Two samples of 50: three standard errors of their difference.
      expect(Math.abs(Number(row[4]) - descent)).toBeLessThan(0.3);
    }
  });

  test("on the Iris network, from another start", () => {
    const [alone, left] = rowsOf("The Iris network");
    expect(alone[6]).toBeCloseTo(check.network.plateau, 8);
    expect(left[3]).toBeCloseTo(check.network.lambda, 5);
    expect(left[5]).toBeCloseTo(check.network.jumped, 6);
    expect(left[6]).toBeCloseTo(check.network.ended, 6);
    expect(alone[8]).toBeCloseTo(check.network.test[0], 6);
    expect(Math.abs(Number(left[8]) - check.network.test[1])).toBeLessThan(1e-4);
  });
});

test("the flowers are 50 of each kind, half of each trained on", () => {
  expect(FLOWERS).toHaveLength(100);
  expect(new Set(TRAINED_ON).size).toBe(50);
  expect(TRAINED_ON.filter((k) => k < 50)).toHaveLength(25);
});

test("recover, with the escape among its options, does what the paper's script does", async () => {
  const { problem, spurious } = perturbedCompletion({ size: 40, perturbation: 0.1 });
  for (const start of [spurious[0], spurious[4], spurious[9], randomStart(problem, { scale: 0.1 })]) {
    const found = await recover(problem, { start, escapes: [simulatedOracle()] });
    expect(found.value).toBeLessThan(1e-10);
    expect(found.certificate.verdict).toBe("holds");
    expect(found.rounds.flatMap((round) => round.jumps).filter((jump) => jump.taken)).toHaveLength(1);
  }
});
