import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernelsFor, Memory } from "../../src/kernels/index.ts";
import { scratch } from "../../src/kernels/scratch.ts";
import { finish } from "../../src/kernels/steps.ts";
import { denseBlockMap, float32BlockMap } from "../../src/linalg/block-map.ts";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { aboveNoise, fixedRank, type RankRule, relativeErrorAtMost } from "../../src/linalg/rank-rules.ts";
import { spectralError } from "../../src/linalg/spectral-error.ts";
import { svd } from "../../src/linalg/svd.ts";
import { type TruncatedSvd, truncatedSvd } from "../../src/linalg/truncated-svd.ts";
import cases from "../fixtures/linalg/truncated-svd.json" with { type: "json" };
import { gaussianMatrix, largestDifference, matrixOfRank, orthonormalityError, scaleColumns } from "./compare.ts";

/** The exact numbers of `make_truncated.py`. */
function h(a: number, b: number, s: number): number {
  return (((a * 7919 + b * 104729 + s * 15485863 + a * b * 31 + a * a * 17) % 1009) - 504) / 512;
}

interface Formula {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly decay: number;
  readonly noise: number | null;
}

function fromFormula({ rows, columns, rank, decay, noise }: Formula): Matrix {
  const a = matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = noise === null ? 0 : 2 ** -noise * h(i, j, 3);
      for (let c = 0; c < rank; c++) sum += 2 ** (-decay * c) * h(i, c, 1) * h(j, c, 2);
      a.data[i * columns + j] = sum;
    }
  }
  return a;
}

interface Settings {
  readonly rough?: boolean;
  readonly accuracy?: number;
  readonly seed?: number;
  /** Numbers beyond each row, which must not matter. */
  readonly padding?: number;
}

function setUp(a: Matrix, { rough = false, padding = 0 }: Settings) {
  const memory = new Memory();
  const room = scratch({ memory, kernels: kernelsFor(memory) });
  const lda = a.columns + padding;
  const block = room.block("A", "float64", a.rows * lda);
  const numbers = memory.float64(block).fill(padding > 0 ? Number.NaN : 0);
  for (let i = 0; i < a.rows; i++) numbers.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * lda);
  const dense = { block, rows: a.rows, columns: a.columns, lda };
  const map = finish(denseBlockMap(room, dense));
  return { room, map, ...(rough ? { rough: finish(float32BlockMap(room, "A in float32", dense, map)) } : {}) };
}

function truncate(a: Matrix, rank: RankRule, settings: Settings = {}): TruncatedSvd {
  const { room, map, rough } = setUp(a, settings);
  const { accuracy = 1e-13, seed = 1 } = settings;
  return finish(truncatedSvd(room, map, { rank, random: random(seed), accuracy, ...(rough ? { rough } : {}) }));
}

/** Orthonormal U and V, and AᵀU = VΣ. */
function expectPartOfSvd(a: Matrix, { u, singularValues, v }: TruncatedSvd): void {
  expect([u.rows, u.columns, v.rows, v.columns]).toEqual([
    a.rows,
    singularValues.length,
    a.columns,
    singularValues.length,
  ]);
  expect(orthonormalityError(u)).toBeLessThan(1e-13);
  expect(orthonormalityError(v)).toBeLessThan(1e-13);
  const difference = largestDifference(multiplyTransposed(a, u).data, scaleColumns(v, singularValues).data);
  expect(difference).toBeLessThanOrEqual(1e-13 * (singularValues[0] ?? 0));
}

function residualOf(a: Matrix, { u, singularValues, v }: TruncatedSvd): Matrix {
  const product = multiply(scaleColumns(u, singularValues), transpose(v));
  return matrix(
    a.rows,
    a.columns,
    a.data.map((value, at) => value - product.data[at]),
  );
}

