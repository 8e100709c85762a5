import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { read, readFrames, readModel } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { random } from "../../src/index.ts";
import { covered, SCENE, scene, street } from "./moving-scene.ts";
import { ended, hasSaid, workplace } from "./program.ts";

const { folder, path, file, lowlands, start } = workplace();
const npy = (shape: readonly number[], data: ArrayLike<number>) => npyBytes({ shape, data: Float64Array.from(data) });
const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);
const draw = random(3);
const [m, n, rank] = [40, 30, 2];
const [left, right] = [m, n].map((side) => Float64Array.from({ length: side * rank }, () => draw.gaussian()));
const lowRank = (i: number, j: number) => left[i * rank] * right[j * rank] + left[i * rank + 1] * right[j * rank + 1];
const spiked = new Set(Array.from(draw.permutation(m * n).subarray(0, 60)));
/** Rank 2, one entry in twenty off by 5 or more, a little noise. */
const matrix = Float64Array.from({ length: m * n }, (_, k) => {
  const off = spiked.has(k) ? (k % 2 === 0 ? 1 : -1) * (5 + (k % 7)) : 0;
  return lowRank(Math.floor(k / n), k % n) + off + 0.05 * draw.gaussian();
});
const header = ["id", ...Array.from({ length: n }, (_, j) => `c${j}`)].join(",");
const lines = Array.from({ length: m }, (_, i) => [`r${i}`, ...matrix.subarray(i * n, (i + 1) * n)].join(","));
const table = file("table.csv", [header, ...lines].join("\n"));

const outlierCount = () => readFileSync(path("table-lowlands/outliers.csv"), "utf8").trimEnd().split("\n").length - 1;

describe("a table with gross errors", () => {
  const { status, stdout, stderr } = lowlands("separate", table, "--rank", "2");

  test("is parted, and says what was found", () => {
    expect([status, stdout]).toEqual([
      0,
      "model: table-lowlands/model.npz\nsparse: table-lowlands/sparse.npz\noutliers: table-lowlands/outliers.csv\nreport: table-lowlands/report.html\n",
    ]);
    expect(stderr).toMatch(/The matrix of rank 2 leaves out 6\d outliers, 5\.\d\d\s% of the observed entries/);
    expect(stderr).not.toContain("Warning");
  });

  test("outliers.csv names the wrong entries, with what should stand there", () => {
    const [head, ...rows] = readFileSync(path("table-lowlands/outliers.csv"), "utf8").trimEnd().split("\n");
    expect(head).toBe("row,column,value,low_rank,difference");
    const found = rows.map((row) => {
      const [r, c, value, low, difference] = row.split(",");
      const [i, j] = [Number(r.slice(1)), Number(c.slice(1))];
      expect(Number(value)).toBeCloseTo(matrix[i * n + j], 12);
      expect(Number(value)).toBeCloseTo(Number(low) + Number(difference), 12);
      expect(Math.abs(Number(low) - lowRank(i, j))).toBeLessThan(0.2);
      return i * n + j;
    });
    // Of a thousand gaussian numbers one or two are beyond any threshold.
    expect(found.length).toBeLessThanOrEqual(spiked.size + 2);
    expect([...spiked].filter((k) => !found.includes(k))).toEqual([]);
  });

  test("sparse.npz is those entries as SciPy keeps them", async () => {
    const sparse = await read(path("table-lowlands/sparse.npz"));
    expect([sparse.rowIds.length, sparse.columnIds.length]).toEqual([m, n]);
    const places = Array.from(sparse.rows, (i, k) => i * n + sparse.columns[k]);
    expect(places).toEqual(expect.arrayContaining([...spiked]));
    expect(places).toHaveLength(outlierCount());
  });

  test("the model has the table's labels, and predict takes it", async () => {
    const model = await readModel(path("table-lowlands/model.npz"));
    expect([model.left.rows, model.right.rows, model.left.columns]).toEqual([m, n, rank]);
    file("pairs.csv", "r0,c0\nr39,c29\n");
    const { status, stdout } = lowlands("predict", "table-lowlands/model.npz", "pairs.csv");
    expect([status, stdout.split("\n")[1].startsWith("r0,c0,")]).toEqual([0, true]);
  });

  test("the reports tell the same", () => {
    const report = JSON.parse(readFileSync(path("table-lowlands/report.json"), "utf8"));
    expect([report.task, report.rank.chosen, report.outliers.count]).toEqual(["separate", 2, outlierCount()]);
    expect(report.outliers.byRow.reduce((sum: number, count: number) => sum + count, 0)).toBe(outlierCount());
    for (const name of ["report.md", "report.html"]) {
      const text = readFileSync(path(`table-lowlands/${name}`), "utf8");
      expect(text).toContain(`${outlierCount()} outliers`);
      expect(text.replace(/<(script|style)[\s\S]*?<\/\1>/g, "")).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    }
  });
});

