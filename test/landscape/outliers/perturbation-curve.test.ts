import { expect, test } from "vitest";
import { finish } from "../../../src/kernels/steps.ts";
import { firstOrderForm } from "../../../src/landscape/outliers/first-order-form.ts";
import { oneShot } from "../../../src/landscape/outliers/one-shot.ts";
import { type PerturbationCurve, perturbationCurve } from "../../../src/landscape/outliers/perturbation-curve.ts";
import { spareColumns } from "../../../src/landscape/outliers/spare-columns.ts";
import { sparseDirections } from "../../../src/landscape/outliers/sparse-directions.ts";
import { steepestCurve } from "../../../src/landscape/outliers/steepest-curve.ts";
import { identity, matrix } from "../../../src/linalg/matrix.ts";
import { multiply } from "../../../src/linalg/multiply.ts";
import { qr } from "../../../src/linalg/qr.ts";
import { random } from "../../../src/linalg/random.ts";
import { absolute } from "../../../src/losses/absolute.ts";
import { leastSquares } from "../../../src/losses/least-squares.ts";
import { entrySampling } from "../../../src/operators/entry-sampling.ts";
import { asymmetric } from "../../../src/parametrizations/asymmetric.ts";
import { symmetric } from "../../../src/parametrizations/symmetric.ts";
import { robustSensing } from "../../../src/problem/planted/robust-sensing.ts";
import type { Problem } from "../../../src/problem/problem.ts";
import { recoveryProblem } from "../../../src/problem/recovery-problem.ts";
import { ridge } from "../../../src/regularizers/ridge.ts";

const few = {
  shape: [20, 20],
  rank: 1,
  searchRank: 20,
  symmetric: true,
  outlierShare: 0.2,
  measurements: 40,
  seed: 4,
} as const;
const both = { shape: [12, 16], rank: 2, searchRank: 6, outlierShare: 0.2, measurements: 80, seed: 1 } as const;

/** f(γ) − f(0) over γ² and the coefficient, at each γ. */
function shares(problem: Problem, truth: Float64Array, curve: PerturbationCurve, gammas: readonly number[]) {
  const measured = finish(perturbationCurve(problem, truth, curve));
  return gammas.map((gamma) => -finish(measured.fall(gamma)) / (gamma ** 2 * measured.coefficient));
}

test.each([few, both])(
  "T1: along the one-shot direction the loss is a parabola until a residual changes its sign",
  (setting) => {
    const { problem, truth } = robustSensing(setting);
    const form = finish(firstOrderForm(problem, truth));
    const direction = finish(oneShot(problem, form, spareColumns(problem.parametrization, truth)))!;
    const curve = finish(perturbationCurve(problem, truth, direction, form));
    expect(curve.slope).toBe(0);
    // The outliers' part of the form is −n by construction, the rest what the fitted measurements cost.
    const fitted = curve.image.reduce((sum, v, k) => sum + (form.least[k] < form.most[k] ? Math.abs(v) : 0), 0);
    expect(curve.coefficient).toBeCloseTo(fitted - direction.gain, 9);
    for (const share of shares(problem, truth, direction, [1e-3, 1e-2, 0.1, 0.99 * curve.reach])) {
      expect(Math.abs(share - 1)).toBeLessThan(1e-6);
    }
    const [beyond] = shares(problem, truth, direction, [1.5 * curve.reach]);
    expect(Math.abs(beyond - 1)).toBeGreaterThan(1e-4);
  },
);

test.each([few, both])(
  "the optimised direction leads down along a curve of second order, not along its straight line",
  (setting) => {
    const { problem, truth } = robustSensing(setting);
    const { curve, form } = finish(steepestCurve(problem, truth, { mostIterations: 300 }))!;
    expect(form.value).toBeLessThan(0);
    // The curve has the M that was found as its second derivative, and f follows it.
    expect(curve.coefficient / form.value).toBeCloseTo(1, 9);
    expect(finish(curve.fall(1e-3)) / -1e-6 / form.value).toBeCloseTo(1, 3);
    expect(form.bound).toBeLessThanOrEqual(form.value);
  },
);

test("at full over-parameterisation value and bound meet", () => {
  const { problem, truth } = robustSensing(few);
  const { form } = finish(steepestCurve(problem, truth))!;
  expect(form.value / form.bound).toBeGreaterThan(0.99);
});

test("an over-parameterised truth in any basis of its columns has the same curve", () => {
  const { problem, truth } = robustSensing({ ...few, searchRank: 6 });
  const draw = random(2);
  const turn = qr(
    matrix(
      6,
      6,
      Float64Array.from({ length: 36 }, () => draw.gaussian()),
    ),
  ).q;
  const turned = multiply(matrix(20, 6, truth), turn).data;
  const coefficient = (point: Float64Array) => {
    const form = finish(firstOrderForm(problem, point));
    const columns = spareColumns(problem.parametrization, point);
    expect(columns.spare.columns).toBe(5);
    const curve = finish(perturbationCurve(problem, point, finish(oneShot(problem, form, columns))!, form));
    expect(Math.abs(curve.slope)).toBeLessThan(1e-9);
    return curve.coefficient;
  };
  expect(coefficient(turned) / coefficient(truth)).toBeCloseTo(1, 9);
});

