import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { denseHessian, symmetry } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { leastSquares, logistic } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, type Parametrization, type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import type { Regularizer } from "../../src/regularizers/index.ts";
import { afterIterations, gradientNormBelow, solve, trustRegion } from "../../src/solvers/index.ts";
import { along, BIASES, gaussianPoint, nameOf, penalties, pointOf } from "../laws/points.ts";

const STRENGTHS = [
  { ridge: 0, biasRidge: 0 },
  { ridge: 0, biasRidge: 0.3 },
  { ridge: 0.4, biasRidge: 0 },
  { ridge: 0.4, biasRidge: 0.3 },
];
const [ROWS, COLUMNS] = [10, 9];

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);

const truthOf = (shape: Parametrization) => gaussianPoint(shape, random(8).fork("truth"));

/** Most entries of a table of low rank, on any parametrization. */
function problemOn(
  make: (size: { rows: number; columns: number; rank: number }) => ReturnType<typeof asymmetric>,
  regularizer: Regularizer,
  loss: ReturnType<typeof leastSquares> | ReturnType<typeof logistic> = leastSquares(),
  [rows, columns]: readonly [number, number] = [ROWS, COLUMNS],
): SecondOrderProblem {
  const draw = random(8).fork("cells");
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(() => draw.uniform() < 0.9);
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: cells.map((cell) => Math.floor(cell / columns)),
    columnIndex: cells.map((cell) => cell % columns),
  });
  const parametrization = make({ rows, columns, rank: 2 });
  const truth = parametrization.parts(truthOf(parametrization));
  const observed = Float64Array.from(cells, (cell) => {
    if (!loss.quadratic) return draw.integer(2);
    const [i, j] = [Math.floor(cell / columns), cell % columns];
    const offset = (truth.mean[0] ?? 0) + (truth.rowBias[i] ?? 0) + (truth.columnBias[j] ?? 0);
    return (
      offset +
      truth.left[2 * i] * truth.right[2 * j] +
      truth.left[2 * i + 1] * truth.right[2 * j + 1] +
      0.1 * draw.gaussian()
    );
  });
  return recoveryProblem({ operator, observed, loss, regularizer, parametrization }) as SecondOrderProblem;
}

/** The part of a vector along the symmetry, of unit length; undefined where it has none. */
function motion(problem: SecondOrderProblem, point: Point, vector: Float64Array): Float64Array | undefined {
  problem.parametrization.project(point, vector);
  const normal = vector.slice();
  symmetry(problem, point).project(normal);
  const moved = vector.map((x, k) => x - normal[k]);
  const length = norm(moved);
  return length > 1e-9 * norm(vector) ? moved.map((x) => x / length) : undefined;
}

const { elasticNet: _, ...onAnySign } = penalties;
const CASES = Object.entries(onAnySign).flatMap(([kind, make]) =>
  STRENGTHS.flatMap((strengths) =>
    BIASES.map(
      (biases) =>
        [
          `${kind} ${strengths.ridge} and ${strengths.biasRidge}, biases ${nameOf(biases)}`,
          { biases, regularizer: make(ROWS, COLUMNS, 3, strengths) },
        ] as const,
    ),
  ),
);

