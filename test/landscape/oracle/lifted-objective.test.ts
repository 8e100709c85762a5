import { describe, expect, test } from "vitest";
import {
  asymmetric,
  finish,
  fullObservation,
  leastSquares,
  liftedCurvature,
  liftedObjective,
  liftedSurrogate,
  numberOf,
  oracleDirection,
  type Problem,
  perturbedCompletion,
  recoveryProblem,
  ridge,
  signedLog,
  twoByTwoSensing,
} from "../../../src/index.ts";
import fixture from "../../fixtures/papers/shen.json" with { type: "json" };

const component = (weight: number, point: ArrayLike<number>) => ({
  weight: signedLog(weight),
  point: Float64Array.from(point),
});

describe("two by two, order 3", () => {
  const { problem, spurious } = twoByTwoSensing();

  test("h^l at the lifted point is .4921875, the tensor's own value", () => {
    const value = numberOf(finish(liftedObjective(problem, [component(1, spurious[0])], 3)));
    expect(value).toBeCloseTo(0.4921875, 12);
    expect(value).toBeCloseTo(fixture.one.lifted, 12);
  });

  test("the curvature along the oracle direction is −1.7578125, the tensor's own by differences", () => {
    const curvature = finish(liftedCurvature(finish(oracleDirection(problem, spurious[0]))));
    expect(numberOf(curvature.at(3))).toBeCloseTo(-1.7578125, 12);
    expect(numberOf(curvature.at(3))).toBeCloseTo(fixture.one.curvature, 7);
    expect(curvature.requiredOrder).toBe(3);
  });
});

describe("perturbed completion", () => {
  const { problem } = perturbedCompletion({ size: 3, perturbation: 0.3 });
  const { point, u, beta, gamma } = fixture.two;
  const oracle = finish(oracleDirection(problem, Float64Array.from(point)));
  // Turned to the side on which NumPy found u.
  const side = Math.sign(oracle.column!.direction[0] * u[0]);
  const across = Math.sign(oracle.point[0] * point[0]);
  const invisible = oracle.column!.invisible.map((x) => side * x);
  const q = oracle.column!.direction.map((x) => side * x);
  const x = oracle.point.map((entry) => across * entry);
  const parts = {
    point: [component(1, x)],
    escape: [component(1, x), component(0.3, q)],
    moved: [component(1, x), component(beta, q), component(gamma, invisible)],
    oracle: [component(beta, q)],
    invisible: [component(gamma, invisible)],
  };
  type Part = keyof typeof parts;
  const names = Object.keys(parts) as Part[];
  const measured = (of: typeof liftedObjective, order: number) =>
    Object.fromEntries(names.map((name) => [name, numberOf(finish(of(problem, parts[name], order)))])) as Record<
      Part,
      number
    >;

  test("true h^l of order 11: 2592.52, 2592.32, 758.89, 64.41, NumPy's to ten digits", () => {
    const values = measured(liftedObjective, 11);
    expect(values.point).toBeCloseTo(2592.52, 2);
    expect(values.escape).toBeCloseTo(2592.32, 2);
    expect(values.moved).toBeCloseTo(758.89, 2);
    expect(values.invisible).toBeCloseTo(64.41, 2);
    for (const name of names) expect(values[name] / fixture.two.lifted[name]).toBeCloseTo(1, 8);
  });

  test("order 3: the Gram form is the tensor's value", () => {
    const values = measured(liftedObjective, 3);
    for (const name of names) expect(values[name]).toBeCloseTo(fixture.two.liftedOfOrder3[name], 6);
    expect(values.point).toBeCloseTo(fixture.two.tensorOfOrder3.point, 10);
    expect(values.escape).toBeCloseTo(fixture.two.tensorOfOrder3.escape, 10);
  });

  test("the notebook's surrogate: 1.48869607, 1.48838352, 1.33327270, 1.999823, .04990022", () => {
    const values = measured(liftedSurrogate, 11);
    expect(values).toEqual({
      point: expect.closeTo(1.48869607, 7),
      escape: expect.closeTo(1.48838352, 7),
      moved: expect.closeTo(1.3332727, 7),
      oracle: expect.closeTo(1.999823, 6),
      invisible: expect.closeTo(0.04990022, 7),
    });
  });

  test("the curvature is +0.61, −0.95, −2.2, −4.5 at orders 3, 5, 7, 11: order 5 is required", () => {
    const curvature = finish(liftedCurvature(oracle));
    expect([3, 5, 7, 11].map((order) => numberOf(curvature.at(order)))).toEqual([
      expect.closeTo(0.61, 2),
      expect.closeTo(-0.95, 2),
      expect.closeTo(-2.2, 1),
      expect.closeTo(-4.5, 1),
    ]);
    expect(curvature.requiredOrder).toBe(5);
  });

  test("values beyond the range of numbers are told by sign and logarithm", () => {
    const big = [
      component(
        1,
        x.map((entry) => 1e3 * entry),
      ),
    ];
    const value = finish(liftedObjective(problem, big, 101));
    expect(value.sign).toBe(1);
    expect(numberOf(value)).toBe(Number.POSITIVE_INFINITY);
    // Four factors of 10³ at the 101st power.
    const unscaled = finish(liftedObjective(problem, [component(1, x)], 1));
    expect(value.log).toBeGreaterThan(101 * 4 * Math.log(1e3));
    expect(unscaled.sign).toBe(1);
    expect(finish(liftedCurvature(oracle)).at(999).sign).toBe(-1);
  });

  test("order 1 is the objective itself", () => {
    const value = numberOf(finish(liftedObjective(problem, [component(1, x)], 1)));
    expect(value).toBeCloseTo(finish(problem.at(x).value()), 12);
  });
});

test("what does not lift is refused", () => {
  const build = (strength: number, mean: boolean) =>
    recoveryProblem({
      operator: fullObservation({ rows: 3, columns: 3 }),
      observed: new Float64Array(9).fill(1),
      loss: leastSquares(),
      regularizer: ridge({ ridge: strength }),
      parametrization: asymmetric({ rows: 3, columns: 3, rank: 1, biases: { mean, rows: false, columns: false } }),
    });
  const lift = (problem: Problem) => finish(liftedObjective(problem, [component(1, problem.point())], 3));
  expect(() => lift(build(1, false))).toThrow(/problem: expected no ridge, which does not lift; got 1/);
  expect(() => lift(build(0, true))).toThrow(/problem: expected factors without biases/);
});
