import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { type Loss, leastSquares, logistic } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { type Parametrization, parametrizations } from "../../src/parametrizations/index.ts";
import { type Problem, planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { randomStart, spectralStart } from "../../src/starts/index.ts";

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
    // The entries left out are noise of norm 2√(n(1 − p)/p), which three directions of it take up. U Uᵀ is not the planted
    // matrix: there the start must only be better than nothing.
    const near = name === "symmetric" ? 1 : (Math.sqrt(3) * 2 * Math.sqrt((SIZE * 0.4) / 0.6)) / SIZE;
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