describe.for(CASES)("%s", ([, { biases, regularizer }]) => {
  const on = (size: { rows: number; columns: number; rank: number }) => asymmetric({ ...size, biases });

  test("projects orthogonally, off directions along which f has neither slope nor, at second order, a change of slope", () => {
    for (const loss of [leastSquares(), logistic()]) {
      const problem = problemOn(on, regularizer, loss);
      const { parametrization } = problem;
      const draw = random(2).fork("symmetry");
      const point = pointOf(parametrization, draw);
      const gradient = finish(problem.at(point).gradient());
      const [x, y] = [1, 2].map(() => gaussianPoint(parametrization, draw));
      const { project } = symmetry(problem, point);
      const [px, py] = [x, y].map((vector) => vector.slice());
      for (const vector of [px, py]) project(vector);
      const again = px.slice();
      project(again);
      expect(norm(again.map((value, k) => value - px[k]))).toBeLessThan(1e-12 * norm(px));
      expect(Math.abs(dot(px, y) - dot(x, py))).toBeLessThan(1e-11 * norm(x) * norm(y));
      const moved = motion(problem, point, x);
      if (!moved) continue;
      expect(Math.abs(dot(gradient, moved))).toBeLessThan(1e-12 * (1 + norm(gradient)));
      // θ + t·s leaves a curved orbit only at second order: f changes by ½ t² ⟨s, ∇²f s⟩ = −½ t² ⟨∇f, the orbit's bend⟩.
      const value = (at: Point) => finish(problem.at(at).value());
      const change = value(along(point, 1e-5, moved)) - value(point);
      expect(Math.abs(change)).toBeLessThan(1e-8 * (1 + value(point)));
    }
  });

  test("counts the exact zeros of the Hessian at an optimum", () => {
    const problem = problemOn(on, regularizer);
    const start = truthOf(problem.parametrization);
    const rules = [gradientNormBelow(1e-11), afterIterations(300)];
    const { last } = finish(solve(problem, trustRegion(), { start, stop: rules }));
    const { values } = symmetricEigen(finish(denseHessian(problem, last)));
    const largest = values[values.length - 1];
    const { dimension, project } = symmetry(problem, last);
    expect(values.filter((value) => Math.abs(value) < 1e-9 * largest)).toHaveLength(dimension);
    expect(values.filter((value) => value > 1e-5 * largest)).toHaveLength(values.length - dimension);
    // The trace of the projector is the dimension of what it leaves.
    let trace = 0;
    for (let k = 0; k < values.length; k++) {
      const unit = new Float64Array(values.length);
      unit[k] = 1;
      project(unit);
      trace += unit[k];
    }
    expect(trace).toBeCloseTo(values.length - dimension, 9);
  });
});

describe("shifts leave f as it is, however far", () => {
  const every = { mean: true, rows: true, columns: true };

  test.for([
    ["all motions", 0, 6],
    ["with a ridge", 0.5, 2],
  ] as const)("%s", ([, ridge, count]) => {
    const make = (size: { rows: number; columns: number; rank: number }) => asymmetric({ ...size, biases: every });
    const problem = problemOn(make, { ...penalties.ridge(ROWS, COLUMNS, 0, { ridge, biasRidge: 0 }) }, logistic());
    const draw = random(3).fork("shifts");
    const point = pointOf(problem.parametrization, draw);
    const shifts = problem.parametrization.shifts(point, ridge > 0 ? "orthogonal" : "all");
    expect(shifts).toHaveLength(count);
    const evaluate = (at: Point) => finish(problem.at(at).value());
    for (const shift of shifts) {
      const far = along(point, 3, shift);
      expect(Math.abs(evaluate(far) / evaluate(point) - 1)).toBeLessThan(1e-13);
      // ∇²f along the shifted path is the same form, read in directions that the shift itself leaves alone.
      const unmoved = new Float64Array(point.length);
      problem.parametrization.parts(unmoved).rowBias.set(Array.from({ length: ROWS }, () => draw.gaussian()));
      const [here, there] = [point, far].map((at) => finish(problem.at(at).hessianVector(unmoved)));
      expect(Math.abs(dot(here, unmoved) - dot(there, unmoved))).toBeLessThan(1e-11 * norm(here) * norm(unmoved));
    }
  });
});

describe("at points where the motions are fewer, or the numbers extreme", () => {
  test.for(Object.entries(parametrizations))("%s projects to something finite and stays projected", ([, make]) => {
    const scales = [1e-160, 1e-3, 1, 1e150];
    for (const size of scales) {
      for (const hollow of [false, true]) {
        const regularizer = penalties.ridge(6, 6, 0, { ridge: 0, biasRidge: 0 });
        const problem = problemOn((shape) => make(shape), regularizer, leastSquares(), [6, 6]);
        const draw = random(4).fork("extreme");
        const point = pointOf(problem.parametrization, draw);
        const { left, right } = problem.parametrization.parts(point);
        if (problem.parametrization.factored) {
          for (const part of [left, right]) for (let k = 0; k < part.length; k++) part[k] *= size;
          if (hollow) for (const part of [left, right]) for (let k = 1; k < part.length; k += 2) part[k] = 0;
        }
        const vector = gaussianPoint(problem.parametrization, draw);
        const { project } = symmetry(problem, point);
        project(vector);
        expect(norm(vector)).toBeGreaterThan(0);
        const again = vector.slice();
        project(again);
        expect(norm(again.map((value, k) => value - vector[k]))).toBeLessThan(1e-12 * norm(vector));
      }
    }
  });
});
