import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { certificates, denseSensing, gaussianSensing, matrix, random, wordsOf } from "../../src/index.ts";
import { scene } from "./moving-scene.ts";
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

const measuring = gaussian(p * m * n).map((value) => value / Math.sqrt(p));
const measured = denseSensing({ rows: m, columns: n, matrices: measuring }).apply(x);

describe("docs/guide/sensing.md", () => {
  const [description] = blocks("docs/guide/sensing.md", "json");
  const { operator: name, ...options } = JSON.parse(description);
  file("operator.npy", npy([p, m, n], measuring));
  file("flat.npy", npy([p, m * n], measuring));
  file("operator.json", description);
  const y = measured;
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

describe("docs/guide/nonnegative.md", () => {
  file("measles.csv", readFileSync(resolve("examples/data/measles.csv")));
  test.for(commands("docs/guide/nonnegative.md"))("%s", runs);
});

describe("docs/guide/planning.md", () => {
  test.for(commands("docs/guide/planning.md"))("%s", (line) => {
    const { status, stdout, stderr } = lowlands(...line.split(/\s+/).slice(1));
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("degrees of freedom");
  });
});

describe("docs/guide/outliers.md", () => {
  file("measles.csv", readFileSync(resolve("examples/data/measles.csv")));
  for (const [k, bytes] of scene().entries()) file(`frames/${k + 1}.png`, bytes);
  test.for(commands("docs/guide/outliers.md"))("%s", runs);
});

describe("docs/guide/is-my-answer-right.md", () => {
  const page = "docs/guide/is-my-answer-right.md";
  file("measles.csv", readFileSync(resolve("examples/data/measles.csv")));
  file("exact/operator.npy", npy([p, m, n], measuring));
  file("exact/observed.npy", npy([p], measured));
  test.for(commands(page).map((line) => line.replaceAll(/(operator|observed)\.npy/g, "exact/$1.npy")))("%s", runs);

  test("it shows what the program prints, and has a section for every certificate", () => {
    const { stdout } = lowlands("inspect", "measles.csv", "--model", "rank3/model.npz");
    const text = readFileSync(resolve(page), "utf8");
    const shown = [...text.matchAll(/^ {4}(.*lower.*|A strict .*)$/gm)].map(([, line]) => line);
    expect(shown).toHaveLength(3);
    for (const line of shown) expect(stdout.replace(/\p{Zs}/gu, " ")).toContain(line);
    for (const claim of Object.keys(certificates)) expect(text).toContain(`\n### ${wordsOf(claim)}\n`);
  });
});
