import { beforeAll, describe, expect, test } from "vitest";
import { recover } from "../../src/recover/index.ts";
import { certify, type ForeignModel } from "../../src/tasks/index.ts";
import type { ConvexProblem } from "../oracles/convex-problem.ts";
import { jointInstances, plantedInstances } from "../oracles/fixtures.ts";
import { problemOf, spreadOfRepeats } from "../problem/problem-of.ts";

/** Fits whose options `certify` can be told: the names of stored optima, and the options. */
const INSTANCES: [string, ConvexProblem, number, { ridgeWeights?: "counts" }][] = [
  ["no biases", plantedInstances()[0].problem, plantedInstances()[0].objective, {}],
  ...(
    [
      ["mean", {}],
      ["mean and column biases", {}],
      ["biases, empty rows and columns", {}],
      ["counts and biases, an empty row", { ridgeWeights: "counts" }],
      ["everything observed", {}],
    ] as const
  ).map(([name, options]): (typeof INSTANCES)[number] => {
    const { problem, objective } = jointInstances().find((instance) => instance.name === name)!;
    return [name, problem, objective - spreadOfRepeats(problem), options];
  }),
];

describe.for(INSTANCES)("factors made elsewhere: %s", ([, convex, optimum, options]) => {
  const data = {
    rows: convex.rowIndex,
    columns: convex.columnIndex,
    values: convex.values,
    shape: [convex.rows, convex.columns] as [number, number],
  };
  const strengths = { ridge: convex.ridge, ...(convex.biasRidge ? { biasRidge: convex.biasRidge } : {}) };
  let best: ForeignModel;
  let low: ForeignModel;

  /** The factors of a fit as another tool would hand them over: any scale on either side. */
  async function fitted(highestRank?: number): Promise<ForeignModel> {
    const problem = problemOf(convex, 0);
    const limit = highestRank === undefined ? {} : { highestRank };
    const end = await recover(problem, { start: problem.point(), gap: 1e-12, ...limit });
    const { left, right, rank, rowBias, columnBias, mean } = end.problem.parametrization.parts(end.point);
    return {
      rank,
      left: left.map((x) => 37 * x),
      right: right.map((x) => x / 37),
      ...(convex.mean && { mean: mean[0] }),
      ...(convex.rowBias && { rowBias }),
      ...(convex.columnBias && { columnBias }),
    };
  }

  beforeAll(async () => {
    best = await fitted();
    low = await fitted(2);
  });

  test("the optimum holds, unbalanced as it is", async () => {
    const found = await certify(data, best, { ...strengths, ...options, gap: 1e-8 });
    expect([found.verdict, found.certified]).toEqual(["holds", true]);
    expect(found.relativeGap).toBeLessThanOrEqual(1e-8);
    expect(Math.abs(found.objective / optimum - 1)).toBeLessThan(1e-9);
    expect(found.estimated).toEqual([]);
    expect(found.certificates.find(({ claim }) => claim === "firstOrder")?.verdict).toBe("holds");
  });

  test("a fit of too low a rank fails, and the fall that it promises is there", async () => {
    const found = await certify(data, low, { ...strengths, ...options });
    expect([found.verdict, found.certified, found.rank]).toEqual(["fails", false, 2]);
    const { predictedFall, dual } = found.certificates[0].numbers;
    expect(predictedFall).toBeGreaterThan(1e-6 * optimum);
    expect(found.objective - predictedFall).toBeGreaterThanOrEqual(optimum * (1 - 1e-12));
    expect(dual).toBeLessThanOrEqual(optimum * (1 + 1e-12));
  });

  test("another ridge than the one it was fitted with does not hold", async () => {
    for (const factor of [0.9, 1.1]) {
      const { verdict } = await certify(data, best, { ...strengths, ridge: factor * convex.ridge, ...options });
      expect(verdict).not.toBe("holds");
    }
  });

  test("a ridge that is not given is found from the optimum", async () => {
    const found = await certify(data, best, options);
    // The factors are stationary to about 1e-9 and the estimate is a quotient of sums over them.
    expect(Math.abs(found.ridge / convex.ridge - 1)).toBeLessThan(1e-6);
    if (convex.biasRidge) expect(Math.abs(found.biasRidge / convex.biasRidge - 1)).toBeLessThan(1e-6);
    expect(found.estimated).toEqual(convex.rowBias || convex.columnBias ? ["ridge", "biasRidge"] : ["ridge"]);
    expect(found.stationarity).toBeLessThan(1e-6);
    expect(found.certificates[0].quantity).toBeLessThan(1e-5);
  });

  test("factors that fit nothing fail", async () => {
    const wild = { ...best, left: Float64Array.from(best.left, (x, k) => x * Math.sin(k)) };
    expect((await certify(data, wild, { ...strengths, ...options })).verdict).toBe("fails");
  });
});

describe("wrong factors are refused by name", () => {
  const data = { rows: [0, 1, 1], columns: [0, 0, 1], values: [1, 2, 3] };
  const model = { rank: 1, left: [1, 2], right: [3, 4] };
  test.for([
    [{ rank: 3 }, /rank: expected a whole number from 0 to 2; got 3/],
    [{ left: [1] }, /left: expected 2 numbers; got 1/],
    [{ right: [1, Number.NaN] }, /right\[1\]: expected a finite number; got NaN/],
    [{ rowBias: [1] }, /rowBias: expected 2 numbers/],
    [{ mean: Infinity }, /mean: expected a finite number/],
  ] as const)("%j", async ([wrong, message]) => {
    await expect(certify(data, { ...model, ...wrong })).rejects.toThrow(message);
  });
});