describe.each([
  { rough: false, padding: 0 },
  { rough: true, padding: 3 },
])("with float32 products: $rough", (settings) => {
  test.each(cases)("LAPACK's singular values to 1e-10 σ₁: $name", ({ singularValues, tail, ...shape }) => {
    const a = fromFormula(shape);
    const own = truncate(a, fixedRank(singularValues.length), settings);
    expect(own.singularValues).toHaveLength(singularValues.length);
    expect(largestDifference(own.singularValues, singularValues)).toBeLessThan(1e-10 * singularValues[0]);
    expectPartOfSvd(a, own);
    const { frobenius, rounding } = own.error ?? { frobenius: Number.NaN, rounding: 0 };
    expect(Math.abs(frobenius - tail)).toBeLessThan(1e-9 * tail + rounding);
    expect(Math.abs(norm(residualOf(a, own).data) - tail)).toBeLessThan(1e-9 * tail + 1e-12 * singularValues[0]);
  });

  test("any shape, rank and number of values asked for", () => {
    const size = fc.integer({ min: 1, max: 45 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 0, max: 45 }),
        fc.integer({ min: 0, max: 50 }),
        fc.nat(1000),
        (...draw) => {
          const [m, n, rank, k, seed] = draw;
          const a = matrixOfRank(m, n, rank, seed);
          const own = truncate(a, fixedRank(k), { ...settings, seed });
          const all = svd(a).singularValues;
          expect(own.singularValues).toHaveLength(Math.min(m, n, rank, k));
          for (let i = 0; i < own.singularValues.length; i++) {
            expect(Math.abs(own.singularValues[i] - all[i])).toBeLessThan(1e-10 * all[0]);
          }
          expectPartOfSvd(a, own);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });
});

test("a matrix of zeros has rank 0 and no error", () => {
  const own = truncate(matrix(30, 20), fixedRank(5), { rough: true });
  expect(own.singularValues).toHaveLength(0);
  expect(own.error).toEqual({ frobenius: 0, rounding: 0 });
});

test("numbers far from one leave float32 usable", () => {
  for (const scale of [1e-120, 1e120]) {
    const a = scaleColumns(fromFormula(cases[0]), new Float64Array(cases[0].columns).fill(scale));
    const own = truncate(a, fixedRank(8), { rough: true });
    expect(own.products.float32).toBeGreaterThan(0);
    expect(own.products.float64).toBe(16);
    const relative = own.singularValues.map((value) => value / scale);
    expect(largestDifference(relative, cases[0].singularValues)).toBeLessThan(1e-10 * cases[0].singularValues[0]);
  }
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e200, 1e-200])(
  "%d is refused where its square is no number",
  (value) => {
    expect(() => truncate(matrix(2, 2, Float64Array.of(0, value, 0, 0)), fixedRank(1))).toThrow(/must be finite/);
  },
);

test("what float32 cannot tell apart is found in float64", () => {
  const graded = cases.find(({ name }) => name === "graded beyond float32") ?? cases[0];
  const own = truncate(fromFormula(graded), fixedRank(12), { rough: true });
  expect(own.products.float32).toBeGreaterThan(0);
  expect(own.products.float64).toBeGreaterThan(24);
});

test("a lower accuracy takes fewer products, and keeps its word", () => {
  const shape = cases[2];
  const a = fromFormula(shape);
  const runs = [1e-2, 1e-6, 1e-12].map((accuracy) => truncate(a, fixedRank(10), { rough: true, accuracy }));
  runs.forEach((own, at) => {
    const squared = (norm(residualOf(a, own).data) / shape.tail) ** 2;
    expect(squared - 1).toBeLessThan([1e-2, 1e-6, 1e-12][at] + 1e-13);
  });
  expect(runs[2].products.float32).toBeGreaterThan(runs[0].products.float32);
});

test.each([0.5, 0.1, 1e-3, 1e-6])("the smallest rank with relative error at most %d", (tolerance) => {
  const a = fromFormula({ rows: 130, columns: 110, rank: 40, decay: 0.5, noise: null });
  const all = svd(a).singularValues;
  const total = norm(all);
  let rank = 0;
  while (norm(all.subarray(rank)) > tolerance * total) rank++;
  const own = truncate(a, relativeErrorAtMost(tolerance), { rough: true });
  expect(own.singularValues).toHaveLength(rank);
  expect(own.error?.frobenius).toBeLessThanOrEqual(tolerance * total * (1 + 1e-9));
});

test("above noise: the planted rank, nothing in noise alone, everything where there is none", () => {
  const noise = gaussianMatrix(200, 120, 5);
  const planted = matrixOfRank(200, 120, 23, 6);
  const noisy = matrix(
    200,
    120,
    planted.data.map((value, at) => value + 0.5 * noise.data[at]),
  );
  expect(truncate(noisy, aboveNoise(), { rough: true }).singularValues).toHaveLength(23);
  expect(truncate(noise, aboveNoise()).singularValues).toHaveLength(0);
  expect(truncate(planted, aboveNoise()).singularValues).toHaveLength(23);
});

test("the spectral error lies between its bounds", () => {
  for (const shape of [cases[1], cases[4], cases[6]]) {
    const a = fromFormula(shape);
    const { room, map } = setUp(a, {});
    const own = finish(truncatedSvd(room, map, { rank: fixedRank(5), random: random(3), accuracy: 1e-13 }));
    const options = { random: random(4), steps: 25, failureProbability: 1e-6 };
    const { atLeast, atMost } = finish(spectralError(room, map, own, options));
    const truth = svd(residualOf(a, own)).singularValues[0];
    expect(atLeast).toBeLessThan(truth * (1 + 1e-12));
    expect(atMost).toBeGreaterThan(truth * (1 - 1e-12));
    expect(atMost).toBeLessThan(1.2 * truth);
  }
});

test("the same seed gives the same bits, in a memory that has served before too", () => {
  const a = fromFormula(cases[0]);
  const { room, map, rough } = setUp(a, { rough: true });
  const runs = [9, 3, 9].map((seed) =>
    finish(truncatedSvd(room, map, { rank: fixedRank(8), random: random(seed), ...(rough ? { rough } : {}) })),
  );
  expect(runs[2]).toEqual(runs[0]);
  expect(runs[1].u).not.toEqual(runs[0].u);
});