test("an unbalanced truth falls at first order", () => {
  const { problem, truth } = robustSensing({ ...both, searchRank: 12, shape: [12, 12], measurements: 40 });
  const parts = problem.parametrization.parts(truth);
  const [u, v] = [matrix(12, 12, Float64Array.from(parts.left)), matrix(12, 12, Float64Array.from(parts.right))];
  for (let i = 0; i < 12; i++) for (let c = 2; c < 12; c++) u.data[i * 12 + c] = identity(12).data[i * 12 + c];
  const point = truth.slice();
  const at = problem.parametrization.parts(point);
  at.left.set(u.data);
  at.right.set(v.data);
  const form = finish(firstOrderForm(problem, point));
  const pull = matrix(12, 12);
  const outliers = form.least.map((z, k) => (z === form.most[k] ? -z : 0));
  pull.data.set(problem.operator.adjoint(outliers).data);
  // V's empty columns along Dᵀ N, so that X moves along N Nᵀ D.
  const first = new Float64Array(truth.length);
  const moved = problem.parametrization.parts(first).right;
  for (let j = 0; j < 12; j++) for (let c = 2; c < 12; c++) moved[j * 12 + c] = pull.data[c * 12 + j];
  const curve = finish(perturbationCurve(problem, point, { first, second: new Float64Array(truth.length) }, form));
  expect(curve.slope).toBeLessThan(0);
  expect(finish(curve.fall(1e-6)) / -1e-6 / curve.slope).toBeCloseTo(1, 6);
});

const size = 12;

/** All of a symmetric matrix of rank 1 but some entries, with errors of 5 in some. */
function completion(hidden: [number, number][], wrong: [number, number, number][], asym = false) {
  const is = (list: readonly (readonly number[])[], i: number, j: number) =>
    list.findIndex((e) => e[0] === i && e[1] === j);
  const cells = Array.from({ length: size * size }, (_, k) => [Math.floor(k / size), k % size]).filter(
    ([i, j]) => is(hidden, i, j) < 0 && is(hidden, j, i) < 0,
  );
  const x = (i: number, j: number) => (1 + i / size) * (1 + j / size);
  const mirrored = asym
    ? wrong
    : wrong.flatMap(([i, j, e]): [number, number, number][] =>
        i === j
          ? [[i, j, e]]
          : [
              [i, j, e],
              [j, i, e],
            ],
      );
  const observed = Float64Array.from(cells, ([i, j]) => x(i, j) + (mirrored[is(mirrored, i, j)]?.[2] ?? 0));
  const operator = entrySampling({
    rows: size,
    columns: size,
    rowIndex: cells.map(([i]) => i),
    columnIndex: cells.map(([, j]) => j),
  });
  const parametrization = asym
    ? asymmetric({ rows: size, columns: size, rank: 2 })
    : symmetric({ rows: size, rank: 2 });
  const problem = recoveryProblem({
    operator,
    observed,
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const truth = new Float64Array(parametrization.dimension);
  const parts = parametrization.parts(truth);
  for (let i = 0; i < size; i++) parts.left[2 * i] = parts.right[2 * i] = 1 + i / size;
  return { problem, truth };
}

const pairs = (columns: number[]): [number, number][] =>
  columns.flatMap((a) => columns.filter((b) => b > a).map((b): [number, number] => [a, b]));

test.each([
  ["single", completion([], [[2, 3, -5]], true), -1],
  ["diagonal", completion([], [[4, 4, 5]]), -1],
  [
    "unobservedDiagonals",
    completion(
      [
        [2, 2],
        [5, 5],
      ],
      [[2, 5, -5]],
    ),
    -2,
  ],
  ["oneDiagonal", completion([[2, 2]], [[2, 5, 5]]), -1],
  [
    "star",
    completion(pairs([3, 4, 5, 6]).slice(0, 3), [
      [1, 3, 5],
      [1, 4, -5],
      [1, 5, 5],
      [1, 6, 5],
    ]),
    1 - 16 / 10,
  ],
] as const)("T4: completion, %s: the coefficient of the formula", (kind, { problem, truth }, coefficient) => {
  const form = finish(firstOrderForm(problem, truth));
  const found = finish(sparseDirections(problem, form, spareColumns(problem.parametrization, truth)));
  const direction = found.find((one) => one.kind === kind)!;
  const curve = finish(perturbationCurve(problem, truth, direction, form));
  expect(curve.coefficient).toBeCloseTo(coefficient, 12);
  expect(finish(curve.fall(0.5)) / -0.25).toBeCloseTo(coefficient, 12);
});

test("one pair of outliers with both diagonal entries seen, and right, is no way down", () => {
  const { problem, truth } = completion([], [[2, 5, 5]]);
  const form = finish(firstOrderForm(problem, truth));
  expect(finish(sparseDirections(problem, form, spareColumns(problem.parametrization, truth)))).toEqual([]);
});

test("a loss without kinks is refused", () => {
  const { problem, truth } = robustSensing(few);
  const smooth = recoveryProblem({ ...problem, loss: leastSquares() });
  expect(() => finish(firstOrderForm(smooth, truth))).toThrow("loss: expected one with kinks; got leastSquares");
});
