import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { read, readModel } from "../../io/index.ts";
import { mostCells, planted, workplace } from "./program.ts";

const { folder, path, file, lowlands } = workplace();
const { triplets, wide } = planted(30, 20, mostCells);
const good = file("good.csv", triplets);
const table = file("table.csv", wide);
const text = (name: string) => readFileSync(path(name), "utf8");
const lines = (name: string) => text(name).trimEnd().split("\n");
const quick = ["--ridge", "0.5", "--rank", "2"];
const cellsMissing = 30 * 20 - lines("good.csv").length + 1;

describe("triplets", () => {
  const { status, stdout, stderr } = lowlands("complete", good);

  test("end well: the report's path last on standard output, the first line on standard error says what was read", () => {
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("report: good-lowlands/report.html");
    const [first] = stderr.split("\n");
    expect(first.replace(/\s/g, " ")).toBe(
      `good.csv: triplets (--format wide reads it otherwise), 30 rows × 20 columns, ${600 - cellsMissing} observed, 25.0 % missing; scale none, bias both.`,
    );
    expect(stderr).toMatch(/cells set aside the root mean square error is .* below mean and biases alone/);
    expect(stderr).toMatch(/No matrix of any rank lowers the objective/);
  });

  test("leave a model, three reports and the predictions", () => {
    expect(readdirSync(path("good-lowlands")).sort()).toEqual(
      ["model.npz", "predictions.csv", "report.html", "report.json", "report.md"].sort(),
    );
    const report = JSON.parse(text("good-lowlands/report.json"));
    expect(report).toMatchObject({ command: "lowlands complete good.csv", certified: true, seed: 0, picture: null });
    expect(report.data).toMatchObject({ source: "good.csv", shape: "triplets", rowName: "user", columnName: "item" });
    expect(report.data.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(text("good-lowlands/report.html")).toContain("good.csv");
  });

  test("every missing cell is predicted once, with its determined rank", () => {
    const [header, ...rest] = lines("good-lowlands/predictions.csv");
    expect(header).toBe("user,item,prediction,determined_rank");
    expect(rest.length).toBe(cellsMissing);
    const observed = new Set(lines("good.csv").map((line) => line.split(",").slice(0, 2).join()));
    const values = rest.map((line) => line.split(","));
    expect(values.filter(([user, item]) => observed.has(`${user},${item}`))).toEqual([]);
    expect(new Set(values.map(([user, item]) => `${user},${item}`)).size).toBe(cellsMissing);
    expect(values.every(([, , value, rank]) => Number.isFinite(Number(value)) && Number(rank) > 1)).toBe(true);
  });

  test("the model holds what makes a prediction", async () => {
    const model = await readModel(path("good-lowlands/model.npz"));
    const [, first] = lines("good-lowlands/predictions.csv");
    const [user, item, value] = first.split(",");
    const i = (model.rowIds as string[]).indexOf(user);
    const j = (model.columnIds as string[]).indexOf(item);
    const { left, right } = model;
    let sum = model.mean! + model.rowBias![i] + model.columnBias![j];
    for (let c = 0; c < left.columns; c++) sum += left.data[i * left.columns + c] * right.data[j * left.columns + c];
    expect(sum * model.rowScale![i] * model.columnScale![j]).toBeCloseTo(Number(value), 10);
    expect(model.meta).toMatchObject({ version: expect.any(String), ridgeWeights: "none", bias: "both" });
  });

  test("the folder is kept without --force and replaced with it; the same seed gives the same model", async () => {
    const before = await readModel(path("good-lowlands/model.npz"));
    expect(lowlands("complete", good)).toMatchObject({ status: 1, stdout: "" });
    expect(lowlands("complete", good, "--force").status).toBe(0);
    const { meta, ...after } = await readModel(path("good-lowlands/model.npz"));
    expect({ ...after, meta: { ...meta, command: "lowlands complete good.csv" } }).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("a wide table", () => {
  const outcome = lowlands("complete", table, "--out", "filled", "--json", "--trace", "trace.csv");

  test("comes back completed in its own layout, what was observed in its own words", () => {
    const [before, after] = [lines("table.csv"), lines("filled/completed.csv")].map((rows) =>
      rows.map((row) => row.split(",")),
    );
    expect(after.map((row) => row.length)).toEqual(before.map((row) => row.length));
    before.forEach((row, i) => {
      row.forEach((cell, j) => {
        if (cell !== "") expect(after[i][j]).toBe(cell);
        else expect(Number.isFinite(Number.parseFloat(after[i][j]))).toBe(true);
      });
    });
  });

  test("--json prints one object with the numbers of the report", () => {
    const printed = JSON.parse(outcome.stdout);
    const report = JSON.parse(text("filled/report.json"));
    expect(Object.keys(printed)).toEqual(
      "command verdict certified rank ridge objective relativeGap heldOut undetermined certificates rounds stopped seconds seed version files".split(
        " ",
      ),
    );
    for (const key of ["command", "verdict", "certified", "objective", "relativeGap", "rounds", "stopped", "seed"]) {
      expect(printed[key]).toEqual(report[key]);
    }
    expect(Object.keys(printed.heldOut)).toEqual(["rmse", "mae", "baselineRmse", "count"]);
    expect(Object.keys(printed.undetermined)).toEqual(["rank", "entries", "rows", "columns"]);
    expect(printed.files).toEqual({
      model: "filled/model.npz",
      report: "filled/report.html",
      predictions: "filled/predictions.csv",
    });
    expect(printed.relativeGap).toBeLessThanOrEqual(1e-6);
  });

  test("the report has its picture; the bias is the columns'", () => {
    const { picture, chosen, data } = JSON.parse(text("filled/report.json"));
    expect([picture.rowLabels.length, picture.columnLabels.length]).toEqual([30, 20]);
    expect(picture.observed.flat().filter((cell: number | null) => cell === null).length).toBe(cellsMissing);
    expect(chosen.bias).toBe("columns");
    expect(outcome.stderr.split("\n")[0]).toContain(`scale ${data.scale}, bias columns.`);
  });

  test("--trace writes a line an iteration", () => {
    const [header, ...rows] = lines("trace.csv");
    expect(header).toBe("round,iteration,rank,objective,relative_gap,gradient_norm,passes");
    const report = JSON.parse(text("filled/report.json"));
    expect(rows.length).toBe(report.trace.length);
    expect(Number(rows.at(-1)!.split(",")[3])).toBeCloseTo(report.objective, 6);
  });

  test("columns in units a thousand times apart are scaled, and come back in their units", () => {
    const units = lines("table.csv").map((line, i) =>
      line
        .split(",")
        .map((cell, j) => (i > 0 && j % 3 === 1 && cell !== "" ? String(1000 * Number(cell)) : cell))
        .join(","),
    );
    file("units.csv", units.join("\n"));
    const { stderr } = lowlands("complete", "units.csv", "--ridge", "0.5");
    expect(stderr.split("\n")[0]).toMatch(/scale (columns|both), bias columns\.$/);
    const completed = lines("units-lowlands/completed.csv").slice(1);
    const cells = completed.map((line) => line.split(",").slice(1).map(Number));
    for (const row of cells) {
      row.forEach((cell, j) => {
        expect(cell > 500).toBe(j % 3 === 0);
      });
    }
  });
});

describe("options", () => {
  test("--predict: pairs in their order, none, all", () => {
    file("pairs.csv", "user,item\nu7,t3\nu0,t0\n");
    lowlands("complete", good, ...quick, "--out", "by-pairs", "--predict", "pairs.csv");
    expect(lines("by-pairs/predictions.csv").map((line) => line.split(",").slice(0, 2).join())).toEqual([
      "user,item",
      "u7,t3",
      "u0,t0",
    ]);
    const none = lowlands("complete", good, ...quick, "--out", "by-none", "--predict", "none", "--json");
    expect(JSON.parse(none.stdout).files.predictions).toBeNull();
    expect(existsSync(path("by-none/predictions.csv"))).toBe(false);
    lowlands("complete", good, ...quick, "--out", "by-all", "--predict", "all");
    expect(lines("by-all/predictions.csv").length).toBe(cellsMissing + 1);
  });

  test("--clip: predictions stay in the observed range unless it is off", () => {
    const values = (out: string) =>
      lines(`${out}/predictions.csv`)
        .slice(1)
        .map((line) => Number(line.split(",")[2]));
    file("corner.csv", "u,i,r\na,x,1\na,y,3\nb,x,5\n");
    const additive = ["--ridge", "5", "--bias-ridge", "0.01"];
    for (const clip of ["on", "off"]) lowlands("complete", "corner.csv", ...additive, "--clip", clip, "--out", clip);
    expect(Math.max(...values("off"))).toBeGreaterThan(5);
    expect(Math.max(...values("on"))).toBe(5);
  });

  test("--rank keeps the rank and --strict tells that this is no certificate", () => {
    const one = lowlands("complete", good, "--rank", "1", "--ridge", "0.5", "--out", "one", "--json", "--strict");
    expect([one.status, JSON.parse(one.stdout)]).toMatchObject([2, { rank: 1, verdict: "fails", certified: false }]);
    expect(one.stderr).toContain("at rank 1");
    expect(JSON.parse(one.stdout).heldOut).toBeNull();
    const two = lowlands("complete", good, "--ridge", "0.5", "--out", "two", "--strict");
    expect(two.status).toBe(0);
  });

  test("--max-seconds ends with what there is: status 0, not converged", () => {
    const outcome = lowlands("complete", good, "--max-seconds", "0.001", "--out", "hurried", "--json");
    expect(outcome.status).toBe(0);
    expect(JSON.parse(outcome.stdout).stopped.converged).toBe(false);
    expect(existsSync(path("hurried/model.npz"))).toBe(true);
  });

  test("--format, --columns and --duplicates decide how a file is read", () => {
    file("log.tsv", "when\tstars\twho\twhat\n1\t3\ta\tx\n2\t5\ta\tx\n3\t1\tb\ty\n4\t2\tb\tx\n");
    const words = ["complete", "log.tsv", "--columns", "who,what,stars", "--ridge", "1", "--out", "log"];
    expect(lowlands(...words).stderr).toMatch(/--duplicates mean or last/);
    const { stderr } = lowlands(...words, "--duplicates", "mean");
    expect(stderr).toContain("2 rows × 2 columns, 3 observed");
    expect(lowlands("complete", table, "--format", "wide", ...quick, "--out", "w").stderr).toMatch(
      /: a wide table, 30/,
    );
  });

  test("Parquet in, Parquet out", async () => {
    file("ratings.parquet", new Uint8Array(readFileSync(resolve("test/fixtures/io/triplets-snappy.parquet"))));
    expect(lowlands("complete", "ratings.parquet", "--ridge", "1").status).toBe(0);
    expect(existsSync(path("ratings-lowlands/predictions.parquet"))).toBe(true);
  });

  test("--open that fails is a warning", () => {
    const before = process.env.PATH;
    process.env.PATH = folder;
    const { status, stderr } = lowlands("complete", good, ...quick, "--out", "opened", "--open");
    process.env.PATH = before;
    expect([status, stderr]).toEqual([0, expect.stringContaining("Warning: the report could not be opened")]);
  });

  test("the credit of a file is the text beside it", () => {
    file("credited.csv", wide);
    file("credited.csv.credit", "Measured by  A. Bee,\nCC BY 4.0.\n");
    lowlands("complete", "credited.csv", ...quick);
    expect(JSON.parse(text("credited-lowlands/report.json")).credit).toBe("Measured by A. Bee, CC BY 4.0.");
  });

  test("the report of the sample credits Project Tycho", () => {
    lowlands("complete", resolve("examples/data/measles.csv"), ...quick, "--out", "measles");
    for (const report of ["report.html", "report.md", "report.json"]) {
      expect(text(`measles/${report}`)).toMatch(/Project Tycho.*CC BY 4\.0/s);
    }
  });
});

describe("small and dull data finish", () => {
  test.for([
    ["one row", "id,a,b,c,d\nr1,1,2,,4\n", /single entry/],
    ["one column", "id,a\nr1,1\nr2,3\nr3,\nr4,2\n", /single entry/],
    ["one entry", "u,i,rating\na,x,3\n", /All observed values are 3/],
    ["equal values", "u,i,rating\na,x,3\na,y,3\nb,x,3\nc,z,3\n", /All observed values are 3/],
    ["constant rows", "id,a,b,c\nr1,1,1,\nr2,2,,2\nr3,,5,5\n", /So few entries/],
    ["a row without entries", "id,a,b,c\nr1,1,1,\nr2,,,\nr3,,5,5\n", /1 of 3 rows has no entry/],
    ["nothing missing", "id,a,b,c\nr1,1,1,2\nr2,2,3,4\nr3,4,5,5\n", /0\s% missing/],
  ] as const)("%s", ([name, content, says]) => {
    const source = `${name.replaceAll(" ", "-")}.csv`;
    writeFileSync(path(source), content);
    const shape = content.startsWith("id") ? ["--format", "wide"] : [];
    const { status, stderr } = lowlands("complete", source, ...shape);
    expect([status, stderr]).toEqual([0, expect.stringMatching(says)]);
    const values = lines(join(source.replace(".csv", "-lowlands"), "predictions.csv")).slice(1);
    expect(values.every((line) => Number.isFinite(Number(line.split(",")[2])))).toBe(true);
  });
});

test("the written predictions are a table that can be read again", async () => {
  const table = await read(path("good-lowlands/predictions.csv"), { columns: ["user", "item", "prediction"] });
  expect(table.values.length).toBe(cellsMissing);
});
