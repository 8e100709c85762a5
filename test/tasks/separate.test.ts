import { describe, expect, test } from "vitest";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { plantedMatrix } from "../../src/problem/index.ts";
import { type Separation, separate } from "../../src/tasks/index.ts";

interface Plan {
  readonly outliers: number;
  readonly missing?: number;
  readonly size?: number;
  readonly noise?: number;
  readonly rank?: number;
  readonly shape?: readonly [number, number];
  readonly seed?: number;
}

/** A planted rank-r matrix of entries about 1, uniform errors of a size on a share of them. */
function plan({ outliers, missing = 0, size = 10, noise = 0, rank = 2, shape = [100, 80], seed = 1 }: Plan) {
  const [m, n] = shape;
  const { left, right } = plantedMatrix({ shape, rank, seed });
  const truth = multiply(left, transpose(right)).data;
  const scale = Math.sqrt(truth.length) / norm(truth);
  const draw = random(seed).fork("errors");
  const support: number[] = [];
  const exact = truth.map((x) => x * scale);
  const dense = exact.map((x, k) => {
    const wrong = draw.uniform() < outliers;
    const error = size * (2 * draw.uniform() - 1);
    const value = x + noise * draw.gaussian() + (wrong ? error : 0);
    if (draw.uniform() < missing) return Number.NaN;
    if (wrong) support.push(k);
    return value;
  });
  return { data: { dense, shape: [m, n] as const }, exact, support };
}

function errorOf({ model }: Separation, exact: Float64Array): number {
  const x = multiply(model.left, transpose(model.right)).data;
  return norm(x.map((value, k) => value - exact[k])) / norm(exact);
}

const supportOf = ({ sparse, model }: Separation) =>
  Array.from(sparse.rowIndex, (i, k) => i * model.right.rows + sparse.columnIndex[k]);

describe.for([
  { outliers: 0.1 },
  { outliers: 0.3 },
  { outliers: 0.1, size: 1 },
  { outliers: 0.3, size: 1 },
  { outliers: 0.1, missing: 0.2 },
  { outliers: 0.3, missing: 0.2 },
  { outliers: 0, missing: 0.2 },
] satisfies Plan[])("noise-free, %o", (given) => {
  test("low rank and support are found to rounding, the rank as well", async () => {
    const { data, exact, support } = plan(given);
    const found = await separate(data);
    expect(found.model.left.columns).toBe(2);
    expect(errorOf(found, exact)).toBeLessThan(1e-11);
    expect(supportOf(found)).toEqual(support);
    expect(found.facts).toMatchObject({ exact: true, stopped: { converged: true } });
    expect(found.rankChoice.map(({ rank }) => rank)).toEqual([1, 2]);
    // Y = L + S where something was observed.
    const { sparse, model } = found;
    const there = model.predict(sparse.rowIndex, sparse.columnIndex);
    for (const [k, value] of sparse.values.entries()) {
      expect(there[k] + value).toBeCloseTo(data.dense[support[k]], 10);
    }
  });
});

test("few outliers: the separation is also the optimum of principal component pursuit", async () => {
  const { data } = plan({ outliers: 0.05 });
  const found = await separate(data, { rank: 2 });
  expect(found).toMatchObject({ certified: true, verdict: "holds" });
  expect(found.certificates[0]).toMatchObject({ claim: "globallyOptimal", evidence: "proved" });
  expect(found.certificates[1]).toMatchObject({ claim: "identifiability", verdict: "holds" });
});

test("with noise the rank, the noise and gross errors are found, and the gap to the convex programme stays open", async () => {
  const { data, exact } = plan({ outliers: 0.1, noise: 0.1 });
  const found = await separate(data);
  expect(found.model.left.columns).toBe(2);
  expect(Math.abs(found.noise / 0.1 - 1)).toBeLessThan(0.1);
  expect(errorOf(found, exact)).toBeLessThan(0.05);
  expect(found.certified).toBe(false);
  expect(found.facts.pursuit.relativeGap).toBeGreaterThan(1e-3);
});

