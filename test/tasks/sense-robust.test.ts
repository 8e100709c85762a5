import { describe, expect, test } from "vitest";
import { entrySampling, planted, random, robustSensing, type Sensing, sense } from "../../src/index.ts";
import { type Matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";

/** ‖X − truth‖ / ‖truth‖. */
function errorOf({ model }: Sensing, truth: Matrix): number {
  const found = multiply(model.left, transpose(model.right));
  return norm(found.data.map((value, k) => value - truth.data[k])) / norm(truth.data);
}

const planted600 = (outlierShare: number, more = {}) =>
  robustSensing({ shape: [30, 24], rank: 2, measurements: 600, outlierShare, seed: 3, ...more });

describe("measurements of which a share is grossly wrong", () => {
  test.for([
    ["a fifth", planted600(0.2)],
    ["30 %, condition 5", planted600(0.3, { condition: 5 })],
    ["a tenth, UUᵀ", planted600(0.1, { shape: [24, 24], symmetric: true })],
    ["a fifth, a million times the truth's size", planted600(0.2, { least: 1e6, spread: 1e7 })],
  ] as const)("%s: the matrix to rounding, the outliers exactly", async ([, instance]) => {
    const { operator, observed, parametrization } = instance.problem;
    const symmetric = parametrization.hull === "semidefinite";
    const found = await sense(operator, observed, { rank: 2, loss: "absolute", symmetric });
    expect(errorOf(found, instance.product)).toBeLessThan(1e-9);
    expect(found.outliers?.indices).toEqual(instance.outliers);
    for (const [s, k] of instance.outliers.entries()) {
      expect(found.outliers?.errors[s]).toBeCloseTo(instance.errors[k], 6);
    }
    expect(found.certified).toBe(true);
    const count = instance.outliers.length;
    expect(found.report.headline).toContain(`Fits every measurement but ${count}, set aside as outliers.`);
    expect(found.report.sentences[0]).toContain(`${count} of 600 measurements were set aside as outliers`);
    expect(found.report.sentences[1]).toMatch(/The \d+ that are left are .* times the \d+ degrees of freedom/);
    expect(found.report.outliers?.indices).toEqual(Array.from(instance.outliers));
    expect(found.report.data).toMatchObject({ operator: "denseSensing", measurements: 600 - count });
    expect(found.report.warnings).toEqual([]);
  });

  test("with noise: as near as least squares on the inliers, nearly all outliers found", async () => {
    const { problem, product, outliers } = planted600(0.2);
    const draw = random(1);
    const noisy = problem.observed.map((y) => y + 0.01 * draw.gaussian());
    const found = await sense(problem.operator, noisy, { rank: 2, loss: "absolute" });
    // √(freedom / inliers) · noise is what the inliers allow, beside a matrix of norm √2.
    expect(errorOf(found, product)).toBeLessThan(1.3 * 0.01 * Math.sqrt(104 / 480));
    expect(found.outliers?.noise).toBeGreaterThan(0.008);
    expect(found.outliers?.noise).toBeLessThan(0.011);
    const set = new Set(found.outliers?.indices);
    expect(Array.from(outliers).filter((k) => !set.has(k))).toEqual([]);
    expect(set.size).toBeLessThan(outliers.length + 5);
    expect(found.verdict).toBe("undecided");
  });

  // The descent fits as many measurements exactly as there are degrees of freedom, here a third of all: they are not the measure.
  test.for([
    { measurements: 60, outlierShare: 0.25, rank: 1, searched: 1, seed: 2 },
    { measurements: 60, outlierShare: 0.2, rank: 1, searched: 1, seed: 7 },
    { measurements: 120, outlierShare: 0.25, rank: 1, searched: 2, seed: 1 },
  ])("few for the degrees of freedom, %o: the matrix, and the outliers exactly", async ({ searched, ...few }) => {
    const { problem, product, outliers } = robustSensing({ shape: [12, 10], ...few });
    const found = await sense(problem.operator, problem.observed, { rank: searched, loss: "absolute" });
    expect(found.outliers?.indices).toEqual(outliers);
    expect(errorOf(found, product)).toBeLessThan(1e-9);
  });

  test.for([1, 2, 3])("few with noise and none wrong, seed %i: hardly any is set aside", async (seed) => {
    const { problem } = robustSensing({ shape: [12, 10], rank: 1, measurements: 40, outlierShare: 0, seed });
    const draw = random(seed);
    const noisy = problem.observed.map((y) => y + 0.02 * draw.gaussian());
    const found = await sense(problem.operator, noisy, { rank: 1, loss: "absolute" });
    expect(found.outliers?.indices.length).toBeLessThan(4);
    expect(found.certified).toBe(false);
  });

  test("without outliers nothing is set aside, and least squares is the answer", async () => {
    const { problem, product } = planted600(0);
    const found = await sense(problem.operator, problem.observed, { rank: 2, loss: "absolute" });
    expect(found.outliers?.indices.length).toBe(0);
    expect(errorOf(found, product)).toBeLessThan(1e-12);
    expect(found.report.sentences[0]).toBe("No measurement of 600 stands out as an outlier.");
  });

  test("single entries with outliers, from a small start as well", async () => {
    const { truth, rows, columns, values } = planted({ shape: [40, 30], rank: 2, share: 0.6, seed: 2 });
    const operator = entrySampling({ rows: 40, columns: 30, rowIndex: rows, columnIndex: columns });
    const draw = random(3);
    const wrong = values.map((y) => (draw.uniform() < 0.15 ? y + 10 * draw.gaussian() : y));
    const dense = multiply(truth.left, transpose(truth.right));
    for (const start of ["auto", "small"] as const) {
      const found = await sense(operator, operator.measure(wrong), { rank: 2, loss: "absolute", start });
      expect(errorOf(found, dense)).toBeLessThan(1e-9);
    }
  });

  test("least squares is lost there, the Huber loss is not far off", async () => {
    const { problem, product } = planted600(0.1);
    const plain = await sense(problem.operator, problem.observed, { rank: 2, escape: false });
    const huber = await sense(problem.operator, problem.observed, {
      rank: 2,
      loss: "huber",
      threshold: 0.2,
      escape: false,
    });
    expect(errorOf(plain, product)).toBeGreaterThan(0.3);
    expect(errorOf(huber, product)).toBeLessThan(0.05);
  });

  test("hopeless data end with a warning, and soon", async () => {
    const draw = random(8);
    const { operator } = planted600(0).problem;
    const noise = Float64Array.from({ length: 600 }, () => draw.gaussian());
    const found = await sense(operator, noise, { rank: 2, loss: "absolute" });
    expect(found.certified).toBe(false);
    const none = await sense(operator, noise.fill(0), { rank: 2, loss: "absolute" });
    expect(none.model.left.data.every((value) => value === 0)).toBe(true);
  });

  test("the same seed gives the same bits; an aborted run ends with what it has", async () => {
    const { problem } = planted600(0.2);
    const run = (more = {}) => sense(problem.operator, problem.observed, { rank: 2, loss: "absolute", ...more });
    expect((await run({ seed: 4 })).model.left.data).toEqual((await run({ seed: 4 })).model.left.data);
    const found = await run({ signal: AbortSignal.abort() });
    expect(found.report.stopped.converged).toBe(false);
  });
});

test.for([
  [{ rank: 2, loss: "cauchy" }, "loss: expected one of leastSquares, absolute, huber; got cauchy"],
  [{ rank: 2, loss: "huber" }, "threshold: expected a number > 0 beside loss huber, in the units of y; got undefined"],
  [{ rank: 2, loss: "absolute", threshold: 1 }, "threshold: expected loss huber beside it; got absolute"],
  [{ rank: 2, loss: "absolute", ridge: 1 }, "ridge: expected 0 beside loss absolute, which takes a rank; got 1"],
  [{ rank: 2, loss: "absolute", solver: "lbfgs" }, "solver: lbfgs: expected a loss without kinks"],
] as const)("%j is told", async ([options, message]) => {
  const problem = { rows: 3, columns: 3, rowIndex: [0], columnIndex: [0] };
  await expect(sense(entrySampling(problem), [1], options as never)).rejects.toThrow(message);
});

test("a matrix of rank above the truth's, from a small start", async () => {
  const { problem, product } = robustSensing({
    ...{ shape: [24, 24], rank: 1, symmetric: true, measurements: 400, outlierShare: 0.1, seed: 2 },
  });
  const options = { rank: 3, loss: "absolute", symmetric: true, start: "small" } as const;
  const found = await sense(problem.operator, problem.observed, options);
  expect(errorOf(found, product)).toBeLessThan(1e-8);
});
