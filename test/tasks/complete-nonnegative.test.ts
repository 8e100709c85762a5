import { describe, expect, test } from "vitest";
import { type CompleteOptions, complete, type Observations, random } from "../../src/index.ts";

const [rows, columns, rank] = [36, 24, 2];
const draw = random(11);
const [u, v] = [rows, columns].map((length) =>
  Float64Array.from({ length: length * rank }, () => Math.max(0, draw.gaussian() + 0.2)),
);
const truth = Float64Array.from({ length: rows * columns }, (_, e) => {
  const [i, j] = [Math.floor(e / columns), e % columns];
  return u[2 * i] * v[2 * j] + u[2 * i + 1] * v[2 * j + 1];
});
const dense = truth.map((y) => (draw.uniform() < 0.35 ? Number.NaN : Math.max(0, y + 0.1 * draw.gaussian())));
const shape = [rows, columns] as const;

describe("nonnegative completion", () => {
  test("chooses rank and ridge, and predicts better than factors of any sign", async () => {
    const [signs, parts] = [await complete({ dense, shape }), await complete({ dense, shape }, { nonnegative: true })];
    const { model, heldOut, report } = parts;
    expect(report.chosen).toMatchObject({ nonnegative: true, rank, bias: "none", byValidation: ["rank", "ridge"] });
    expect(heldOut!.rmse).toBeLessThan(signs.heldOut!.rmse);
    expect(heldOut!.baselineRmse).toBeCloseTo(signs.heldOut!.baselineRmse, 6);
    for (const { data } of [model.left, model.right]) expect(data.every((x) => x >= 0)).toBe(true);
    const [best] = [...report.chosen.path].sort((a, b) => a.validationRmse - b.validationRmse);
    expect([best.rank, best.ridge]).toEqual([rank, report.chosen.ridge]);
    expect(report.sentences[1]).toMatch(/^The best point found at rank 2/);
    expect(parts.certificates.map(({ claim }) => claim)).toEqual(
      expect.arrayContaining(["globallyOptimal", "firstOrder", "identifiability"]),
    );
  });

  test("at a rank and a ridge that are given nothing is chosen, and the same seed gives the same bits", async () => {
    const options = { nonnegative: true, rank: 2, ridge: 0.2, clip: false } as const;
    const [first, again] = [await complete({ dense, shape }, options), await complete({ dense, shape }, options)];
    expect(first.heldOut).toBeNull();
    expect(first.report.chosen.byValidation).toEqual([]);
    expect(again.model.left.data).toEqual(first.model.left.data);
    const every = Array.from({ length: rows * columns }, (_, e) => e);
    const predictions = first.model.predict(
      every.map((e) => Math.floor(e / columns)),
      every.map((e) => e % columns),
    );
    expect(predictions.every((x) => x >= 0)).toBe(true);
    expect(first.certificates.find(({ claim }) => claim === "firstOrder")?.verdict).toBe("holds");
  });

  test("a ridge of 0 needs no rank: it is chosen", async () => {
    const { report } = await complete({ dense, shape }, { nonnegative: true, ridge: 0 });
    expect([report.chosen.rank, report.chosen.byValidation]).toEqual([rank, ["rank"]]);
  });
});

test.each<[string, Observations, CompleteOptions, string]>([
  [
    "a negative value",
    { rows: [0, 1], columns: [1, 0], values: [2, -3] },
    {},
    "nonnegative: expected values ≥ 0; that of (1, 0) is -3",
  ],
  ["biases", { dense, shape }, { bias: "rows" }, "bias: expected none beside nonnegative: true; got rows"],
  ["a ridge of biases", { dense, shape }, { biasRidge: 2 }, "biasRidge: expected none beside nonnegative: true; got 2"],
  [
    "weights",
    { dense, shape },
    { ridgeWeights: "counts" },
    "ridgeWeights: expected none beside nonnegative: true; got counts",
  ],
  ["scales", { dense, shape }, { scale: "both" }, "scale: expected none beside nonnegative: true; got both"],
  ["rank 0", { dense, shape }, { rank: 0 }, "rank: expected a whole number ≥ 1 beside nonnegative: true; got 0"],
  [
    "nothing observed",
    { dense: [Number.NaN], shape: [1, 1] },
    {},
    "values: expected at least one observed entry; got none",
  ],
])("%s is refused in one sentence", async (_, data, options, message) => {
  await expect(complete(data, { nonnegative: true, ...options })).rejects.toThrow(message);
});

test("one entry is enough to end without a fault", async () => {
  const { model, report } = await complete({ rows: [0], columns: [0], values: [3] }, { nonnegative: true });
  expect(model.predict([0], [0])[0]).toBeGreaterThanOrEqual(0);
  expect(report.chosen.rank).toBeLessThanOrEqual(1);
});
