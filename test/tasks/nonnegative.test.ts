import { describe, expect, test } from "vitest";
import { type Factorization, type FactorOptions, factor, matrix, planted, random } from "../../src/index.ts";
import { superfluousParts } from "../../src/tasks/nonnegative/parts.ts";

/** Entries of U Vᵀ plus noise, none below 0: U and V nonnegative with zeros. */
function counts(rows: number, columns: number, rank: number, noise = 0): Float64Array {
  const draw = random(7).fork("counts");
  const [u, v] = [rows, columns].map((length) =>
    Float64Array.from({ length: length * rank }, () => Math.max(0, draw.gaussian() + 0.3)),
  );
  return Float64Array.from({ length: rows * columns }, (_, e) => {
    const [i, j] = [Math.floor(e / columns), e % columns];
    let sum = noise * draw.gaussian();
    for (let c = 0; c < rank; c++) sum += u[i * rank + c] * v[j * rank + c];
    return Math.max(0, sum);
  });
}

const shape = [24, 18] as const;
const noisy = counts(...shape, 3, 0.05);
const holed = noisy.map((y, e) => (e % 5 === 2 ? Number.NaN : y));
const nonnegative = (dense: ArrayLike<number>, options: FactorOptions = {}, size: readonly [number, number] = shape) =>
  factor({ dense, shape: size }, { nonnegative: true, ...options });
const product = ({ model }: Factorization, i: number, j: number) => model.predict([i], [j])[0];

describe("parts", () => {
  test("add up to the model, sorted, every column with sum 1", async () => {
    const found = await nonnegative(noisy, { rank: 3 });
    const { w, h, sizes } = found.parts!;
    expect([...sizes]).toEqual([...sizes].sort((a, b) => b - a));
    for (const { data, columns } of [w, h]) {
      expect(data.every((x) => x >= 0)).toBe(true);
      for (let c = 0; c < columns; c++) {
        expect(data.filter((_, k) => k % columns === c).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
      }
    }
    for (const [i, j] of [
      [0, 0],
      [11, 7],
      [23, 17],
    ]) {
      let sum = 0;
      for (let c = 0; c < 3; c++) sum += w.data[3 * i + c] * sizes[c] * h.data[3 * j + c];
      expect(sum).toBeCloseTo(product(found, i, j), 10);
    }
    expect(found.model.left.data.every((x) => x >= 0)).toBe(true);
    expect(found.certificates.map(({ claim }) => claim).slice(0, 2)).toEqual(["bestOfRank", "firstOrder"]);
    expect(found.certificates[1].verdict).toBe("holds");
    expect(found.report.headline).toMatch(/^3 nonnegative parts explain/);
  });

  test("the random starts of neighbouring seeds have none in common", async () => {
    const ends = async (seed: number) =>
      (await nonnegative(noisy, { rank: 3, seed, start: "random", restarts: 1 })).runs.map(
        (run) => run.trace[0].objective,
      );
    const [first, second] = [await ends(0), await ends(1)];
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  test("beside an exact fit no share of it is told, nor hope of a lower one", async () => {
    const rows = [1, 0, 3, 1, 0, 3, Number.NaN, Number.NaN, Number.NaN, 2, 0, 1];
    const { certified, report } = await nonnegative(rows, { rank: 2 }, [4, 3]);
    expect(certified).toBe(true);
    expect(report.sentences.join(" ")).toMatch(/The lowest of 3 starts was taken; /);
    expect(report.sentences.join(" ")).not.toMatch(/above it|may find a lower one/);
  });

  test("the same seed gives the same bits, and every start is in the table of runs", async () => {
    const [first, again] = [
      await nonnegative(noisy, { rank: 3, seed: 4 }),
      await nonnegative(noisy, { rank: 3, seed: 4 }),
    ];
    expect(again.model.left.data).toEqual(first.model.left.data);
    const starts = first.runs.map(({ solver }) => solver.split(", ")[1]).sort();
    expect(starts).toEqual(["NNDSVD", "random 1", "random 2"]);
    expect(Math.min(...first.runs.map(({ objective }) => objective))).toBe(first.runs[0].objective);
  });

  test("at rank 1 nothing is better, and it is certified", async () => {
    const { certified, certificates } = await nonnegative(noisy, { rank: 1, restarts: 0 });
    expect([certified, certificates[0].claim]).toEqual([true, "bestOfRank"]);
  });

  test("with a ridge the first certificate is that of global optimality", async () => {
    const { certificates } = await nonnegative(noisy, { rank: 3, ridge: 1, restarts: 0 });
    expect(certificates[0].claim).toBe("globallyOptimal");
  });

  test("an ℓ₁ penalty leaves fewer entries above 0", async () => {
    const above = ({ parts }: Factorization) =>
      [parts!.w, parts!.h].flatMap(({ data }) => [...data]).filter((x) => x > 1e-9).length;
    const [plain, sparse] = [await nonnegative(noisy, { rank: 3 }), await nonnegative(noisy, { rank: 3, l1: 3 })];
    expect(above(sparse)).toBeLessThan(above(plain));
  });
});

describe("missing entries", () => {
  test("are left out of the fit: they are predicted, not taken for 0", async () => {
    const found = await nonnegative(holed, { rank: 3 });
    let squares = 0;
    let count = 0;
    for (const [e, y] of holed.entries()) {
      if (!Number.isNaN(y)) continue;
      squares += (product(found, Math.floor(e / shape[1]), e % shape[1]) - noisy[e]) ** 2;
      count += 1;
    }
    expect(Math.sqrt(squares / count)).toBeLessThan(0.15);
    expect(found.report.data.measurements).toBe(holed.length - count);
    expect(found.report.sentences[0]).toMatch(/^19\.9\s%.* are missing: they are left out of the fit/);
    expect(found.report.nonnegative?.missing).toBe(count);
  });

  test("a row without any is told, and so is a row of zeros", async () => {
    const dense = holed.map((y, e) => (e < shape[1] ? Number.NaN : e < 2 * shape[1] ? 0 : y));
    const { report } = await nonnegative(dense, { rank: 2, restarts: 0 });
    expect(report.warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 row is without any entry/),
        expect.stringMatching(/^1 row is zero: no part touches it/),
      ]),
    );
  });
});

