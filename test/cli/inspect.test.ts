import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { modelBytes, readModel } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { npzBytes } from "../../io/numpy/npz-bytes.ts";
import { gaussianSensing, quadraticSensing, random } from "../../src/index.ts";
import { ended, hasSaid, mostCells, planted, workplace } from "./program.ts";

const { path, file, lowlands, start } = workplace();
const { triplets, wide } = planted(16, 12, mostCells);
const good = file("good.csv", triplets);
const table = file("table.csv", wide);
const draw = random(6);
const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const matrix = (rows: number, columns: number, data: Float64Array = gaussian(rows * columns)) => ({
  rows,
  columns,
  data,
});
const npy = ({ rows, columns, data }: ReturnType<typeof matrix>) => npyBytes({ shape: [rows, columns], data });

/** 200 measurements of a 12 × 9 matrix of rank 2. */
const description = { operator: "gaussianSensing", rows: 12, columns: 9, measurements: 200, seed: 7 } as const;
const operator = file("operator.json", JSON.stringify(description));
const [left, right] = [matrix(12, 2), matrix(9, 2)];
const product = (u: typeof left, v: typeof left) =>
  matrix(
    u.rows,
    v.rows,
    Float64Array.from({ length: u.rows * v.rows }, (_, at) => {
      const [i, j] = [Math.floor(at / v.rows), at % v.rows];
      return u.data[2 * i] * v.data[2 * j] + u.data[2 * i + 1] * v.data[2 * j + 1];
    }),
  );
const y = gaussianSensing(description).apply(product(left, right));
file("observed.json", JSON.stringify([...y]));
file("truth.npz", modelBytes({ left, right }));
file("random.npz", modelBytes({ left: matrix(12, 2), right: matrix(9, 2) }));

const json = (...words: string[]) => {
  const { status, stdout } = lowlands("inspect", ...words, "--json");
  return { status, ...JSON.parse(stdout) };
};