test("--json prints one object, with the outliers by row and column", () => {
  const { stdout } = lowlands("separate", table, "--out", "json", "--json");
  const { rank, outliers, noise, files, stopped } = JSON.parse(stdout);
  expect([rank, outliers.count, stopped.converged]).toEqual([2, outlierCount(), true]);
  expect(outliers.worstRows[0]).toEqual({
    label: expect.stringMatching(/^r\d+$/),
    outliers: expect.any(Number),
    observed: n,
  });
  expect(noise).toBeGreaterThan(0.04);
  expect(noise).toBeLessThan(0.06);
  expect(Object.keys(files)).toEqual(["model", "sparse", "outliers", "report"]);
});

test("missing entries: blanks, NaN, and what MatrixMarket does not list", () => {
  const known = (k: number) => k % 7 !== 0;
  const wide = lines.map((line, i) =>
    line
      .split(",")
      .map((cell, c) => (c === 0 || known(i * n + c - 1) ? cell : ""))
      .join(","),
  );
  file("blanks.csv", [header, ...wide].join("\n"));
  file(
    "holes.npy",
    npy(
      [m, n],
      matrix.map((value, k) => (known(k) ? value : Number.NaN)),
    ),
  );
  const listed = [...matrix.keys()].filter(known);
  const entries = listed.map((k) => `${Math.floor(k / n) + 1} ${(k % n) + 1} ${matrix[k]}`);
  file(
    "listed.mtx",
    ["%%MatrixMarket matrix coordinate real general", `${m} ${n} ${listed.length}`, ...entries, ""].join("\n"),
  );
  const wrong = [...spiked].filter(known).length;
  for (const name of ["blanks.csv", "holes.npy", "listed.mtx"]) {
    const { stdout, stderr } = lowlands("separate", name, "--rank", "2", "--out", "holes", "--force", "--json");
    const { observed, missing, outliers } = JSON.parse(stdout);
    expect([observed, missing], stderr).toEqual([listed.length, m * n - listed.length]);
    expect(outliers.count - wrong).toBeGreaterThanOrEqual(0);
    expect(outliers.count - wrong).toBeLessThanOrEqual(2);
  }
});

describe("a video", () => {
  mkdirSync(path("frames"));
  for (const [k, bytes] of scene().entries()) file(`frames/${k + 1}.png`, bytes);
  file("frames/notes.txt", "no picture");
  const { status, stdout, stderr } = lowlands("separate", "frames/", "--rank", "1", "--json");
  const { width, height, frames: count } = SCENE;

  test("its frames are read in counting order, and what is no picture is left out", () => {
    expect([status, JSON.parse(stdout).frames]).toEqual([0, { width, height, white: 255 }]);
    expect(stderr).toContain("frames/: 40 frames of 24 × 18 pixels, grey.");
    expect(stderr).toContain("Left out: 1 other (notes.txt).");
    const model = JSON.parse(readFileSync(path("frames-lowlands/report.json"), "utf8"));
    expect([model.data.rows, model.data.columns]).toEqual([width * height, count]);
  });

  test("the background is the street, under the square too", async () => {
    const background = await readFrames(path("frames-lowlands/background"));
    expect([background.names[0], background.names[9]]).toEqual(["1.png", "10.png"]);
    let furthest = 0;
    background.dense.forEach((value, k) => {
      furthest = Math.max(furthest, Math.abs(value - street(Math.floor(k / count), k % count)));
    });
    expect(furthest).toBeLessThan(4);
  });

  test("what moves is the square: lighter than the grey in the middle where it is, and nowhere else", async () => {
    const moving = await readFrames(path("frames-lowlands/moving"));
    let wrong = 0;
    moving.dense.forEach((value, k) => {
      const here = covered(Math.floor(k / count), k % count);
      wrong += here === value > 140 ? 0 : 1;
    });
    expect(wrong).toBe(0);
  });

  test("the report shows three frames, parted", () => {
    const html = readFileSync(path("frames-lowlands/report.html"), "utf8");
    expect(html.match(/class="strip"/g)).toHaveLength(3);
    expect(html).toContain("By frame");
  });
});