describe("the rank", () => {
  test("is chosen on entries set aside, and the report has all that was tried", async () => {
    const { report, parts } = await nonnegative(noisy, { restarts: 0 });
    expect(parts?.sizes).toHaveLength(3);
    const path = report.nonnegative!.path;
    expect(path.map(({ rank }) => rank)).toEqual(expect.arrayContaining([1, 2, 3, 4, 5]));
    const [best] = [...path].sort((a, b) => a.validationRmse - b.validationRmse);
    expect(best.rank).toBe(3);
    expect(report.chosen.rankGiven).toBe(false);
  });

  test("one entry is one part", async () => {
    const { parts, report } = await nonnegative([5], {}, [1, 1]);
    expect([parts?.sizes[0], report.sentences.at(-1)]).toEqual([
      expect.closeTo(5, 8),
      "Too few entries to choose a rank by: it is 1.",
    ]);
  });
});

test("a matrix of zeros has no parts", async () => {
  const { parts, report, model } = await nonnegative(new Float64Array(12), { rank: 2 }, [4, 3]);
  expect([parts?.sizes.length, model.left.columns]).toEqual([0, 0]);
  expect(report.headline).toMatch(/^No part is left/);
});

test("parts that are nearly the same, and those next to nothing, are told", async () => {
  const column = (length: number, by: number) => Float64Array.from({ length }, (_, k) => 1 + k * by);
  const factorOf = (...columns: Float64Array[]) =>
    matrix(
      columns[0].length,
      columns.length,
      Float64Array.from([...columns[0].keys()].flatMap((i) => columns.map((x) => x[i]))),
    );
  const w = factorOf(column(5, 1), column(5, 1.01), column(5, 1));
  const h = factorOf(column(4, 2), column(4, 2), column(4, -0.2));
  const sizes = Float64Array.of(10, 5, 1e-4);
  expect(superfluousParts({ w, h, sizes })).toEqual({ alike: [[1, 2]], small: [3] });
  const dense = Float64Array.from(
    { length: 20 },
    (_, e) => (1 + Math.floor(e / 4)) * (1 + (e % 4)) + (e === 19 ? 1e-3 : 0),
  );
  const { report } = await nonnegative(dense, { rank: 2, restarts: 0 }, [5, 4]);
  expect(report.warnings.join(" ")).toMatch(/nearly the same|holds next to nothing|vanished/);
});

describe("wrong use is one sentence", () => {
  const dense = [1, 2, 3, 4, 5, 6];
  const cases: [string, ArrayLike<number>, object, string][] = [
    ["a negative entry", [1, 2, 3, 4, -5, 6], {}, "nonnegative: expected entries ≥ 0; entry (1, 1) is -5"],
    [
      "nothing but holes",
      new Float64Array(6).fill(Number.NaN),
      {},
      "dense: expected at least one observed entry; all are missing",
    ],
    [
      "an infinite entry",
      [1, 2, 3, Number.POSITIVE_INFINITY, 5, 6],
      {},
      "dense: expected finite numbers; entry (1, 0) is Infinity",
    ],
    [
      "rank 0",
      dense,
      { rank: 0 },
      "rank: expected a whole number from 1 to 2, the smaller side of a 2×3 matrix; got 0",
    ],
    [
      "rank 3",
      dense,
      { rank: 3 },
      "rank: expected a whole number from 1 to 2, the smaller side of a 2×3 matrix; got 3",
    ],
    [
      "an unknown loss",
      dense,
      { rank: 1, loss: "absolute" },
      "loss: expected one of leastSquares, kullbackLeibler; got absolute",
    ],
    [
      "a start of any sign",
      dense,
      { rank: 1, start: "beliefs" },
      "start: expected one of auto, spectral, random; got beliefs",
    ],
    ["half a restart", dense, { rank: 1, restarts: 0.5 }, "restarts: expected a whole number ≥ 0; got 0.5"],
    ["a negative ℓ₁", dense, { rank: 1, l1: -1 }, "l1: expected a number ≥ 0; got -1"],
    [
      "a solver of any sign",
      dense,
      { rank: 1, solver: "lbfgs" },
      "solver: lbfgs: expected factors of any sign; projectedGradient keeps nonnegative ones",
    ],
    ["a symmetric one", dense, { rank: 1, symmetric: true }, "symmetric: no such option"],
  ];
  test.each(cases)("%s", async (_, given, options, message) => {
    await expect(nonnegative(given, options, [2, 3])).rejects.toThrow(message);
  });

  test.each(["loss", "l1", "restarts"])("%s without nonnegative", async (name) => {
    const data = planted({ shape: [4, 3], rank: 1 });
    await expect(factor({ dense: data.values, shape: [4, 3] }, { rank: 1, [name]: 1 })).rejects.toThrow(
      `${name}: expected nonnegative: true beside it; got factors of any sign`,
    );
  });
});