describe("models of ours", () => {
  test.for([
    [good, []],
    [good, ["--bias", "none", "--ridge-weights", "counts"]],
    [table, ["--scale", "both", "--bias", "mean"]],
  ] as const)("%s, completed with %s, is optimal by its own account", ([source, options]) => {
    const out = `out${options.join("")}${source}`;
    lowlands("complete", source, "--ridge", "0.5", ...options, "--out", out);
    const found = json(source, "--model", `${out}/model.npz`, "--strict");
    expect(found).toMatchObject({ status: 0, verdict: "holds", certified: true, ridge: 0.5, estimated: [] });
    expect(found.headline).toMatch(/no matrix of any rank does better/i);
  });

  test("a sensed matrix: without a ridge, with one, and stopped short", () => {
    lowlands("sense", operator, "observed.json", "--rank", "2", "--out", "exact");
    expect(json(operator, "observed.json", "--model", "exact/model.npz")).toMatchObject({
      status: 0,
      certified: true,
      kind: "strictLocalMinimum",
      ridge: 0,
      rank: 2,
    });
    lowlands("sense", operator, "observed.json", "--rank", "1", "--ridge", "0.1", "--out", "short");
    const { status, stdout } = lowlands("inspect", operator, "observed.json", "--model", "short/model.npz", "--strict");
    expect(status).toBe(2);
    expect(stdout).toMatch(/^A strict local minimum, but a matrix of higher rank does better\.\n/);
    expect(stdout).toMatch(/^- A way out \(rank increase.*lies lower by/m);
    expect(stdout).toMatch(/^Globally optimal +fails +proved/m);
  });
});

describe("factors made elsewhere", () => {
  test("an exact fit has no ridge; a random point is no minimum", () => {
    expect(json(operator, "observed.json", "--model", "truth.npz")).toMatchObject({
      status: 0,
      certified: true,
      ridge: 0,
      estimated: ["ridge"],
    });
    const found = json(operator, "observed.json", "--model", "random.npz");
    expect(found).toMatchObject({ status: 0, certified: false, kind: "notStationary" });
    expect(found.next[0]).toMatch(/^Go on descending/);
  });

  test("two arrays, unbalanced, one column empty: the same matrix", async () => {
    lowlands(
      "complete",
      table,
      "--ridge",
      "0.5",
      "--bias",
      "none",
      "--scale",
      "none",
      "--gap",
      "1e-10",
      "--out",
      "bare",
    );
    const model = await readModel(path("bare/model.npz"));
    const r = model.left.columns + 1;
    const widened = ({ rows, columns, data }: typeof left, factor: number) =>
      matrix(
        rows,
        r,
        Float64Array.from({ length: rows * r }, (_, at) =>
          at % r < columns ? factor * data[Math.floor(at / r) * columns + (at % r)] : 0,
        ),
      );
    file("U.npy", npy(widened(model.left, 7)));
    file("V.npy", npy(widened(model.right, 1 / 7)));
    const found = json(table, "--left", "U.npy", "--right", "V.npy", "--gap", "1e-5");
    expect(found).toMatchObject({ certified: true, omittedColumns: 1, estimated: ["ridge"] });
    expect(found.ridge).toBeCloseTo(0.5, 4);
  });

  test("one factor of a symmetric matrix, alone or twice", () => {
    const forms = { operator: "quadraticSensing", vectors: "vectors.npy" };
    const vectors = matrix(120, 8);
    file("vectors.npy", npy(vectors));
    file("forms.json", JSON.stringify(forms));
    const u = matrix(8, 2);
    const seen = quadraticSensing({ vectors }).apply(product(u, u));
    file("seen.json", JSON.stringify([...seen]));
    file("one.npz", npzBytes([["left", { shape: [8, 2], data: u.data }]]));
    file("one.npy", npy(u));
    file("both.npz", modelBytes({ left: u, right: u }));
    file("other.npz", modelBytes({ left: u, right: matrix(8, 2) }));
    for (const model of [
      ["--model", "one.npz"],
      ["--left", "one.npy"],
      ["--model", "both.npz"],
    ]) {
      const found = json("forms.json", "seen.json", "--symmetric", ...model);
      expect(found).toMatchObject({ certified: true, parametrization: "symmetric", hull: "semidefinite" });
      expect(found.headline).toContain("positive semidefinite");
    }
    const { stderr } = lowlands("inspect", "forms.json", "seen.json", "--symmetric", "--model", "other.npz");
    expect(stderr).toMatch(/--symmetric: expected a left factor alone, or a right one that equals it$/m);
  });

  test.for([
    ["huber", 0.3],
    ["poisson", 2],
    ["logistic", 0.4],
  ] as const)("a fit of the %s loss is asked about as such", ([loss, scale]) => {
    const cells = triplets.split("\n").map((line, k) => {
      if (k === 0) return line;
      const [row, column, value] = line.split(",");
      const count = Math.round(scale * Number(value));
      return [row, column, loss === "logistic" ? Math.min(1, count) : count].join(",");
    });
    file(`${loss}.csv`, cells.join("\n"));
    const words = ["--left", "U16.npy", "--right", "V12.npy", "--ridge", "2"];
    file("U16.npy", npy(matrix(16, 2)));
    file("V12.npy", npy(matrix(12, 2)));
    expect(json(`${loss}.csv`, ...words, "--loss", loss)).toMatchObject({ status: 0, loss, kind: "notStationary" });
  });
});

test("a table without holes is asked for the best approximation of its rank", () => {
  const full = file("full.csv", planted(9, 7, () => true).wide);
  lowlands("factor", full, "--rank", "2", "--out", "two");
  const found = json(full, "--model", "two/model.npz");
  expect(found).toMatchObject({ kind: "strictLocalMinimum", certified: false, ridge: 0 });
  expect(found.headline).toBe("A strict local minimum, and no matrix of this rank does better.");
  expect(found.notApplicable).not.toContain("bestApproximation");
});

test("a table of one entry", () => {
  file("one.csv", "row,column,value\na,x,3\n");
  file("small.npz", modelBytes({ left: matrix(1, 1, Float64Array.of(1.5)), right: matrix(1, 1, Float64Array.of(2)) }));
  expect(json("one.csv", "--model", "small.npz")).toMatchObject({ status: 0, certified: true, rows: 1, columns: 1 });
});

test("--out writes Markdown, and replaces nothing unasked", () => {
  const words = [operator, "observed.json", "--model", "truth.npz", "--out", "point.md"];
  expect(lowlands("inspect", ...words).status).toBe(0);
  expect(readFileSync(path("point.md"), "utf8")).toMatch(
    /^# truth\.npz on operator\.json and observed\.json\n\n\*\*A strict/,
  );
  expect(lowlands("inspect", ...words).stderr).toMatch(/--out: point\.md: expected a new file, this one exists/);
  expect(lowlands("inspect", ...words, "--force").status).toBe(0);
});

test("--claims asks about these alone", () => {
  const found = json(operator, "observed.json", "--model", "truth.npz", "--claims", "firstOrder, identifiability");
  expect(found.certificates.map(({ claim }: { claim: string }) => claim)).toEqual(["firstOrder", "identifiability"]);
});

describe("inspect refuses", () => {
  const sensed = [operator, "observed.json"];
  const cells = ["--left", "U16.npy", "--right", "V12.npy"];
  file("empty.csv", "");
  file("nan.npz", modelBytes({ left: matrix(12, 1, new Float64Array(12).fill(Number.NaN)), right: matrix(9, 1) }));
  file("small-sides.npz", modelBytes({ left: matrix(16, 13), right: matrix(12, 13) }));
  file("negative.csv", `${triplets}\nu15,t11,-2\n`.replace(/u15,t11,\d\S*\n/, ""));
  file("twice.csv", "row,column,value\na,x,1\na,x,1\nb,y,1\n");
  file("two.npz", modelBytes({ left: matrix(2, 1), right: matrix(2, 1) }));
  test.for([
    ["no data", [], /expected FILE, there is none/],
    ["no factors", sensed, /--model: expected --model, or --left and --right; got none of them/],
    ["a missing file", ["none.csv", "--model", "two.npz"], /none\.csv: expected a file, there is none/],
    ["a missing result", [operator, "none.npy", "--model", "truth.npz"], /none\.npy: expected a file, there is none/],
    ["an empty file", ["empty.csv", "--model", "two.npz"], /empty\.csv: .*the file is empty/],
    ["NaN in a model", [...sensed, "--model", "nan.npz"], /nan\.npz: expected finite numbers in "left", NaN came/],
    [
      "a model of another size",
      [...sensed, "--model", "two.npz"],
      /--model: expected factors of 12 rows and 9 columns, as operator\.json calls for; 2 × 2 came/,
    ],
    ["the same of entries", [good, "--model", "two.npz"], /--model: expected factors of 16 rows/],
    [
      "a rank above the sides",
      [good, "--model", "small-sides.npz"],
      /--model: expected a rank of at most 12.*; 13 came/,
    ],
    [
      "negative counts",
      ["negative.csv", ...cells, "--loss", "poisson"],
      /negative\.csv: expected numbers of 0 or more for the poisson loss, -2 came in row "u15", column "t11"/,
    ],
    [
      "values beyond frequencies",
      [...sensed, "--model", "truth.npz", "--loss", "logistic"],
      /observed\.json: expected numbers from 0 to 1 for the logistic loss, .* came at place \d+/,
    ],
    [
      "repeats under a loss without weights",
      ["twice.csv", "--model", "two.npz", "--loss", "huber"],
      /--loss: .*repeat/,
    ],
    ["an unknown loss", [good, ...cells, "--loss", "poison"], /--loss: .*; got poison; did you mean poisson\?/],
    ["an unknown claim", [good, ...cells, "--claims", "secondorder"], /--claims: .*did you mean secondOrder\?/],
    [
      "--strict without its claim",
      [good, ...cells, "--claims", "firstOrder", "--strict"],
      /--strict: expected globallyOptimal/,
    ],
    ["a symmetric table", [good, ...cells, "--symmetric"], /--symmetric: expected an operator and its observations/],
    [
      "a format for measurements",
      [...sensed, "--model", "truth.npz", "--format", "wide"],
      /--format: expected a file of entries/,
    ],
    [
      "an oblong matrix as symmetric",
      [...sensed, "--model", "truth.npz", "--symmetric"],
      /--symmetric: expected a square/,
    ],
    [
      "a file in a missing folder",
      [good, ...cells, "--out", "no/where.md"],
      /--out: no\/where\.md: expected the folder/,
    ],
    ["a negative ridge", [good, ...cells, "--ridge", "-1"], /--ridge: expected a number, 0 or more; got -1/],
  ] as const)("%s", ([, words, says]) => {
    const { status, stdout, stderr } = lowlands("inspect", ...words);
    expect([status, stdout]).toEqual([1, ""]);
    const last = stderr.trimEnd().split("\n").at(-1);
    expect(last).toMatch(/^lowlands: /);
    expect(last).toMatch(says);
    expect(existsSync(path("no"))).toBe(false);
  });
});

test("the first Ctrl-C prints what is known by then", async () => {
  const large = file("large.csv", planted(300, 200, mostCells).triplets);
  file("left.npy", npy(matrix(300, 12)));
  file("right.npy", npy(matrix(200, 12)));
  const child = start("inspect", large, "--left", "left.npy", "--right", "right.npy", "--json");
  const end = ended(child);
  await hasSaid(child, "The ridge was not given");
  child.kill("SIGINT");
  const { status, stdout, stderr } = await end;
  expect([status, stderr]).toEqual([130, expect.stringContaining("Stopping with what is known so far")]);
  expect(JSON.parse(stdout).notComputed.length).toBeGreaterThan(0);
});