test.for([1e7, 1e12, 1e20, 1e36])(
  "outliers of size %d: what is left of the data is not lost beside them",
  async (size) => {
    const { data, support } = plan({ outliers: 0.05, size, shape: [60, 50] });
    const low = await separate(data, { rank: 1 });
    expect(low.certified).toBe(false);
    expect(low.facts.exact).toBe(false);
    const right = await separate(data, { rank: 2 });
    expect(right).toMatchObject({ certified: true, facts: { exact: true } });
    expect(supportOf(right)).toEqual(support);
    expect((await separate(data)).model.left.columns).toBe(2);
    // The objective is the programme's own, outliers in full.
    const { mu, objective } = right.facts.pursuit;
    const sum = right.sparse.values.reduce((total, s) => total + Math.abs(s), 0);
    const nuclear = right.facts.singularValues.reduce((total, sigma) => total + sigma, 0);
    expect(objective / (nuclear + mu * sum)).toBeCloseTo(1, 9);
  },
);

test("units do not matter: powers of two from 1e-150 to 1e150 give the same digits", async () => {
  const { data } = plan({ outliers: 0.1, shape: [40, 30] });
  const one = await separate(data, { rank: 2 });
  for (const unit of [2 ** -500, 2 ** 500]) {
    const scaled = await separate({ ...data, dense: data.dense.map((y) => y * unit) }, { rank: 2 });
    expect(scaled.sparse.values).toEqual(one.sparse.values.map((s) => s * unit));
    expect(scaled.sparse.rowIndex).toEqual(one.sparse.rowIndex);
    expect(scaled.verdict).toBe(one.verdict);
  }
});

describe("data of little use end with an honest answer", () => {
  const size = 24;
  const draw = random(5).fork("odd data");
  const random24 = Float64Array.from({ length: size * size }, () => draw.gaussian());
  const cases: Record<string, { dense: Float64Array; shape: readonly [number, number] }> = {
    "all entries outliers": { dense: random24, shape: [size, size] },
    "one column": { dense: random24.slice(0, size), shape: [size, 1] },
    "one row": { dense: random24.slice(0, size), shape: [1, size] },
    "one entry": { dense: Float64Array.of(3), shape: [1, 1] },
    zeros: { dense: new Float64Array(size * size), shape: [size, size] },
    constant: { dense: new Float64Array(size * size).fill(7), shape: [size, size] },
    "an empty row": { dense: random24.map((y, k) => (k < size ? Number.NaN : y)), shape: [size, size] },
    "whole numbers": { dense: random24.map((y) => Math.round(3 * y)), shape: [size, size] },
    "a row that is all wrong": {
      dense: Float64Array.from({ length: size * size }, (_, k) => (k < size ? 50 * random24[k] : Math.sin(k % size))),
      shape: [size, size],
    },
  };
  test.for(Object.entries(cases))("%s", async ([, data]) => {
    const found = await separate(data, { mostIterations: 200 });
    for (const list of [found.model.left.data, found.model.right.data, found.sparse.values]) {
      expect(list.every(Number.isFinite)).toBe(true);
    }
    expect(Number.isFinite(found.noise) && Number.isFinite(found.threshold)).toBe(true);
    const observed = data.dense.filter((y) => !Number.isNaN(y)).length;
    expect(found.facts.outliers.count + found.facts.inliers.count).toBe(observed);
  });
});

test("wrong use is told at once", async () => {
  const data = { dense: [1, 2, 3, 4], shape: [2, 2] as const };
  await expect(separate(data, { rank: 3 })).rejects.toThrow(
    "rank: expected a whole number from 1 to 2, the smaller side of a 2×2 matrix; got 3",
  );
  await expect(separate({ dense: [1, 2, Number.POSITIVE_INFINITY, 4], shape: [2, 2] })).rejects.toThrow(
    /dense\[2\]: expected a finite number/,
  );
  await expect(separate({ dense: [Number.NaN], shape: [1, 1] })).rejects.toThrow(/at least one observed entry/);
  await expect(separate(data, { share: 0.1 } as never)).rejects.toThrow(/share: no such option/);
  const twice = { rows: [0, 0], columns: [1, 1], values: [1, 2], shape: [2, 2] as const };
  await expect(separate(twice)).rejects.toThrow(/1 repeat an earlier one/);
});

test("an aborted separation ends with what there is", async () => {
  const { data } = plan({ outliers: 0.1 });
  const found = await separate(data, { rank: 2, signal: AbortSignal.abort() });
  expect(found.facts.stopped.converged).toBe(false);
});
