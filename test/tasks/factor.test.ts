import { describe, expect, test } from "vitest";
import { factor, planted, random } from "../../src/index.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { svd } from "../../src/linalg/svd.ts";

const [rows, columns] = [40, 30];
const shape = [rows, columns] as const;
const { values: dense } = planted({ shape: [rows, columns], rank: 4, condition: 3, noise: 0.2, seed: 1 });
const oracle = svd(matrix(rows, columns, dense)).singularValues;
const size = Math.hypot(...dense);
const bestError = (rank: number) => Math.hypot(...oracle.subarray(rank)) / size;

describe("the truncated decomposition", () => {
  test.for([1, 3, 4, 9, 30])("of rank %i is the best of its rank, and certified", async (rank) => {
    const found = await factor({ dense, shape }, { rank });
    expect(found.report.residual).toBeCloseTo(bestError(rank), 12);
    expect(found.certificates[0]).toMatchObject({ claim: "bestApproximation", verdict: "holds" });
    found.svd.singularValues.forEach((sigma, k) => {
      expect(Math.abs(sigma - oracle[k]) / oracle[0]).toBeLessThan(1e-12);
    });
    for (const { rank: k, error } of found.report.errorByRank)
      expect(Math.abs(error - bestError(k))).toBeLessThan(1e-7);
  });

  test("chooses the planted rank under noise", async () => {
    const { report } = await factor({ dense, shape });
    expect(report.chosen).toMatchObject({ rank: 4, rankGiven: false, solver: "truncatedSvd" });
  });

  test("at a ridge shrinks the singular values, and is the least objective over all ranks", async () => {
    const ridge = oracle[2];
    const found = await factor({ dense, shape }, { ridge: ridge * (1 - 1e-9) });
    expect(found.certificates[0]).toMatchObject({ claim: "globallyOptimal", verdict: "holds" });
    const kept = oracle.subarray(0, 2).map((sigma) => sigma - ridge);
    expect(found.report.objective).toBeCloseTo(
      oracle.reduce((sum, s) => sum + 0.5 * Math.min(s, ridge) ** 2, 0) + ridge * kept.reduce((sum, s) => sum + s, 0),
      5,
    );
  });
});

describe("other solvers", () => {
  test("reach it, and are certified where they do", async () => {
    const { runs } = await factor(
      { dense, shape },
      { rank: 4, start: "random", compare: ["lbfgs", "scaledGradientDescent"] },
    );
    for (const run of runs) {
      expect(run.verdict).toBe("holds");
      expect(run.residual).toBeCloseTo(bestError(4), 9);
    }
  });

  test("stopped short are not certified", async () => {
    const found = await factor(
      { dense, shape },
      { rank: 4, solver: "gradientDescent", start: "random", mostIterations: 3 },
    );
    expect(found.verdict).toBe("fails");
    expect(found.report.warnings).toEqual(["The run ended before it converged (afterIterations(3))."]);
  });
});

test("a list is a sparse matrix, its repeats summed", async () => {
  const list = { rows: [0, 1, 2, 2], columns: [0, 1, 2, 2], values: [3, 2, 0.5, 0.5], shape: [3, 3] as const };
  const { svd: found } = await factor(list, { rank: 3 });
  expect([...found.singularValues].map((sigma) => Math.round(sigma * 1e12) / 1e12)).toEqual([3, 2, 1]);
});

test.for([
  [[0, 0, 0, 0], 0],
  [[1, 2, 2, 4], 1],
] as const)("%j has rank %i, whatever is asked for", async ([numbers, rank]) => {
  const { report, certified } = await factor({ dense: numbers, shape: [2, 2] }, { rank: 2 });
  expect(report.chosen.rank).toBe(rank);
  expect(report.warnings[0]).toContain("Rank 2 was asked for");
  expect(certified).toBe(true);
});

test("a 1×1 matrix", async () => {
  const { model } = await factor({ dense: [-3], shape: [1, 1] }, { rank: 1 });
  expect(model.predict([0], [0])[0]).toBeCloseTo(-3, 14);
});

test("noise alone has rank 0", async () => {
  const draw = random(8);
  const noise = Float64Array.from({ length: rows * columns }, () => draw.gaussian());
  const { report } = await factor({ dense: noise, shape });
  expect(report.chosen.rank).toBe(0);
  expect(report.headline).toBe("Nothing but noise was found.");
});

test("wrong use names the argument", async () => {
  const fault = (data: unknown, options = {}) =>
    factor(data as never, options).then(
      () => "none",
      (error: Error) => error.message,
    );
  const good = { dense, shape };
  expect(await fault({ dense: [1, Number.NaN, 2, 3], shape: [2, 2] })).toMatch(
    /without holes, entry \(0, 1\).*complete/,
  );
  expect(await fault({ dense: [1, 2, 3], shape: [2, 2] })).toMatch(/^dense: expected 4 numbers/);
  expect(await fault({ dense, shape: [0, 2] })).toMatch(/^shape: /);
  expect(await fault({ dense })).toMatch(/^data: expected/);
  expect(await fault(good, { rank: 31 })).toMatch(/^rank: .* got 31/);
  expect(await fault(good, { solver: "lbfgs" })).toMatch(/^rank: expected a number beside solver lbfgs/);
  expect(await fault({ rows: [0], columns: [5], values: [1], shape: [2, 2] })).toMatch(
    /inside a 2×2 matrix; got \(0, 5\)/,
  );
});
