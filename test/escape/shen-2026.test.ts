import { describe, expect, test } from "vitest";
import {
  afterIterations,
  denseHessian,
  escapeFeasibility,
  finish,
  fixedStep,
  gradientDescent,
  type MultiStepOptions,
  multiStep,
  oracleDirection,
  type Point,
  type Problem,
  perturbedCompletion,
  solve,
  symmetricEigen,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../src/index.ts";
import fixture from "../fixtures/papers/shen.json" with { type: "json" };
import { descended, named, value, waysFrom } from "./ways.ts";

/** ‖x xᵀ − z zᵀ‖. */
function distance(x: Point, z: Point): number {
  let sum = 0;
  for (const [i, a] of z.entries()) for (const [j, b] of z.entries()) sum += (x[i] * x[j] - a * b) ** 2;
  return Math.sqrt(sum);
}
const runByGradient = (problem: Problem, start: Point, step: number, iterations: number) =>
  finish(solve(problem, gradientDescent({ step: fixedStep(step) }), { start, stop: [afterIterations(iterations)] }));
const byGradient = (...run: Parameters<typeof runByGradient>) => runByGradient(...run).last;

describe("perturbed completion, n = 3, ε = .3: the paper's second experiment", () => {
  const { problem, truth } = perturbedCompletion({ size: 3, perturbation: 0.3 });
  const point = Float64Array.from(fixture.two.point);
  const parameters = { order: 11, scale: 0.3, step: 0.01, steps: 59_000 };
  const ways = waysFrom(problem, point, { multiStep: parameters });

  test("before: h = .330275, distance 2.605313, x = (−.913447, −6.6e-7, .913916)", () => {
    expect(value(problem, point)).toBeCloseTo(0.330275, 6);
    expect(distance(point, truth)).toBeCloseTo(2.605313, 5);
    expect([...point]).toEqual([-0.913447, -6.6e-7, 0.913916].map((x) => expect.closeTo(x, 6)));
  });

  test("the multi-step jump: h = 1.953e-4, ‖∇h‖ = .0415, distance .02666", () => {
    const { start, predictedFall } = named(ways, "multi-step");
    expect(value(problem, start)).toBeCloseTo(1.953e-4, 7);
    expect(predictedFall).toBeCloseTo(0.330275 - 1.953e-4, 6);
    expect(Math.hypot(...finish(problem.at(start).gradient()))).toBeCloseTo(0.0415, 4);
    expect(distance(start, truth)).toBeCloseTo(0.02666, 5);
  });

  test("and then: 1,500 steps of .001 to h = 3.99e-10, distance 3.8e-5; 83 steps of .05 to 5.4e-11", () => {
    const { start } = named(ways, "multi-step");
    const slow = byGradient(problem, start, 0.001, 1_500);
    expect(value(problem, slow)).toBeCloseTo(3.99e-10, 12);
    expect(distance(slow, truth)).toBeCloseTo(3.8e-5, 6);
    expect(distance(byGradient(problem, start, 0.05, 83), truth)).toBeLessThan(5.4e-11);
  });

  test("without parameters: the ray of E X at h = 3.4e-6, of u qᵀ at 6.7e-6, no single step", () => {
    expect(value(problem, named(ways, "invisible ray").start)).toBeCloseTo(3.4e-6, 7);
    expect(value(problem, named(ways, "ray").start)).toBeCloseTo(6.7e-6, 7);
    expect(named(ways, "line")).toBeUndefined();
  });

  test("one parameter at a time: lower than h(x) for ρ .03 to 3, η 1e-3 to .1, l ≥ 9, t ≥ 1,000 alone; all but l = 3 reach the truth", () => {
    const { lambda, column } = finish(oracleDirection(problem, point));
    const { sigma, invisible } = column!;
    const sizes = { lambda, sigma, point: Math.hypot(...point), invisible: Math.hypot(...invisible) };
    const tried = (changes: Partial<MultiStepOptions>) => {
      const jump = multiStep(sizes, { ...parameters, ...changes });
      const start = invisible.map((x) => jump.invisibleLength * x);
      const reached = distance(descended(problem, start), truth) < 1e-6;
      return {
        lower: value(problem, start) < value(problem, point),
        dominant: jump.dominant !== "none",
        reached,
        start,
      };
    };
    const all = { lower: true, dominant: true, reached: true };
    for (const scale of [0.003, 0.03, 0.3, 3, 30]) {
      const expected = { lower: scale >= 0.03 && scale <= 3, dominant: scale >= 0.3, reached: true };
      expect({ scale, ...tried({ scale }) }).toMatchObject({ ...all, ...expected });
    }
    for (const step of [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]) {
      const expected = { lower: step >= 1e-3 && step <= 0.1, dominant: step >= 0.01 };
      expect({ step, ...tried({ step }) }).toMatchObject({ ...all, ...expected });
    }
    for (const steps of [100, 1_000, 10_000, 30_000, 59_000]) {
      const expected = { lower: steps >= 1_000, dominant: steps >= 30_000 };
      expect({ steps, ...tried({ steps }) }).toMatchObject({ ...all, ...expected });
    }
    for (const order of [5, 7, 9, 11, 13, 15]) {
      expect({ order, ...tried({ order }) }).toMatchObject({ ...all, lower: order >= 9, dominant: order <= 13 });
    }
    const { start } = tried({ order: 3 });
    expect(Math.max(...start.map(Math.abs))).toBeGreaterThan(1e3);
    expect(value(problem, start)).toBeGreaterThan(1e13);
    expect(runByGradient(problem, start, 0.05, 100).stopped.rule).toBe("notFinite");
  });
});

test("two by two: the multi-step jump to (1.1725, .0139), h .3750 → .0707, distance .3756, after 200 steps 8e-5", () => {
  const { problem, truth } = twoByTwoSensing();
  const point = Float64Array.of(0.0084, 0.7069);
  const ways = waysFrom(problem, point, { multiStep: { order: 3, scale: 0.1, step: 0.01, steps: 660 } });
  const { start } = named(ways, "multi-step");
  expect([...start].map(Math.abs)).toEqual([expect.closeTo(1.1725, 3), expect.closeTo(0.0139, 4)]);
  expect(start[0] * start[1]).toBeLessThan(0);
  expect(value(problem, point)).toBeCloseTo(0.375, 4);
  expect(value(problem, start)).toBeCloseTo(0.0707, 3);
  expect(distance(start, truth)).toBeCloseTo(0.3756, 3);
  expect(distance(byGradient(problem, start, 0.01, 200), truth)).toBeCloseTo(8e-5, 5);
});

test("three by three: the multi-step jump goes up, .0583 → .0729; the ray of E X goes down, to .0525; both reach the truth", () => {
  const { problem, truth, spurious } = threeByThreeSensing();
  const ways = waysFrom(problem, spurious[0], { multiStep: { order: 5, scale: 0.1, step: 0.1, steps: 150_000 } });
  const { start, predictedFall } = named(ways, "multi-step");
  expect([...start].map((x) => x * Math.sign(start[0]))).toEqual(
    [0.891, -0.158, -0.169].map((x) => expect.closeTo(x, 3)),
  );
  expect(value(problem, spurious[0])).toBeCloseTo(0.0583, 4);
  // Printed as .0727, from a point that descent had not finished.
  expect(value(problem, start)).toBeCloseTo(0.0727, 3);
  expect(predictedFall).toBeLessThan(0);
  expect(distance(spurious[0], truth)).toBeCloseTo(1.036, 3);
  expect(distance(start, truth)).toBeCloseTo(0.361, 3);
  expect(distance(byGradient(problem, start, 0.1, 100), truth)).toBeCloseTo(1.5e-4, 5);
  const down = named(ways, "invisible ray");
  expect(value(problem, down.start)).toBeCloseTo(0.0525, 4);
  expect(distance(descended(problem, down.start), truth)).toBeLessThan(1e-8);
});

describe("perturbed completion, n = 40, ε = .1", () => {
  const { problem, truth, spurious } = perturbedCompletion({ size: 40, perturbation: 0.1 });

  test("one flipped sign: a true minimum, EFS* = 1.142, one step of 1.7083 from .676183 to .185440, then the truth", () => {
    const [point] = spurious;
    expect(symmetricEigen(finish(denseHessian(problem, point))).values[0]).toBeCloseTo(1.717, 3);
    const oracle = finish(oracleDirection(problem, point));
    const { exact, score } = escapeFeasibility(oracle, 0.99);
    expect(exact).toBeCloseTo(1.142, 3);
    expect(score).toBeCloseTo(0.025, 3);
    expect(Math.abs(finish(oracle.column!.line.least()).length)).toBeCloseTo(1.7083, 4);
    const [{ kind, start, predictedFall }] = waysFrom(problem, point);
    expect(kind).toBe("simulatedOracle: line");
    expect(value(problem, point)).toBeCloseTo(0.676183, 6);
    expect(value(problem, start)).toBeCloseTo(0.18544, 6);
    expect(predictedFall).toBeCloseTo(0.676183 - 0.18544, 6);
    expect(distance(descended(problem, start), truth)).toBeLessThan(1.5e-10);
  });

  test("m flipped signs: a step for m ≤ 2, a lower ray for m ≥ 7, nothing lower between; from every ray descent reaches the truth", () => {
    expect(spurious.length).toBe(10);
    for (const [k, point] of spurious.entries()) {
      // The candidates of the paper, from the smallest eigenvector alone.
      const ways = waysFrom(problem, point).filter(({ kind }) => !kind.includes("further"));
      const lower = ways.filter(({ predictedFall }) => predictedFall > 0).map(({ kind }) => kind);
      const m = k + 1;
      if (m <= 2) expect(lower).toEqual(["simulatedOracle: line"]);
      else if (m <= 6) expect(lower).toEqual([]);
      else expect(lower).toContain("simulatedOracle: invisible ray");
      for (const { start } of ways) expect(distance(descended(problem, start), truth)).toBeLessThan(1e-9);
    }
  });
});

test("a decrease of the true lifted objective at a collapsed point is a decrease of the objective itself", () => {
  // ‖𝒜(XXᵀ)‖² = x, ⟨𝒜(XXᵀ), y⟩ = b, ‖𝒜(X̂X̂ᵀ)‖² = g: 2 b^l > x^l + g^l implies b > (x + g)/2, for rays of every length.
  const { problem, spurious } = threeByThreeSensing();
  const { column } = finish(oracleDirection(problem, spurious[0]));
  const before = value(problem, spurious[0]);
  const squares = problem.observed.reduce((sum, y) => sum + y * y, 0);
  const g = squares - 2 * before;
  let decreases = 0;
  for (const direction of [column!.direction, column!.invisible]) {
    for (let length = 0.05; length < 3; length += 0.01) {
      const start = direction.map((x) => length * x);
      const prediction = finish(problem.at(start).prediction());
      const x = prediction.reduce((sum, a) => sum + a * a, 0);
      const b = prediction.reduce((sum, a, k) => sum + a * problem.observed[k], 0);
      for (const order of [3, 5, 11]) {
        if (!(2 * b ** order > x ** order + g ** order)) continue;
        decreases += 1;
        expect(value(problem, start)).toBeLessThan(before);
      }
    }
  }
  expect(decreases).toBeGreaterThan(0);
});
