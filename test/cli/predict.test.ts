import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { read } from "../../io/index.ts";
import { mostCells, planted, workplace } from "./program.ts";

const { path, file, lowlands } = workplace();
const { triplets } = planted(30, 20, mostCells);
const good = file("good.csv", triplets);
lowlands("complete", good, "--ridge", "0.5", "--predict", "all", "--out", "out");
const model = "out/model.npz";
const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
const completed = new Map(
  rowsOf(readFileSync(path("out/predictions.csv"), "utf8")).map(([row, column, value, rank]) => [
    `${row},${column}`,
    `${value},${rank}`,
  ]),
);
const missing = [...completed.keys()].slice(1);

describe("pairs", () => {
  test("are predicted as complete did, in their order", () => {
    file("pairs.csv", ["user,item", ...[...missing].reverse()].join("\n"));
    const { status, stdout, stderr } = lowlands("predict", model, "pairs.csv");
    expect([status, stderr]).toEqual([0, ""]);
    const [header, ...lines] = stdout.trimEnd().split("\n");
    expect(header).toBe("user,item,prediction,determined_rank");
    expect(lines).toEqual([...missing].reverse().map((pair) => `${pair},${completed.get(pair)}`));
  });

  test("of an unknown id are an error that names it, or left out", () => {
    file("unknown.csv", `${missing[0]}\nu99,t0\n${missing[1]}\n`);
    const { status, stdout, stderr } = lowlands("predict", model, "unknown.csv");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      'lowlands: unknown.csv: expected ids that the model knows, row "u99" came; --unknown skip leaves such ids out\n',
    );
    const skipped = lowlands("predict", model, "unknown.csv", "--unknown", "skip");
    expect([skipped.status, rowsOf(skipped.stdout).length]).toEqual([0, 3]);
  });

  test("go to a CSV or a Parquet file, replaced only with --force", async () => {
    for (const out of ["p.csv", "p.parquet"]) {
      expect(lowlands("predict", model, "pairs.csv", "--out", out)).toMatchObject({ status: 0, stdout: "" });
      const table = await read(path(out), { columns: ["user", "item", "prediction"] });
      expect(table.values.length).toBe(missing.length);
    }
    expect(lowlands("predict", model, "pairs.csv", "--out", "p.csv").stderr).toMatch(/--force/);
    expect(lowlands("predict", model, "pairs.csv", "--out", "p.csv", "--force").status).toBe(0);
  });
});

describe("--top", () => {
  test("takes the best columns of each row, the best first", () => {
    const lines = rowsOf(lowlands("predict", model, "--top", "3").stdout).slice(1);
    expect(lines.length).toBe(90);
    for (let k = 1; k < lines.length; k++) {
      if (lines[k][0] === lines[k - 1][0]) expect(Number(lines[k][2])).toBeLessThanOrEqual(Number(lines[k - 1][2]));
    }
  });

  test("for rows that are named, without what was observed", () => {
    const lines = rowsOf(lowlands("predict", model, "--top", "100", "--rows", "u4,u2", "--exclude", good).stdout).slice(
      1,
    );
    const expected = missing.filter((pair) => /^u[24],/.test(pair));
    expect(lines.map(([row, column]) => `${row},${column}`).sort()).toEqual(expected.sort());
    expect(lines[0][0]).toBe("u4");
  });

  test("ranks by the unclipped prediction, where clipped ones tie", () => {
    // Mean and biases alone: row b lies 4 above row a.
    file("steep.csv", "u,i,r\na,x,1\na,y,3\na,z,2.5\nb,x,5\n");
    lowlands("complete", "steep.csv", "--ridge", "5", "--bias-ridge", "0.01", "--out", "steep");
    const lines = rowsOf(lowlands("predict", "steep/model.npz", "--top", "3", "--rows", "b").stdout).slice(1);
    expect(lines.map(([, column, value]) => [column, value])).toEqual([
      ["y", "5"],
      ["z", "5"],
      ["x", expect.stringMatching(/^4\.9|^5$/)],
    ]);
  });

  test("names an unknown row", () => {
    const { status, stderr } = lowlands("predict", model, "--top", "1", "--rows", "u1,nobody");
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/--rows: expected ids that the model knows, row "nobody"/),
    ]);
  });
});

test.for([
  [[model], /PAIRS.*or --top n; got neither/],
  [[model, "pairs.csv", "--top", "3"], /got both/],
  [[model, "pairs.csv", "--rows", "u1"], /--rows: expected --top beside it/],
  [[model, "--top", "0"], /--top: expected a whole number, 1 or more; got 0/],
  [[model, "pairs.csv", "--out", "x.txt"], /--out: expected a file\.csv or file\.parquet; got x\.txt/],
  [[model, "pairs.csv", "--out", "no/x.csv"], /--out: no\/x\.csv: expected the folder/],
  [[good, "pairs.csv"], /good\.csv: expected a model/],
  [["none.npz", "pairs.csv"], /none\.npz: expected a file, there is none/],
  [[model, "none.csv"], /none\.csv: expected a file, there is none/],
] as const)("predict refuses %s", ([words, says]) => {
  const { status, stdout, stderr } = lowlands("predict", ...words);
  expect([status, stdout, stderr]).toEqual([1, "", expect.stringMatching(says)]);
  expect(stderr.trimEnd().split("\n").length).toBe(1);
  expect(existsSync(path("x.txt"))).toBe(false);
});