describe("separate refuses", () => {
  const grey = (width: number, height: number) =>
    encode({ width, height, data: new Uint8Array(width * height), depth: 8, channels: 1 });
  file("sizes/a.png", grey(2, 2));
  file("sizes/b.png", grey(3, 2));
  file("single/a.png", grey(2, 2));
  file("mixed/a.txt", "text");
  file("broken/a.png", grey(2, 2));
  file("broken/b.png", grey(2, 2).slice(0, 40));
  file("infinite.csv", "id,a,b\nx,1,2\ny,Inf,3\n");
  file("blank.npy", npy([2, 2], new Float64Array(4).fill(Number.NaN)));
  const cases: [name: string, words: string[], says: RegExp, argument: string | null, file: string | null][] = [
    ["a missing file", ["none.npy"], /none\.npy: expected a file, there is none/, null, "none.npy"],
    ["frames of different sizes", ["sizes"], /sizes: expected frames of one size, b\.png has 3 × 2/, null, "sizes"],
    ["one frame", ["single"], /single: expected two frames or more, a\.png is the only one/, null, "single"],
    [
      "no picture",
      ["mixed"],
      /mixed: expected PNG, PGM or PPM pictures in the folder, it holds 1 other/,
      null,
      "mixed",
    ],
    ["a broken picture", ["broken"], /broken.b\.png: expected a whole PNG/, null, expect.stringContaining("b.png")],
    ["a rank above the smaller side", [table, "--rank", "31"], /--rank: .*from 1 to 30.*got 31/, "rank", null],
    ["a rank of words", [table, "--rank", "some"], /--rank: expected a whole number/, "rank", null],
    ["infinity", ["infinite.csv"], /infinite\.csv, line 3: expected a finite number or a blank/, null, "infinite.csv"],
    ["nothing but NaN", ["blank.npy"], /blank\.npy: expected at least one number that is not NaN/, null, "blank.npy"],
    ["a negative noise", [table, "--noise", "-1"], /--noise: expected a number, 0 or more/, "noise", null],
  ];

  test.for(cases)("%s", ([, words, says, argument, file]) => {
    const before = readdirSync(folder, { recursive: true }).sort();
    const { status, stdout, stderr } = lowlands("separate", ...words, "--json", "--out", "refused");
    const { error } = JSON.parse(stdout);
    expect(error.message).toMatch(says);
    expect([error.argument, error.file]).toEqual([argument, file]);
    expect(lastLine(stderr)).toBe(`lowlands: ${error.message}`);
    expect(status).toBe(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });
});

describe("odd data get an answer with its doubts, never a failure", () => {
  const numbers = (count: number) => Float64Array.from({ length: count }, () => draw.gaussian());
  const hole = matrix.map((value, k) => (Math.floor(k / n) === 7 ? Number.NaN : value));
  // Three of four entries are anything at all: there is no matrix to find.
  const ruined = matrix.map((value, k) => (k % 4 === 0 ? value : 50 * draw.gaussian()));
  const cases: [name: string, bytes: Uint8Array, warns: RegExp | null][] = [
    ["a 1×1 matrix", npy([1, 1], [3]), /degrees of freedom/],
    ["zeros", npy([4, 5], new Float64Array(20)), null],
    ["an empty row", npy([m, n], hole), null],
    ["outliers almost everywhere", npy([m, n], ruined), null],
    ["noise alone", npy([20, 20], numbers(400)), null],
    ["one row", npy([1, 12], numbers(12)), null],
  ];
  test.for(cases)("%s", ([name, bytes, warns]) => {
    file("odd.npy", bytes);
    const { status, stdout, stderr } = lowlands("separate", "odd.npy", "--out", "odd", "--force", "--json");
    expect([status, name]).toEqual([0, name]);
    if (warns) expect(stderr).toMatch(warns);
    const { warnings, verdict } = JSON.parse(stdout);
    if (name === "outliers almost everywhere") expect([verdict, warnings.length > 0]).not.toEqual(["holds", false]);
    const text = readFileSync(path("odd/report.html"), "utf8").replace(/<(script|style)[\s\S]*?<\/\1>/g, "");
    expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
  });
});

test("Ctrl-C writes the best split so far and ends with status 130", async () => {
  const [rows, columns] = [300, 250];
  const u = Float64Array.from({ length: rows * 12 }, () => draw.gaussian());
  const v = Float64Array.from({ length: columns * 12 }, () => draw.gaussian());
  const large = Float64Array.from({ length: rows * columns }, (_, k) => {
    let value = draw.gaussian() + (k % 5 === 0 ? 30 * draw.gaussian() : 0);
    for (let c = 0; c < 12; c++) value += u[Math.floor(k / columns) * 12 + c] * v[(k % columns) * 12 + c];
    return value;
  });
  file("large.npy", npy([rows, columns], large));
  const child = start("separate", "large.npy", "--out", "stopped", "--json");
  const end = ended(child);
  await hasSaid(child, "large.npy: an array");
  child.kill("SIGINT");
  const { status, stdout, stderr } = await end;
  expect([status, stderr]).toEqual([130, expect.stringContaining("Stopping with the best split so far")]);
  expect(JSON.parse(stdout).stopped).toEqual({ rule: "aborted", converged: false });
  expect(readdirSync(path("stopped")).sort()).toEqual([
    "model.npz",
    "outliers.csv",
    "report.html",
    "report.json",
    "report.md",
    "sparse.npz",
  ]);
});
