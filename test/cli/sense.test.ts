import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readModel } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { denseSensing, entrySampling, type MeasurementOperator, matrix, random } from "../../src/index.ts";
import { workplace } from "./program.ts";

const { path, file, lowlands } = workplace();
const [m, n, rank, p] = [12, 9, 2, 150];
const draw = random(3);
const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const [u, v] = [gaussian(m * rank), gaussian(n * rank)];
const x = matrix(
  m,
  n,
  Float64Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return u[i * rank] * v[j * rank] + u[i * rank + 1] * v[j * rank + 1];
  }),
);
const matrices = gaussian(p * m * n);
const measured = denseSensing({ rows: m, columns: n, matrices }).apply(x);
const npy = (shape: readonly number[], data: Float64Array) => npyBytes({ shape, data });
file("operator.npy", npy([p, m, n], matrices));
file("flat.npy", npy([p, m * n], matrices));
file("observed.npy", npy([p], measured));

/** Does the folder's model hold X to this relative error. */
async function recovered(out: string): Promise<number> {
  const { left, right } = await readModel(path(`${out}/model.npz`));
  const size = Math.hypot(...x.data);
  const difference = x.data.map((value, at) => {
    let found = 0;
    for (let c = 0; c < left.columns; c++) {
      found += left.data[Math.floor(at / n) * left.columns + c] * right.data[(at % n) * left.columns + c];
    }
    return value - found;
  });
  return Math.hypot(...difference) / size;
}

describe("an operator from an array", () => {
  const { status, stdout, stderr } = lowlands("sense", "operator.npy", "observed.npy", "--rank", "2");

  test("recovers the matrix and writes model and report", async () => {
    expect([status, stdout]).toEqual([
      0,
      "model: observed-lowlands/model.npz\nreport: observed-lowlands/report.html\n",
    ]);
    expect(readdirSync(path("observed-lowlands")).sort()).toEqual([
      "model.npz",
      "report.html",
      "report.json",
      "report.md",
    ]);
    expect(await recovered("observed-lowlands")).toBeLessThan(1e-10);
    expect(stderr).toContain("operator.npy: denseSensing of 12 × 9 matrices, 150 measurements.");
    expect(stderr).toContain("Every measurement is fitted exactly");
  });

  test("the report names files, hashes and the command", () => {
    const report = JSON.parse(readFileSync(path("observed-lowlands/report.json"), "utf8"));
    expect(report).toMatchObject({
      task: "sense",
      command: "lowlands sense operator.npy observed.npy --rank 2",
      data: { source: "operator.npy, observed.npy", measurements: p, degreesOfFreedom: 38 },
    });
    expect(report.data.hashes).toHaveLength(2);
    expect(readFileSync(path("observed-lowlands/report.md"), "utf8")).toContain("**Exact fit.**");
  });

  test("predict takes the model, rows and columns counted from 0", () => {
    file("pairs.csv", "0,0\n11,8\n");
    const predicted = lowlands("predict", "observed-lowlands/model.npz", "pairs.csv");
    const values = predicted.stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[2]));
    expect(values[0]).toBeCloseTo(x.data[0], 9);
    expect(values[1]).toBeCloseTo(x.data.at(-1)!, 9);
  });

  test("of two axes needs the shape", async () => {
    file("observed.csv", `y\n${[...measured].join("\n")}\n`);
    expect(lowlands("sense", "flat.npy", "observed.csv", "--rank", "2", "--out", "flat").stderr).toContain(
      "--shape m,n",
    );
    expect(
      lowlands("sense", "flat.npy", "observed.csv", "--rank", "2", "--shape", "12,9", "--out", "flat").status,
    ).toBe(0);
    expect(await recovered("flat")).toBeLessThan(1e-10);
  });

  test("--json prints one object; --trace a line an iteration of every run", () => {
    const { stdout } = lowlands(
      ...[
        "sense",
        "operator.npy",
        "observed.npy",
        "--rank",
        "2",
        "--out",
        "compared",
        "--json",
        "--trace",
        "trace.csv",
      ],
      ...["--start", "small", "--compare", "gradientDescent,lbfgs"],
    );
    const printed = JSON.parse(stdout);
    expect(printed).toMatchObject({ verdict: "holds", certified: true, rank: 2, ridge: 0, measurements: p });
    expect(printed.files).toEqual({ model: "compared/model.npz", report: "compared/report.html" });
    const names = printed.runs.map((run: { solver: string }) => run.solver);
    expect(names.slice(1)).toEqual(["gradientDescent", "lbfgs"]);
    const [head, ...lines] = readFileSync(path("trace.csv"), "utf8").trim().split("\n");
    expect(head).toBe("solver,iteration,applications,seconds,objective,residual,gradient_norm");
    for (const { solver, iterations } of printed.runs) {
      expect(lines.filter((line) => line.startsWith(`${solver},`))).toHaveLength(iterations);
    }
    const html = readFileSync(path("compared/report.html"), "utf8");
    for (const name of names) expect(html).toContain(`</svg>${name}</li>`);
  });

  test("--max-seconds ends with the best point so far, and says so", () => {
    const words = ["--rank", "2", "--solver", "gradientDescent", "--start", "small", "--max-seconds", "0.0001"];
    const { status, stdout } = lowlands("sense", "operator.npy", "observed.npy", ...words, "--out", "short", "--json");
    expect([status, JSON.parse(stdout).stopped]).toEqual([0, { rule: "outOfTime", converged: false }]);
  });

  test("starts from a model", () => {
    const words = ["--rank", "2", "--start", "observed-lowlands/model.npz", "--out", "warm", "--json"];
    const { runs } = JSON.parse(lowlands("sense", "operator.npy", "observed.npy", ...words).stdout);
    expect(runs[0].iterations).toBeLessThanOrEqual(3);
  });

  test("at a ridge the rank grows; --strict exits 2 where the certificate does not hold", () => {
    const noisy = measured.map((y) => y + 0.3 * draw.gaussian());
    file("noisy.json", JSON.stringify([...noisy]));
    const certified = lowlands("sense", "operator.npy", "noisy.json", "--ridge", "3", "--strict", "--json");
    expect([certified.status, JSON.parse(certified.stdout).certified]).toEqual([0, true]);
    const open = lowlands(
      "sense",
      "operator.npy",
      "noisy.json",
      "--ridge",
      "3",
      "--rank",
      "1",
      "--strict",
      "--out",
      "open",
    );
    expect(open.status).toBe(2);
  });
});

