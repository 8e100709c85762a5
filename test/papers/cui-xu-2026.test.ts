import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Row = (number | string)[];

const stored = (file: string) => JSON.parse(readFileSync(`papers/cui-xu-2026/${file}`, "utf8"));
const check = stored("check.json");
const { tables } = stored("report.json");
const rowsOf = (title: string): Row[] => tables.find((table: { title: string }) => table.title === title).rows;

/** Two numbers, the second from other random draws, within a share of each other. */
const alike = (here: number | string, there: number, share: number) =>
  expect(Math.abs(Number(here) / there - 1)).toBeLessThan(share);

test("the same counts as NumPy where chance has no part", () => {
  expect(rowsOf("Spectra at the truth").map(([model, zeros]) => [String(model).toLowerCase(), zeros])).toEqual(
    check.spectra.map(({ model, zeros }: { model: string; zeros: number }) => [model, zeros]),
  );
  for (const { zeros } of check.spectra) expect(zeros).toBe(9);
  expect(check.symmetric.zeros).toBe(3);
  for (const [k, [, least, most, condition]] of rowsOf("The metric of scaled descent").entries()) {
    alike(least, check.scaled[k].spectrum[0], 1e-12);
    alike(most, check.scaled[k].spectrum[1], 1e-12);
    alike(condition, check.scaled[k].unweighted, 1e-9);
  }
});

test("the truth of denoising has the spectrum that the formulas give", () => {
  const [[, , , , mu, ell, least, , most]] = rowsOf("Spectra at the truth");
  const [{ least: ours, most: largest }] = check.spectra;
  for (const [value, expected] of [
    [mu, 1],
    [ell, 1],
    [least, 1],
    [most, 6],
    [ours, 1],
    [largest, 6],
  ]) {
    expect(Number(value)).toBeCloseTo(Number(expected), 12);
  }
});

test("NumPy's own descents on f and on f + R_t agree, too", () => {
  for (const { difference, regularizer } of [...check.runs, check.symmetric]) {
    expect(difference).toBeLessThan(1e-13);
    expect(regularizer).toBeLessThan(1e-13);
  }
});

test("a step of denoising takes ηs_r off the distance in both", () => {
  const [[, , worst]] = rowsOf("Contraction within the theorem's radius");
  alike(worst, 1 - 1 / 7.8, 1e-4);
  alike(worst, check.contraction[0].worst, 1e-3);
});

test("the constants of strong convexity are like NumPy's, from other cases", () => {
  const [[, least, , most]] = rowsOf("Constants of strong convexity");
  alike(least, check.strongConvexity.least, 0.05);
  alike(most, check.strongConvexity.most, 0.05);
});

test("noise leaves as much as in NumPy, from other draws", () => {
  const completions = rowsOf("Noise").filter(([model]) => model === "completion");
  expect(completions).toHaveLength(check.noise.length);
  for (const [k, [, noise, error, distance]] of completions.entries()) {
    expect(noise).toBe(check.noise[k].noise);
    if (noise === 0) continue;
    alike(error, check.noise[k].error, 0.1);
    alike(distance, check.noise[k].distance, 0.2);
  }
});
