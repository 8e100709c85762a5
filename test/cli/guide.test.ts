import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { denseSensing, gaussianSensing, type MeasurementOperator, matrix, random } from "../../src/index.ts";
import { planted, workplace } from "./program.ts";

const { file, lowlands } = workplace();
const blocks = (page: string, language: string) =>
  [...readFileSync(resolve(page), "utf8").matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)]
    .filter(([, info]) => info === language)
    .map(([, , code]) => code);
const commands = (page: string) =>
  blocks(page, "sh").flatMap((code) =>
    code
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter((line) => line !== ""),
  );
const runs = (line: string) => {
  const words = line
    .split(/\s+/)
    .slice(1)
    .filter((word) => word !== "--open");
  const { status, stderr } = lowlands(...words, "--force");
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("Warning")]);
};

const draw = random(1);
const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const [m, n, p, rank] = [40, 30, 800, 3];
const [u, v] = [gaussian(m * rank), gaussian(n * rank)];
const x = matrix(m, n);
for (let at = 0; at < m * n; at++) {
  for (let c = 0; c < rank; c++) x.data[at] += u[Math.floor(at / n) * rank + c] * v[(at % n) * rank + c];
}
const npy = (shape: readonly number[], data: Float64Array) => npyBytes({ shape, data });

describe("docs/guide/sensing.md", () => {
  const [description] = blocks("docs/guide/sensing.md", "json");
  const { operator: name, ...options } = JSON.parse(description);
  const matrices = gaussian(p * m * n).map((value) => value / Math.sqrt(p));
  const dense: MeasurementOperator = denseSensing({ rows: m, columns: n, matrices });
  file("operator.npy", npy([p, m, n], matrices));
  file("flat.npy", npy([p, m * n], matrices));
  file("operator.json", description);
  const y = dense.apply(x);
  file("observed.csv", [...y].join("\n"));
  file("noisy.csv", y.map((value) => value + 0.05 * draw.gaussian()).join("\n"));

  test.for(commands("docs/guide/sensing.md"))("%s", (line) => {
    const described = line.includes("operator.json");
    expect(name).toBe("gaussianSensing");
    file("observed.npy", npy([p], described ? gaussianSensing(options).apply(x) : y));
    runs(line);
  });
});

describe("docs/guide/factoring.md", () => {
  file(
    "matrix.npy",
    npy(
      [m, n],
      x.data.map((value) => value + 0.5 * draw.gaussian()),
    ),
  );
  file("table.csv", planted(20, 12, () => true).wide);
  test.for(commands("docs/guide/factoring.md"))("%s", runs);
});