describe("an operator from its description", () => {
  /** Writes what an operator gives, and recovers from it. */
  async function through(name: string, description: object, operator: MeasurementOperator): Promise<number> {
    file(`${name}.json`, JSON.stringify(description));
    file(`${name}-y.npy`, npy([operator.measurements], operator.apply(x)));
    const { status, stderr } = lowlands("sense", `${name}.json`, `${name}-y.npy`, "--rank", "2", "--out", name);
    expect([status, stderr]).toEqual([0, expect.stringContaining("fitted exactly")]);
    return recovered(name);
  }

  test.for([
    ["gaussianSensing", { rows: m, columns: n, measurements: p, seed: 4 }],
    ["fullObservation", { rows: m, columns: n }],
    ["hadamardSensing", { rows: m, columns: n, measurements: 120, seed: 4 }],
    ["lineSampling", { rows: m, columns: n, observedRows: [0, 5, 7], observedColumns: [1, 2, 8] }],
  ] as const)("%s", async ([name, options]) => {
    const { operators } = await import("../../src/index.ts");
    const factory = operators[name] as (options: object) => MeasurementOperator;
    expect(await through(name, { operator: name, ...options }, factory(options))).toBeLessThan(1e-9);
  });

  test("rankOneSensing, its vectors in files beside the description", async () => {
    const { rankOneSensing } = await import("../../src/index.ts");
    const [a, b] = [gaussian(p * m), gaussian(p * n)];
    file("parts/a.npy", npy([p, m], a));
    file("parts/b.npy", npy([p, n], b));
    const operator = rankOneSensing({ left: matrix(p, m, a), right: matrix(p, n, b) });
    const description = { operator: "rankOneSensing", left: "a.npy", right: "b.npy" };
    expect(await through("parts/rank-one", description, operator)).toBeLessThan(1e-9);
  });

  test("quadraticSensing, with --symmetric", async () => {
    const [vectors, factor] = [gaussian(60 * 8), gaussian(8 * 2)];
    const forms = Float64Array.from({ length: 60 }, (_, k) => {
      const sums = [0, 0];
      for (let i = 0; i < 8; i++) for (const c of [0, 1]) sums[c] += vectors[8 * k + i] * factor[2 * i + c];
      return sums[0] ** 2 + sums[1] ** 2;
    });
    file("vectors.npy", npy([60, 8], vectors));
    file("forms-y.npy", npy([60], forms));
    file("forms.json", JSON.stringify({ operator: "quadraticSensing", vectors: "vectors.npy" }));
    const words = ["--rank", "2", "--symmetric", "--out", "forms", "--json"];
    const { degreesOfFreedom, certificates } = JSON.parse(
      lowlands("sense", "forms.json", "forms-y.npy", ...words).stdout,
    );
    expect(degreesOfFreedom).toBe(15);
    expect(certificates.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["holds", "holds", "holds"]);
    const { left, right } = await readModel(path("forms/model.npz"));
    const entry = (i: number, j: number) =>
      left.data[2 * i] * right.data[2 * j] + left.data[2 * i + 1] * right.data[2 * j + 1];
    expect(entry(1, 2)).toBeCloseTo(factor[2] * factor[4] + factor[3] * factor[5], 8);

    // At a ridge no rank is needed: it grows until no semidefinite matrix is better.
    const atRidge = lowlands(
      "sense",
      "forms.json",
      "forms-y.npy",
      "--ridge",
      "0.5",
      "--symmetric",
      "--json",
      "--strict",
    );
    expect(atRidge.status).toBe(0);
    expect(JSON.parse(atRidge.stdout)).toMatchObject({ certified: true, rank: 2 });
    expect(atRidge.stderr).toMatch(/No positive semidefinite matrix of any rank lowers the objective/);
  });

  test("entrySampling, the observations in the order in which the entries are listed", async () => {
    const cells = Array.from({ length: m * n }, (_, k) => (k * 31) % (m * n)).filter((k) => k % 6 !== 0);
    const [rowIndex, columnIndex] = [cells.map((k) => Math.floor(k / n)), cells.map((k) => k % n)];
    file("entries.json", JSON.stringify({ operator: "entrySampling", rows: m, columns: n, rowIndex, columnIndex }));
    file("entries-y.json", JSON.stringify(cells.map((k) => x.data[k])));
    expect(lowlands("sense", "entries.json", "entries-y.json", "--rank", "2", "--out", "entries").status).toBe(0);
    expect(await recovered("entries")).toBeLessThan(1e-9);
    expect(entrySampling({ rows: m, columns: n, rowIndex, columnIndex }).measurements).toBe(cells.length);
  });
});

