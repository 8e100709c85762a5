import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { read } from "../../io/index.ts";
import { metaboliteBar } from "../oracles/fixtures.ts";
import { workplace } from "./program.ts";

/** Where `test/data/fetch.sh` puts the data that may not be committed. */
const data = resolve(process.env.LOWLANDS_TEST_DATA ?? ".cache/data");
const there = (...names: string[]) => names.every((name) => existsSync(join(data, name)));
const { path, lowlands } = workplace();
const seconds = (since: number) => (Date.now() - since) / 1000;

describe.skipIf(!there("movielens.csv"))("MovieLens, 671 users × 9,066 films", () => {
  test("is completed with default options: certified, better than the biases, films with one rating named", {
    timeout: 600_000,
  }, () => {
    const started = Date.now();
    const { status, stdout, stderr } = lowlands("complete", join(data, "movielens.csv"), "--out", "films", "--json");
    expect(status, stderr).toBe(0);
    const { certified, relativeGap, heldOut, rank } = JSON.parse(stdout);
    console.info(
      `MovieLens: held-out RMSE ${heldOut.rmse.toFixed(4)} (biases ${heldOut.baselineRmse.toFixed(4)}), rank ${rank}, gap ${relativeGap.toExponential(1)}, ${seconds(started)} s`,
    );
    expect(certified).toBe(true);
    expect(relativeGap).toBeLessThanOrEqual(1e-6);
    expect(heldOut.rmse).toBeLessThan(heldOut.baselineRmse);
    expect(heldOut.rmse).toBeLessThanOrEqual(0.87);
    const report = JSON.parse(readFileSync(path("films/report.json"), "utf8"));
    expect(report.data).toMatchObject({ rows: 671, columns: 9066, observed: 100004, rowName: "userId" });
    expect(report.undetermined.singleColumns).toBe(3063);
    expect(report.undetermined.shareByRank.length).toBeGreaterThan(10);
    expect(existsSync(path("films/predictions.csv"))).toBe(false);
    expect(stderr).toContain("5,983,282 cells are missing: predictions only with --predict");
  });
});

const pair = ["metabolites.csv", "metabolites-complete.csv"] as const;
describe.skipIf(!there(...pair))("metabolites, 154 × 52", () => {
  test("the missing cells are filled as well as soft-impute's best, with default options", {
    timeout: 300_000,
  }, async () => {
    const { bar } = metaboliteBar();
    const started = Date.now();
    const { status, stdout, stderr } = lowlands("complete", join(data, pair[0]), "--out", "metabolites", "--json");
    expect(status, stderr).toBe(0);
    const [holes, filled, truth] = await Promise.all(
      [join(data, pair[0]), path("metabolites/completed.csv"), join(data, pair[1])].map((file) => read(file)),
    );
    const observed = new Set(holes.values.map((_, k) => holes.rows[k] * 52 + holes.columns[k]));
    const errors = Array.from(truth.values, (value, k) => value - filled.values[k]).filter(
      (_, k) => !observed.has(truth.rows[k] * 52 + truth.columns[k]),
    );
    expect([filled.values.length, errors.length]).toEqual([154 * 52, 419]);
    const rmse = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    const { rank, ridge, certified } = JSON.parse(stdout);
    console.info(
      `metabolites: RMSE at the 419 holes ${rmse.toFixed(4)} (bar ${bar.usual}, strongest ${bar.strongest}), rank ${rank}, ridge ${ridge.toPrecision(3)}, ${seconds(started)} s`,
    );
    expect(certified).toBe(true);
    expect(rmse).toBeLessThanOrEqual(bar.usual);
  });
});
