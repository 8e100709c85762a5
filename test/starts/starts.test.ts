import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute, type Loss, leastSquares, logistic } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { type Parametrization, parametrizations } from "../../src/parametrizations/index.ts";
import { type Problem, planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { randomStart, smallStart, spectralStart, truncatedSpectralStart } from "../../src/starts/index.ts";

const SIZE = 40;

/** A planted problem of rank 3, well sampled, with a share of its observations made gross outliers. */
function problemOf({
  outliers = 0,
  share = 0.6,
  loss = leastSquares() as Loss,
  make = parametrizations.asymmetric,
} = {}) {
  const { truth, rows, columns, values } = planted({ shape: [SIZE, SIZE], rank: 3, condition: 2, share, seed: 4 });
  const operator = entrySampling({ rows: SIZE, columns: SIZE, rowIndex: rows, columnIndex: columns });
  const draw = random(5).fork("outliers");
  const observed = operator.measure(values).map((y) => (draw.uniform() < outliers ? 100 * draw.gaussian() : y));
  const parametrization: Parametrization = make({ rows: SIZE, columns: SIZE, rank: 3 });
  const problem: Problem = recoveryProblem({
    operator,
    observed: loss.observations ? observed.map((y) => (y > 0 ? 1 : 0)) : observed,
    loss,
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const dense = denseOf(parametrization, truth.left.data, truth.right.data);
  return { problem, dense };
}

function denseOf({ rank: r }: Parametrization, left: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: SIZE * SIZE }, (_, cell) => {
    let x = 0;
    for (let c = 0; c < r; c++) x += left[Math.floor(cell / SIZE) * r + c] * right[(cell % SIZE) * r + c];
    return x;
  });
}

function errorOf({ problem, dense }: ReturnType<typeof problemOf>, point: Float64Array | Float32Array): number {
  const { left, right } = problem.parametrization.parts(point);
  const x = denseOf(problem.parametrization, left, right);
  return norm(x.map((value, k) => value - dense[k])) / norm(dense);
}

describe("randomStart", () => {
  test("entries of the asked size, the same for the same seed", () => {
    const { problem } = problemOf();
    const point = randomStart(problem, { scale: 1e-3, seed: 7 });
    expect(norm(point) / Math.sqrt(point.length)).toBeCloseTo(1e-3, 4);
    expect(randomStart(problem, { scale: 1e-3, seed: 7 })).toEqual(point);
    expect(randomStart(problem, { scale: 1e-3, seed: 8 })).not.toEqual(point);
    expect(() => randomStart(problem, { scale: -1 })).toThrow(/scale: expected a number ≥ 0; got -1/);
  });
});

describe("spectralStart", () => {
  test.for(Object.entries(parametrizations))("lies near the truth where much is observed, on %s", ([name, make]) => {
    // The entries left out are noise of norm 2√(n(1 − p)/p), which three directions of it take up. Neither U Uᵀ nor nonnegative
    // factors are the planted matrix: there the start must only be better than nothing.
    const near = !["asymmetric", "fixedRank"].includes(name)
      ? 1
      : (Math.sqrt(3) * 2 * Math.sqrt((SIZE * 0.4) / 0.6)) / SIZE;
    const sample = problemOf({ make });
    const start = finish(spectralStart(sample.problem));
    expect(errorOf(sample, start)).toBeLessThan(near);
    const { problem } = sample;
    expect(finish(problem.at(start).value())).toBeLessThan(finish(problem.at(problem.point()).value()));
  });

  test("is the truncated SVD where everything is observed", () => {
    const sample = problemOf({ share: 1 });
    const operator = fullObservation({ rows: SIZE, columns: SIZE });
    const problem = recoveryProblem({ ...sample.problem, operator, observed: sample.dense, loss: leastSquares() });
    expect(errorOf(sample, finish(spectralStart(problem)))).toBeLessThan(1e-3);
  });

  test("truncated, it bears gross outliers that spoil the plain one", () => {
    const sample = problemOf({ outliers: 0.05, share: 0.9 });
    const plain = errorOf(sample, finish(spectralStart(sample.problem)));
    const truncated = errorOf(sample, finish(spectralStart(sample.problem, { truncate: 0.1 })));
    expect(plain).toBeGreaterThan(1);
    expect(truncated).toBeLessThan(0.6);
  });

  test("takes losses other than least squares, and nothing but zeros", () => {
    const { problem } = problemOf({ loss: logistic() });
    const start = finish(spectralStart(problem));
    expect(finish(problem.at(start).value())).toBeLessThan(0.9 * finish(problem.at(problem.point()).value()));
    const zeros = recoveryProblem({
      ...problem,
      loss: leastSquares(),
      observed: new Float64Array(problem.observed.length),
    });
    expect(norm(finish(spectralStart(zeros)))).toBe(0);
    expect(() => finish(spectralStart(problem, { truncate: 1 }))).toThrow(/truncate: expected a number in \[0, 1\)/);
  });
});

describe("truncatedSpectralStart", () => {
  test("lies near the truth with gross outliers, where the spectral start is lost, whatever the loss", () => {
    for (const make of [leastSquares, absolute]) {
      const sample = problemOf({ outliers: 0.1, loss: make(), share: 0.9 });
      expect(errorOf(sample, finish(truncatedSpectralStart(sample.problem)))).toBeLessThan(0.7);
    }
    const lost = problemOf({ outliers: 0.1, share: 0.9 });
    expect(errorOf(lost, finish(spectralStart(lost.problem)))).toBeGreaterThan(1);
  });

  test("its length is that of the least absolute deviations", () => {
    const { problem } = problemOf({ outliers: 0.1, loss: absolute() });
    const start = finish(truncatedSpectralStart(problem));
    const value = (factor: number) => finish(problem.at(start.map((x) => x * Math.sqrt(factor))).value());
    for (const factor of [0.9, 0.99, 1.01, 1.1]) expect(value(factor)).toBeGreaterThan(value(1));
    expect(() => finish(truncatedSpectralStart(problem, { most: 0 }))).toThrow(/most: expected a number > 0; got 0/);
  });
});

describe("smallStart", () => {
  test("is the asked share of the truth's size, outliers or none, in any unit", () => {
    for (const [outliers, share] of [
      [0, 1e-3],
      [0.1, 1e-6],
    ]) {
      const { problem, dense } = problemOf({ outliers, loss: absolute(), share: 0.9 });
      const { left } = problem.parametrization.parts(finish(smallStart(problem, { share })));
      // Three singular values, in the geometric mean of which lies about 0.6 of the norm; a factor's columns have length √n·scale.
      const size = norm(Float64Array.from(left)) ** 2 / 3 / norm(dense);
      expect(size / share ** 2).toBeGreaterThan(0.3);
      expect(size / share ** 2).toBeLessThan(1.5);
    }
    const { problem } = problemOf();
    expect(() => finish(smallStart(problem, { share: 0 }))).toThrow(/share: expected a number > 0; got 0/);
  });
});