test("fewer measurements than degrees of freedom are a warning, not an error", () => {
  file("few.npy", npy([30, m, n], matrices.subarray(0, 30 * m * n)));
  file("few-y.npy", npy([30], measured.subarray(0, 30)));
  const { status, stderr, stdout } = lowlands("sense", "few.npy", "few-y.npy", "--rank", "2", "--json");
  expect(status).toBe(0);
  expect(stderr).toContain("Warning: 30 measurements are fewer than the 38 degrees of freedom of a rank-2 matrix");
  const { certificates, warnings } = JSON.parse(stdout);
  expect(warnings).toHaveLength(1);
  expect(certificates[2]).toMatchObject({ claim: "identifiability", verdict: "fails", evidence: "proved" });
});

test("a 1×1 matrix", async () => {
  file("one.npy", npy([2, 1, 1], Float64Array.of(1, 2)));
  file("one-y.json", "[3, 6]");
  expect(lowlands("sense", "one.npy", "one-y.json", "--rank", "1").status).toBe(0);
  const { left, right } = await readModel(path("one-y-lowlands/model.npz"));
  expect(left.data[0] * right.data[0]).toBeCloseTo(3, 12);
});

describe("measurements of which a tenth is grossly wrong", () => {
  const wrong = measured.map((y, k) => (k % 10 === 3 ? y + 50 + k : y));
  file("wrong.npy", npy([p], wrong));
  const words = ["sense", "operator.npy", "wrong.npy", "--rank", "2", "--loss", "absolute", "--json"];
  const { status, stdout, stderr } = lowlands(...words);

  test("are set aside, told and listed, and the matrix is found to rounding", async () => {
    expect(status).toBe(0);
    expect(stderr).toContain("15 of 150 measurements were set aside as outliers");
    expect(await recovered("wrong-lowlands")).toBeLessThan(1e-9);
    const { outliers, files, certified } = JSON.parse(stdout);
    expect(certified).toBe(true);
    expect(outliers.indices).toEqual(Array.from({ length: 15 }, (_, k) => 10 * k + 3));
    const [head, first, ...rest] = readFileSync(path(files.outliers), "utf8").trim().split("\n");
    expect(head).toBe("measurement,error");
    expect(first).toMatch(/^3,5[23]\.?\d*$/);
    expect(rest).toHaveLength(14);
  });
});
