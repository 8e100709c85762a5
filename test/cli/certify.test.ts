import { describe, expect, test } from "vitest";
import { modelBytes, readModel } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { mostCells, planted, workplace } from "./program.ts";

const { path, file, lowlands } = workplace();
const { triplets, wide } = planted(30, 20, mostCells);
const good = file("good.csv", triplets);
const table = file("table.csv", wide);

describe("a model of ours", () => {
  test.for([
    [good, []],
    [good, ["--bias", "none", "--ridge-weights", "counts"]],
    [table, []],
    [table, ["--scale", "both", "--bias", "mean"]],
  ] as const)("%s, made with %s, holds by its own account", ([source, options]) => {
    const out = `out${options.join("")}${source}`;
    lowlands("complete", source, "--ridge", "0.5", ...options, "--out", out);
    const { status, stdout, stderr } = lowlands("certify", source, "--model", `${out}/model.npz`, "--json");
    const printed = JSON.parse(stdout);
    expect([status, printed]).toMatchObject([0, { verdict: "holds", certified: true, ridge: 0.5, estimated: [] }]);
    expect(printed.relativeGap).toBeLessThanOrEqual(1e-6);
    expect(printed.certificates[0].claim).toBe("globallyOptimal");
    expect(stderr).not.toContain("names no");
  });

  test("does not hold for a point that was stopped short, nor at another ridge", () => {
    lowlands("complete", good, "--rank", "1", "--ridge", "0.5", "--out", "one");
    const { status, stdout } = lowlands("certify", good, "--model", "one/model.npz");
    expect(status).toBe(2);
    expect(stdout).toMatch(/Globally optimal +fails +proved/);
    expect(lowlands("certify", good, "--model", `out${good}/model.npz`, "--ridge", "0.1").status).toBe(2);
  });
});

describe("factors made elsewhere", async () => {
  lowlands("complete", table, "--ridge", "0.5", "--bias", "none", "--scale", "none", "--gap", "1e-10", "--out", "bare");
  const { left, right } = await readModel(path("bare/model.npz"));
  // Another tool's factors are not balanced: U is 7 times ours, V a seventh.
  const U = { ...left, data: left.data.map((x) => 7 * x) };
  const V = { ...right, data: right.data.map((x) => x / 7) };
  const npy = ({ rows, columns, data }: typeof left) => npyBytes({ shape: [rows, columns], data });
  file("U.npy", npy(U));
  file("V.npy", npy(V));

  test("two arrays, unbalanced, their ridge estimated, rows matched by order", () => {
    const { status, stdout, stderr } = lowlands("certify", table, "--left", "U.npy", "--right", "V.npy", "--json");
    const printed = JSON.parse(stdout);
    expect([status, printed]).toMatchObject([0, { verdict: "holds", estimated: ["ridge"] }]);
    expect(printed.ridge).toBeCloseTo(0.5, 4);
    expect(stderr).toContain("The model names no rows or columns: row k was taken for the k-th row of table.csv");
  });

  test("triplets are matched in sorted order, and it says so", () => {
    const numbered = triplets.replace(/^u(\d+),t(\d+)/gm, "$1,$2");
    file("numbered.csv", numbered);
    const words = ["--left", "U.npy", "--right", "V.npy", "--ridge", "0.5"];
    const { status, stderr } = lowlands("certify", "numbered.csv", ...words);
    expect(stderr).toContain("row k was taken for the k-th id of numbered.csv in sorted order");
    expect(status).toBe(0);
    // u10 sorts before u2: the same factors then belong to other rows.
    expect(lowlands("certify", good, ...words).status).toBe(2);
  });

  test("with labels, rows may come in any order and the table may have fewer", () => {
    const order = Array.from({ length: 30 }, (_, k) => (7 * k) % 30);
    const shuffled = {
      ...U,
      data: Float64Array.from(order.flatMap((i) => [...U.data.subarray(i * U.columns, (i + 1) * U.columns)])),
    };
    const columnIds = Array.from({ length: 20 }, (_, j) => `t${j}`);
    const labelled = { left: shuffled, right: V, rowIds: order.map((i) => `u${i}`), columnIds };
    file("labelled.npz", modelBytes(labelled));
    expect(lowlands("certify", good, "--model", "labelled.npz", "--ridge", "0.5").status).toBe(0);
    const fewer = { ...labelled, rowIds: labelled.rowIds.map((id) => (id === "u3" ? "v3" : id)) };
    file("fewer.npz", modelBytes(fewer));
    const { status, stderr } = lowlands("certify", good, "--model", "fewer.npz");
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('--model: expected a model of every row in good.csv, it has no "u3"'),
    ]);
  });

  test("wrong use is told", () => {
    const fault = (...words: string[]) =>
      lowlands("certify", good, ...words)
        .stderr.trim()
        .split("\n")
        .at(-1);
    expect(fault()).toBe("lowlands: --model: expected --model, or --left and --right; got none of them");
    expect(fault("--left", "U.npy")).toMatch(/got --left$/);
    expect(fault("--model", "U.npy")).toMatch(/U\.npy: expected a model as one \.npz file.* this is npy/);
    expect(fault("--left", "V.npy", "--right", "U.npy")).toMatch(/--model: expected factors of 30 rows.*20 came/);
    expect(fault("--model", "none.npz")).toMatch(/none\.npz: expected a file, there is none/);
    expect(fault("--model", "labelled.npz", "--ridge", "-2")).toMatch(/--ridge: expected a number, 0 or more; got -2/);
  });
});
