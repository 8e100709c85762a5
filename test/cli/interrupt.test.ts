import { existsSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { readModel } from "../../io/index.ts";
import { ended, hasSaid, mostCells, planted, workplace } from "./program.ts";

const { path, file, start } = workplace();
/** Many entries and a gap that rounding forbids: long enough to be interrupted anywhere. */
const large = file("large.csv", planted(400, 300, mostCells).triplets);
const long = ["--ridge", "0.01", "--holdout", "0.1", "--gap", "1e-15"];
const RUNS = 12;
const whole = ["model.npz", "predictions.csv", "report.html", "report.json", "report.md"];

test("the first Ctrl-C writes the best point so far and ends with status 130", async () => {
  const child = start("complete", large, ...long, "--out", "once", "--json");
  const end = ended(child);
  await hasSaid(child, "large.csv: triplets");
  await pause(700);
  child.kill("SIGINT");
  const { status, stdout, stderr } = await end;
  expect(status).toBe(130);
  expect(stderr).toContain("Stopping with the best point so far; Ctrl-C again stops at once.");
  expect(JSON.parse(stdout).stopped).toEqual({ rule: "aborted", converged: false });
  expect(readdirSync(path("once")).sort()).toEqual(whole);
  expect((await readModel(path("once/model.npz"))).left.rows).toBe(400);
});

test("the second Ctrl-C stops at once and leaves nothing", async () => {
  const child = start("complete", large, ...long, "--out", "twice", "--max-seconds", "60");
  const end = ended(child);
  await hasSaid(child, "large.csv: triplets");
  const stopping = hasSaid(child, "Stopping");
  child.kill("SIGINT");
  await stopping;
  const before = Date.now();
  child.kill("SIGINT");
  const { status, stdout } = await end;
  expect([status, stdout]).toEqual([130, ""]);
  expect(Date.now() - before).toBeLessThan(2_000);
  expect(existsSync(path("twice"))).toBe(false);
});

test("Ctrl-C, or a kill, at any moment leaves no folder or a whole one", { timeout: 120_000 }, async () => {
  const small = file("small.csv", planted(60, 40, mostCells).triplets);
  const words = ["complete", small, "--ridge", "0.5", "--rank", "2"];
  const first = Date.now();
  await ended(start(...words, "--out", "unharmed"));
  const span = Date.now() - first;
  let [none, complete] = [0, 0];
  for (let k = 0; k < RUNS; k++) {
    const out = `killed-${k}`;
    const child = start(...words, "--out", out);
    const end = ended(child);
    await pause((span * 1.1 * k) / (RUNS - 1));
    child.kill(k % 3 === 2 ? "SIGKILL" : "SIGINT");
    const { status, stderr } = await end;
    if (existsSync(path(out))) {
      complete++;
      expect(readdirSync(path(out)).sort()).toEqual(whole);
      expect((await readModel(path(`${out}/model.npz`))).left.rows).toBe(60);
    } else none++;
    expect([null, 0, 130], stderr).toContain(status);
  }
  // Early kills come before the folder, late ones after it.
  expect(none).toBeGreaterThan(0);
  expect(complete).toBeGreaterThan(0);
});

test("a killed run's leftovers are removed by the next", async () => {
  await ended(start("complete", "small.csv", "--ridge", "0.5", "--rank", "2", "--out", "killed-0", "--force"));
  const left = readdirSync(path(".")).filter((name) => name.startsWith(".killed-0"));
  expect(left).toEqual([]);
});

test("Ctrl-C ends a sensing and its rivals with their best points", async () => {
  const description = { operator: "gaussianSensing", rows: 60, columns: 50, measurements: 700, seed: 1 };
  const observed = Array.from({ length: 700 }, (_, k) => Math.sin(k * k));
  file("operator.json", JSON.stringify(description));
  file("observed.json", JSON.stringify(observed));
  const words = ["--rank", "4", "--solver", "gradientDescent", "--compare", "lbfgs", "--trace", "trace.csv"];
  const child = start("sense", "operator.json", "observed.json", ...words, "--json");
  const end = ended(child);
  await hasSaid(child, "700 measurements");
  await pause(700);
  child.kill("SIGINT");
  const { status, stdout } = await end;
  expect(status).toBe(130);
  const { runs, stopped } = JSON.parse(stdout);
  expect(stopped).toEqual({ rule: "aborted", converged: false });
  expect(runs.map(({ solver }: { solver: string }) => solver)).toEqual(["gradientDescent", "lbfgs"]);
  expect(readdirSync(path("observed-lowlands")).sort()).toEqual([
    "model.npz",
    "report.html",
    "report.json",
    "report.md",
  ]);
});
