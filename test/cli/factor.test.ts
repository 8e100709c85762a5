import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readModel } from "../../io/index.ts";
import { npyArray } from "../../io/numpy/npy-array.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { npzArrays } from "../../io/numpy/npz-arrays.ts";
import { planted, workplace } from "./program.ts";

const { folder, path, file, lowlands } = workplace();
const { wide, triplets } = planted(20, 12, () => true);
const table = file("table.csv", wide);
const npy = (shape: readonly number[], data: number[]) => npyBytes({ shape, data: Float64Array.from(data) });
const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

describe("a wide table", () => {
  const { status, stdout, stderr } = lowlands("factor", table, "--rank", "3");

  test("is factored at the rank that is given", async () => {
    expect([status, stdout]).toEqual([
      0,
      "model: table-lowlands/model.npz\nsvd: table-lowlands/svd.npz\nreport: table-lowlands/report.html\n",
    ]);
    expect(stderr).toMatch(/No matrix of rank 3 explains more of the sum of squares/);
    const { left, right, rowIds } = await readModel(path("table-lowlands/model.npz"));
    expect([left.rows, left.columns, right.rows, right.columns]).toEqual([20, 3, 12, 3]);
    expect(rowIds?.slice(0, 2)).toEqual(["r0", "r1"]);
  });

  test("svd.npz holds U, S and V, orthonormal, whose product is the model", async () => {
    const arrays = npzArrays(new Uint8Array(readFileSync(path("table-lowlands/svd.npz"))));
    const [u, s, v] = ["U", "S", "V"].map((name) => arrays.get(name)!);
    expect([u.shape, s.shape, v.shape]).toEqual([[20, 3], [3], [12, 3]]);
    const [U, S, V] = [u, s, v].map(({ data }) => data as Float64Array);
    for (const [basis, rows] of [
      [U, 20],
      [V, 12],
    ] as const) {
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) {
          let product = 0;
          for (let i = 0; i < rows; i++) product += basis[3 * i + a] * basis[3 * i + b];
          expect(product).toBeCloseTo(a === b ? 1 : 0, 12);
        }
      }
    }
    const { left, right } = await readModel(path("table-lowlands/model.npz"));
    for (const [i, j] of [
      [0, 0],
      [7, 3],
      [19, 11],
    ]) {
      let [bySvd, byModel] = [0, 0];
      for (let c = 0; c < 3; c++) {
        bySvd += U[3 * i + c] * S[c] * V[3 * j + c];
        byModel += left.data[3 * i + c] * right.data[3 * j + c];
      }
      expect(bySvd).toBeCloseTo(byModel, 12);
    }
  });

  test("the report shows the error of every rank found", () => {
    const report = JSON.parse(readFileSync(path("table-lowlands/report.json"), "utf8"));
    const errors = report.errorByRank.map(({ error }: { error: number }) => error);
    expect(errors[0]).toBe(1);
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
    expect(errors[3]).toBeCloseTo(report.residual, 10);
    expect(readFileSync(path("table-lowlands/report.md"), "utf8")).toContain("## Error against rank");
    expect(readFileSync(path("table-lowlands/report.html"), "utf8")).toContain("Error against rank");
  });

  test("predict takes the model and its labels", () => {
    file("pairs.csv", "r0,c0\nr19,c11\n");
    const { status, stdout } = lowlands("predict", "table-lowlands/model.npz", "pairs.csv");
    expect([status, stdout.split("\n")[1].startsWith("r0,c0,")]).toEqual([0, true]);
  });
});

test("--compare names every solver with its work", () => {
  const words = [
    "--rank",
    "2",
    "--out",
    "compared",
    "--json",
    "--start",
    "random",
    "--compare",
    "lbfgs,gradientDescent",
  ];
  const { runs } = JSON.parse(lowlands("factor", table, ...words).stdout);
  expect(runs.map(({ solver, verdict }: Record<string, string>) => [solver, verdict])).toEqual([
    ["truncatedSvd", "holds"],
    ["lbfgs", "holds"],
    ["gradientDescent", "holds"],
  ]);
  for (const run of runs)
    expect(Object.keys(run)).toEqual(expect.arrayContaining(["iterations", "applications", "seconds", "objective"]));
});

