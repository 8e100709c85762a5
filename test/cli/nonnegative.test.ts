import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readModel } from "../../io/index.ts";
import { npzArrays } from "../../io/numpy/npz-arrays.ts";
import { random } from "../../src/index.ts";
import { workplace } from "./program.ts";

const { path, file, lowlands } = workplace();
const draw = random(5);
const [rows, columns, rank] = [14, 9, 2];
const [u, v] = [rows, columns].map((length) => Array.from({ length: length * rank }, () => draw.uniform() ** 3));
const cell = (i: number, j: number) => 5 * (u[2 * i] * v[2 * j] + u[2 * i + 1] * v[2 * j + 1]);
const header = `place,${Array.from({ length: columns }, (_, j) => `c${j}`).join(",")}`;
const table = (at: (i: number, j: number) => number | "") =>
  [
    header,
    ...Array.from({ length: rows }, (_, i) => `r${i},${Array.from({ length: columns }, (_, j) => at(i, j)).join(",")}`),
  ].join("\n");
const counts = file("counts.csv", table(cell));
const holed = file(
  "holed.csv",
  table((i, j) => ((i + 3 * j) % 5 === 0 ? "" : cell(i, j))),
);
const oneLine = (text: string) => text.trimEnd().split("\n");

describe("lowlands factor --nonnegative", () => {
  const { status, stdout, stderr } = lowlands("factor", counts, "--nonnegative", "--rank", "2", "--restarts", "1");
  const folder = "counts-lowlands";

  test("writes the model and the parts, with labels", async () => {
    expect([status, oneLine(stdout).map((line) => line.split(": ")[0])]).toEqual([
      0,
      ["model", "parts", "W", "H", "sizes", "report"],
    ]);
    expect(readdirSync(path(folder))).not.toContain("svd.npz");
    const { left, right, rowIds } = await readModel(path(`${folder}/model.npz`));
    expect([left.columns, right.rows, rowIds?.[3]]).toEqual([2, columns, "r3"]);
    expect([left, right].every(({ data }) => data.every((x) => x >= 0))).toBe(true);
    const [head, first] = readFileSync(path(`${folder}/W.csv`), "utf8").split("\n");
    expect([head, first.split(",")[0]]).toEqual(["place,part 1,part 2", "r0"]);
    const sizes = readFileSync(path(`${folder}/sizes.csv`), "utf8").split("\n");
    expect(sizes[0]).toBe("part,size,share");
  });

  test("parts.npz holds W, sizes and H, whose product is the matrix", () => {
    const arrays = npzArrays(new Uint8Array(readFileSync(path(`${folder}/parts.npz`))));
    const [w, d, h] = ["W", "sizes", "H"].map((name) => arrays.get(name)!.data as Float64Array);
    for (const [i, j] of [
      [0, 0],
      [5, 8],
      [13, 4],
    ]) {
      expect(w[2 * i] * d[0] * h[2 * j] + w[2 * i + 1] * d[1] * h[2 * j + 1]).toBeCloseTo(cell(i, j), 3);
    }
  });

  test("the report names the rows and columns of each part", () => {
    expect(stderr).toMatch(/starts was taken/);
    const page = readFileSync(path(`${folder}/report.html`), "utf8");
    expect(page).toContain("Which columns make up each part");
    const markdown = readFileSync(path(`${folder}/report.md`), "utf8");
    expect(markdown).toMatch(/## Parts[\s\S]*r\d+ \([\d.]+\s%\)/);
    const report = JSON.parse(readFileSync(path(`${folder}/report.json`), "utf8"));
    expect(report.picture.rowLabels[2]).toBe("r2");
    expect(report.nonnegative.parts[0].mostColumns[0].label).toMatch(/^c\d$/);
  });
});

test("holes are left out, and it says so; --missing zero takes them for 0", () => {
  const left = lowlands("factor", holed, "--nonnegative", "--rank", "2", "--restarts", "0", "--json");
  expect(left.stderr).toMatch(/Missing entries are left out of the fit; --missing zero takes them for 0/);
  const zero = lowlands("factor", holed, "--nonnegative", "--rank", "2", "--missing", "zero", "--force", "--json");
  const [ofLeft, ofZero] = [left, zero].map(({ stdout }) => JSON.parse(stdout));
  expect([ofLeft.measurements < rows * columns, ofZero.measurements]).toEqual([true, rows * columns]);
  expect(ofLeft.residual).toBeLessThan(1e-3);
  expect(ofZero.residual).toBeGreaterThan(0.1);
});

test("of MatrixMarket what is not listed is 0, unless it is to be left out", () => {
  const mtx = file("counts.mtx", "%%MatrixMarket matrix coordinate real general\n3 3 4\n1 1 2\n2 2 3\n3 3 1\n1 2 1\n");
  const words = ["--nonnegative", "--rank", "1", "--restarts", "0", "--json", "--force"];
  const measured = (...more: string[]) => JSON.parse(lowlands("factor", mtx, ...words, ...more).stdout).measurements;
  expect([measured(), measured("--missing", "skip")]).toEqual([9, 4]);
});

test("lowlands complete --nonnegative predicts nothing below 0", () => {
  const { status, stderr } = lowlands("complete", holed, "--nonnegative", "--out", "filled");
  expect([status, stderr]).toEqual([0, expect.stringMatching(/; nonnegative, scale none, bias none\./)]);
  const report = JSON.parse(readFileSync(path("filled/report.json"), "utf8"));
  expect(report.chosen).toMatchObject({ nonnegative: true, byValidation: ["rank", "ridge"] });
  const filled = readFileSync(path("filled/predictions.csv"), "utf8").trim().split("\n").slice(1);
  expect(filled.every((line) => Number(line.split(",")[2]) >= 0)).toBe(true);
  expect(readFileSync(path("filled/report.html"), "utf8")).toContain("How the settings were chosen");
});

describe("bad input is one sentence", () => {
  const negative = file(
    "negative.csv",
    table((i, j) => (i === 3 && j === 5 ? -1.5 : cell(i, j))),
  );
  const nothing = file(
    "nothing.csv",
    table(() => ""),
  );
  const empty = file("empty.csv", "");
  test.each<[string[], string]>([
    [["factor", negative, "--nonnegative"], 'expected entries of 0 or more, row "r3", column "c5" is −1.5'],
    [["complete", negative, "--nonnegative"], 'expected entries of 0 or more, row "r3", column "c5" is −1.5'],
    [["factor", nothing, "--nonnegative"], "nothing.csv"],
    [["complete", nothing, "--nonnegative"], "nothing.csv"],
    [["factor", empty, "--nonnegative"], "empty.csv"],
    [["complete", empty, "--nonnegative"], "empty.csv"],
    [["factor", holed, "--nonnegative", "--missing", "error"], "expected a matrix without holes; --missing skip"],
    [["factor", counts, "--nonnegative", "--rank", "0"], "--rank: expected a whole number, 1 or more; got 0"],
    [["factor", counts, "--nonnegative", "--rank", "10"], "rank: expected a whole number from 1 to 9"],
    [["complete", holed, "--nonnegative", "--rank", "0"], "--rank: expected 1 or more beside --nonnegative; got 0"],
    [["complete", holed, "--nonnegative", "--bias", "both"], "--bias: expected none beside --nonnegative; got both"],
    [["complete", holed, "--loss", "kullbackLeibler"], "--loss: no option of complete"],
    [["factor", counts, "--l1", "1"], "--l1: expected --nonnegative beside it"],
    [["factor", counts, "--loss", "kullbackLeibler"], "--loss: expected --nonnegative beside it"],
    [["factor", counts, "--restarts", "3"], "--restarts: expected --nonnegative beside it"],
    [["factor", holed, "--missing", "skip"], "--missing skip: expected --nonnegative beside it"],
    [["factor", counts, "--nonnegative", "--l1=-1"], "--l1: expected a number, 0 or more; got -1"],
    [
      ["factor", counts, "--nonnegative", "--start", "beliefs", "--rank", "2"],
      "start: expected one of auto, spectral, random",
    ],
    [
      ["factor", counts, "--nonnegative", "--solver", "lbfgs", "--rank", "2"],
      "solver: lbfgs: expected factors of any sign",
    ],
    [["factor", counts, "--nonnegative", "--symmetric"], "--symmetric: no option of factor"],
  ])("%j", (words, message) => {
    const { status, stdout, stderr } = lowlands(...words, "--out", "none");
    expect([status, stdout, oneLine(stderr).at(-1)]).toEqual([1, "", expect.stringContaining(message)]);
  });

  test("one entry is a matrix", () => {
    const one = file("one.csv", "place,a\nr,5\n");
    const { status, stderr } = lowlands("factor", one, "--nonnegative", "--format", "wide");
    expect([status, stderr]).toEqual([0, expect.stringContaining("it is 1")]);
  });
});
