import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Row = (number | string)[];

const stored = (file: string) => JSON.parse(readFileSync(`papers/ma-fattahi-2023/${file}`, "utf8"));
const check = stored("check.json");
const { tables } = stored("report.json");
const rowsOf = (title: string): Row[] => tables.find((table: { title: string }) => table.title === title).rows;

test("the cone's dimension is SciPy's", () => {
  for (const [p, psi] of rowsOf("The outliers' cone")) expect(Number(psi)).toBeCloseTo(check.psi[String(p)], 9);
});

test("coefficients are like NumPy's, from other draws", () => {
  const [first, second] = rowsOf("Two saddles");
  const [gain, columns] = first.slice(8, 10);
  expect(columns).toBe(check.first.positive);
  expect(Math.abs(Number(gain) / check.first.gain - 1)).toBeLessThan(0.05);
  const like = (here: number | string, there: number) => expect(Math.abs(Number(here) - there)).toBeLessThan(0.04);
  like(first[11], check.first.coefficient);
  like(second[11], check.second.oneShot);
  like(second[12], check.second.steepest);
  like(second[13], check.second.blockAlone);
  like(second[14], check.second.straight);
});

test("HiGHS finds such truths critical, with multipliers well within a half", () => {
  for (const { multiplier } of [check.first, check.second]) expect(multiplier).toBeLessThan(0.5);
});

test("shares below and above both thresholds are like HiGHS's and NumPy's", () => {
  const rows = rowsOf("Phase transitions");
  for (const [size, rank, p, m, question, share] of check.phase) {
    const [low, high] = [0.9, 1.15];
    const here = rows.filter((row) => row[0] === size && row[1] === rank && row[2] === p && row[3] === question);
    const over = m / Number(here[0][5]);
    if (over > low && over < high) continue;
    const alike = here.filter((row) => (over <= low ? Number(row[6]) <= low : Number(row[6]) >= high));
    const mean = alike.reduce((sum, row) => sum + Number(row[7]), 0) / alike.length;
    expect(Math.abs(mean - share), `${question} at ${m}`).toBeLessThan(0.21);
  }
});

test("a lower loss than the truth's is reached from next to it in NumPy, too", () => {
  const { truth, loss, error } = check.second.below;
  expect(loss).toBeLessThan(truth);
  expect(error).toBeGreaterThan(0.5);
});