test("without a rank the noise decides; at a ridge, the ridge", () => {
  const chosen = JSON.parse(lowlands("factor", table, "--out", "auto", "--json").stdout);
  // A level, two waves, and what plays the noise: a sine of i·n + j, which has rank 2.
  expect(chosen.rank).toBe(5);
  const shrunk = JSON.parse(lowlands("factor", table, "--ridge", "5", "--out", "ridge", "--json").stdout);
  expect(shrunk.certificates[0]).toMatchObject({ claim: "globallyOptimal", verdict: "holds" });
  expect(Math.min(...shrunk.singularValues)).toBeGreaterThan(0);
});

test("MatrixMarket lists what is not zero", () => {
  file("sparse.mtx", "%%MatrixMarket matrix coordinate real general\n3 3 3\n1 1 3\n2 2 2\n3 3 1\n");
  const { singularValues } = JSON.parse(lowlands("factor", "sparse.mtx", "--rank", "2", "--json").stdout);
  expect(singularValues.map((s: number) => s.toFixed(9))).toEqual(["3.000000000", "2.000000000"]);
});

test("a 1×1 matrix, and one of zeros", () => {
  file("one.npy", npy([1, 1], [5]));
  file("zeros.npy", npy([2, 3], [0, 0, 0, 0, 0, 0]));
  expect(lowlands("factor", "one.npy", "--rank", "1").status).toBe(0);
  const { status, stderr } = lowlands("factor", "zeros.npy", "--rank", "1");
  expect([status, stderr]).toEqual([
    0,
    expect.stringContaining("Warning: Rank 1 was asked for; beyond 0 nothing rises above rounding."),
  ]);
  expect(npyArray(new Uint8Array(readFileSync(path("one.npy")))).data[0]).toBe(5);
});

describe("factor refuses", () => {
  file("holes.csv", wide.replace(/^r3,[^,]*/m, "r3,"));
  file("holes.npy", npy([2, 2], [1, 2, Number.NaN, 4]));
  file("some.csv", triplets.split("\n").slice(0, 100).join("\n"));
  const real = Buffer.from(npy([2, 2], [1, 2, 3, 4, 5, 6, 7, 8])).toString("latin1");
  file("complex.npy", Buffer.from(real.replace("'<f8', ", "'<c16',"), "latin1"));
  const cases: [name: string, words: string[], says: RegExp, argument: string | null, file: string | null][] = [
    ["a missing file", ["none.npy"], /none\.npy: expected a file, there is none/, null, "none.npy"],
    [
      "holes in a table",
      ["holes.csv"],
      /holes\.csv: expected a matrix without holes, row "r3", column "c0" is missing; lowlands complete/,
      "missing",
      "holes.csv",
    ],
    [
      "NaN in an array",
      ["holes.npy"],
      /without holes, row 1, column 0 is missing; lowlands complete/,
      "missing",
      "holes.npy",
    ],
    [
      "triplets that leave some out",
      ["some.csv"],
      /without holes, row .* is missing; lowlands complete/,
      "missing",
      "some.csv",
    ],
    ["complex numbers", ["complex.npy"], /complex numbers \(c16\)/, null, "complex.npy"],
    ["a rank above the smaller side", [table, "--rank", "13"], /--rank: .*from 1 to 12.*got 13/, "rank", null],
    ["a rank of words", [table, "--rank", "some"], /--rank: expected a whole number/, "rank", null],
    [
      "an unknown solver",
      [table, "--rank", "2", "--solver", "svd"],
      /--solver: expected one of auto, .*; got svd/,
      "solver",
      null,
    ],
    [
      "a named solver without a rank",
      [table, "--solver", "lbfgs"],
      /--rank: expected --rank k beside --solver lbfgs/,
      "rank",
      null,
    ],
  ];

  test.for(cases)("%s", ([, words, says, argument, file]) => {
    const before = readdirSync(folder, { recursive: true }).sort();
    const { status, stdout, stderr } = lowlands("factor", ...words, "--json", "--out", "refused");
    const { error } = JSON.parse(stdout);
    expect(error.message).toMatch(says);
    expect([error.argument, error.file]).toEqual([argument, file]);
    expect(lastLine(stderr)).toBe(`lowlands: ${error.message}`);
    expect(status).toBe(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });
});
