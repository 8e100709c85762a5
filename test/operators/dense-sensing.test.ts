import { describe, expect, test } from "vitest";
import {
  asymmetric,
  denseSensing,
  finish,
  leastSquares,
  type MeasurementOperator,
  matrix,
  plantedMatrix,
  random,
  recoveryProblem,
  ridge,
  type Steps,
} from "../../src/index.ts";
import { norm } from "../../src/linalg/norm.ts";

const [rows, columns, measurements] = [9, 7, 41];
const draw = random(5).fork("dense sensing");
const matrices = Float64Array.from({ length: measurements * rows * columns }, () => draw.gaussian());
const truth = plantedMatrix({ shape: [rows, columns], rank: 2, seed: 1 });

function problemOf(operator: MeasurementOperator) {
  const parametrization = asymmetric({ rows, columns, rank: 2 });
  const observed = new Float64Array(operator.measurements).fill(1);
  return recoveryProblem({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

/** The residual and the gradient at the planted factors. */
function evaluated(operator: MeasurementOperator, run: <T>(steps: Steps<T>, grow: () => void) => T) {
  const problem = problemOf(operator);
  const point = problem.point();
  problem.parametrization.setFactors(truth, point);
  const at = problem.at(point);
  const grow = () => problem.store.workspace.memory.allocate("ballast", "float64", 2 ** 15);
  const gradient = Float64Array.from(run(at.gradient(), grow));
  return { gradient, residual: run(at.negativeDerivative(), grow), counts: { ...problem.store.counts } };
}

test("a gradient is one pass: one application, one adjoint", () => {
  const { counts } = evaluated(denseSensing({ rows, columns, matrices }), finish);
  expect(counts).toEqual({ applications: 1, adjoints: 1, blockSolves: 0 });
});

test("a product with Gauss–Newton's matrix is one pass, too", () => {
  const problem = problemOf(denseSensing({ rows, columns, matrices }));
  const point = problem.point().fill(0.5);
  const at = problem.at(point);
  finish(at.gradient());
  finish(at.gaussNewtonVector(point));
  expect(problem.store.counts).toEqual({ applications: 2, adjoints: 2, blockSolves: 0 });
});

test("the same bits where the memory grows at every pause", () => {
  const operator = denseSensing({ rows, columns, matrices });
  const growing = <T>(steps: Steps<T>, grow: () => void): T => {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      grow();
    }
  };
  expect(evaluated(operator, growing)).toEqual(evaluated(operator, finish));
});

test("a measurement has the same bits whatever measurements stand beside it", () => {
  const length = rows * columns;
  const all = evaluated(denseSensing({ rows, columns, matrices }), finish).residual;
  for (const [from, to] of [
    [0, 5],
    [3, 4],
    [6, 41],
  ]) {
    const some = denseSensing({ rows, columns, matrices: matrices.subarray(from * length, to * length) });
    expect(evaluated(some, finish).residual).toEqual(all.slice(from, to));
  }
});

describe("storage", () => {
  test("float32 rounds the matrices and nothing else", () => {
    const [double, single] = (["float64", "float32"] as const).map((storage) =>
      evaluated(denseSensing({ rows, columns, matrices, storage }), finish),
    );
    const rounded = denseSensing({ rows, columns, matrices: Float64Array.from(matrices, Math.fround) });
    const difference = norm(double.gradient.map((x, k) => x - single.gradient[k]));
    expect(difference).toBeLessThan(1e-6 * norm(double.gradient));
    expect(difference).toBeGreaterThan(0);
    expect(single.gradient).toEqual(evaluated(rounded, finish).gradient);
  });

  test("that of the array unless said otherwise", () => {
    const single = Float32Array.from(matrices);
    const expected = evaluated(denseSensing({ rows, columns, matrices, storage: "float32" }), finish);
    expect(evaluated(denseSensing({ rows, columns, matrices: single }), finish)).toEqual(expected);
    expect(evaluated(denseSensing({ rows, columns, matrices: single, storage: "float64" }), finish)).toEqual(expected);
  });
});

test("y_k = ⟨A_k, X⟩, matrices one after another and row by row", () => {
  const operator = denseSensing({ rows: 1, columns: 2, matrices: Float64Array.of(1, 2, 3, 4, 5, 6) });
  expect(operator.measurements).toBe(3);
  expect(Array.from(operator.apply(matrix(1, 2, Float64Array.of(10, 1))))).toEqual([12, 34, 56]);
  expect(Array.from(operator.adjoint(Float64Array.of(1, 0, 2)).data)).toEqual([11, 14]);
});

/** The matrices with another number at one place. */
const changed = (at: number, value: number) => matrices.map((x, k) => (k === at ? value : x));

describe("refuses", () => {
  const huge = Object.defineProperty(Object.create(Float64Array.prototype), "length", { value: 2 ** 29 });
  test.each<[string, object, string]>([
    ["a size that is not a size", { rows: 0 }, "rows: expected a whole number from 1 to 2³¹ − 2; got 0"],
    ["half a matrix", { matrices: new Float64Array(64) }, "expected p × 9 × 7 numbers, a multiple of 63; got 64"],
    ["no matrix", { matrices: new Float64Array(0) }, "a multiple of 63; got 0"],
    ["lists", { matrices: [[1, 2]] }, "matrices: expected a Float64Array or Float32Array; got Array"],
    ["NaN", { matrices: changed(70, Number.NaN) }, "matrices[70]: expected a finite float64; got NaN"],
    ["an infinity", { matrices: changed(3, -Infinity) }, "matrices[3]: expected a finite float64; got -Infinity"],
    [
      "what float32 cannot hold",
      { matrices: changed(3, 1e300), storage: "float32" },
      "matrices[3]: expected a finite float32; got 1e+300",
    ],
    ["a format it does not know", { storage: "float16" }, 'storage: expected "float64" or "float32"; got "float16"'],
    ["more than a memory holds", { rows: 1, columns: 1, matrices: huge }, "gaussianSensing stores no matrices"],
  ])("%s", (_, options, message) => {
    expect(() => denseSensing({ rows, columns, matrices, ...options })).toThrow(message);
  });
});
