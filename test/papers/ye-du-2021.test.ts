import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const stored = (file: string) => JSON.parse(readFileSync(`papers/ye-du-2021/${file}`, "utf8"));

test("the full run agrees with NumPy, which drew other random numbers", () => {
  const { tables } = stored("report.json");
  const check = stored("check.json");
  const rowsOf = (title: string): (number | string)[][] =>
    tables.find((table: { title: string }) => table.title === title).rows;
  const [[starts, converged, , median]] = rowsOf("Random starts");
  expect([starts, converged]).toEqual([50, check.seeds.converged]);
  expect(Math.abs(Number(median) / check.seeds.median - 1)).toBeLessThan(0.02);
  const conditions = rowsOf("Shapes, ranks, condition numbers");
  expect(conditions).toHaveLength(check.conditions.length);
  conditions.forEach(([, condition, , , iterations], k) => {
    expect(condition).toBe(check.conditions[k].condition);
    expect(Math.abs(Number(iterations) / check.conditions[k].iterations - 1)).toBeLessThan(0.2);
  });
});
