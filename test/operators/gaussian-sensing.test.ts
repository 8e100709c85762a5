import { describe, expect, test } from "vitest";
import {
  asymmetric,
  denseSensing,
  finish,
  gaussianSensing,
  leastSquares,
  type MeasurementOperator,
  plantedMatrix,
  recoveryProblem,
  ridge,
} from "../../src/index.ts";
import { Memory, wasmKernels } from "../../src/kernels/index.ts";
import { norm } from "../../src/linalg/norm.ts";

const [rows, columns, measurements] = [13, 9, 30];
const truth = plantedMatrix({ shape: [rows, columns], rank: 2, seed: 1 });

/** −y and the gradient at the planted factors, with y = 0 observed. */
function evaluated(operator: MeasurementOperator) {
  const parametrization = asymmetric({ rows, columns, rank: 2 });
  const observed = new Float64Array(operator.measurements);
  const problem = recoveryProblem({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const point = problem.point();
  parametrization.setFactors(truth, point);
  const at = problem.at(point);
  const gradient = Float64Array.from(finish(at.gradient()));
  return { gradient, predicted: finish(at.negativeDerivative()), counts: { ...problem.store.counts } };
}

/** All A_k as one array. */
function materialised(operator: MeasurementOperator): Float64Array {
  const parts = Array.from({ length: operator.measurements }, (_, k) => {
    const unit = new Float64Array(operator.measurements);
    unit[k] = 1;
    return Array.from(operator.adjoint(unit).data);
  });
  return Float64Array.from(parts.flat());
}

const distance = (x: Float64Array, y: Float64Array) => norm(x.map((value, k) => value - y[k])) / norm(y);

test("matrix-free is the dense operator of the same entries, and a gradient is one pass", () => {
  const operator = gaussianSensing({ rows, columns, measurements, seed: 4 });
  const [free, dense] = [operator, denseSensing({ rows, columns, matrices: materialised(operator) })].map(evaluated);
  expect(distance(free.predicted, dense.predicted)).toBeLessThan(1e-12);
  expect(distance(free.gradient, dense.gradient)).toBeLessThan(1e-12);
  expect(free.counts).toEqual({ applications: 1, adjoints: 1, blockSolves: 0 });
});

test("a measurement depends on the seed and its own number alone", () => {
  const of = (p: number, seed: number) =>
    evaluated(gaussianSensing({ rows, columns, measurements: p, seed, variance: 1 })).predicted;
  expect(of(30, 4).slice(0, 7)).toEqual(of(7, 4));
  expect(of(7, 4)).not.toEqual(of(7, 5));
});

test("the variance is 1/p unless given", () => {
  const [unit, scaled] = [1, undefined].map((variance) =>
    materialised(gaussianSensing({ rows, columns, measurements: 16, seed: 2, ...(variance && { variance }) })),
  );
  expect(scaled).toEqual(unit.map((x) => x / 4));
});

describe("a million entries, four standard errors", () => {
  const count = 2 ** 20;
  const memory = new Memory();
  const blocks = [0, 1].map((row) => memory.allocate(`row ${row}`, "float32", count));
  blocks.forEach(({ offset }, row) => void wasmKernels(memory).gaussians(row, 0, count, 2026, 11, 1, offset));
  const [first, second] = blocks.map((block) => Float64Array.from(memory.floats(block)));
  const mean = (of: (x: number, k: number) => number) => first.reduce((sum, x, k) => sum + of(x, k), 0) / count;

  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [6, 15, 10_170],
  ])("moment %i is %d", (power, expected, variance) => {
    expect(Math.abs(mean((x) => x ** power) - expected)).toBeLessThan(4 * Math.sqrt(variance / count));
  });

  // Quantiles of the normal distribution, scipy.stats.norm.isf.
  test.each([
    [0.25, 0.6744897501960817],
    [0.1, 1.2815515655446004],
    [0.025, 1.9599639845400545],
    [0.005, 2.575829303548901],
    [5e-4, 3.2905267314918945],
    [1e-4, 3.71901648545568],
  ])("a share of %d lies beyond %d, on either side", (share, quantile) => {
    const error = 4 * Math.sqrt((share * (1 - share)) / count);
    expect(Math.abs(mean((x) => Number(x > quantile)) - share)).toBeLessThan(error);
    expect(Math.abs(mean((x) => Number(x < -quantile)) - share)).toBeLessThan(error);
  });

  // The two of a pair stand 4 apart, those of one counter 8, the next counters 1 and 16.
  test.each([1, 2, 4, 8, 16])("numbers %i apart, and their squares, are not correlated", (apart) => {
    const later = (k: number) => first[(k + apart) % count];
    expect(Math.abs(mean((x, k) => x * later(k)))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(mean((x, k) => (x * x - 1) * (later(k) ** 2 - 1)))).toBeLessThan(8 / Math.sqrt(count));
  });

  test("nor are two measurements", () => {
    expect(Math.abs(mean((x, k) => x * second[k]))).toBeLessThan(4 / Math.sqrt(count));
  });
});

describe("refuses", () => {
  test.each<[string, object, string]>([
    ["no measurements", { measurements: 0 }, "measurements: expected a whole number from 1 to 2³¹ − 2; got 0"],
    ["half a row", { rows: 1.5 }, "rows: expected a whole number"],
    ["matrices beyond its memory", { rows: 2 ** 16, columns: 2 ** 16 }, "expected at most 2²⁸ entries; got 4294967296"],
    ["a seed that is no integer", { seed: 0.5 }, "seed: expected an integer below 2⁵³; got 0.5"],
    ["no variance", { variance: 0 }, "variance: expected a number > 0; got 0"],
    ["NaN", { variance: Number.NaN }, "variance: expected a number > 0; got NaN"],
  ])("%s", (_, options, message) => {
    expect(() => gaussianSensing({ rows, columns, measurements, seed: 1, ...options })).toThrow(message);
  });
});
