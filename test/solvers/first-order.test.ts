import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { svd } from "../../src/linalg/svd.ts";
import { plantedMatrix } from "../../src/problem/index.ts";
import { isometry } from "../../src/problem/isometry.ts";
import {
  acceleratedGradient,
  afterIterations,
  alternatingGradientDescent,
  armijo,
  barzilaiBorwein,
  fixedStep,
  gradientDescent,
  type Iterate,
  lbfgs,
  polyak,
  preconditionedGradientDescent,
  type Solver,
  scaledGradientDescent,
  solve,
  unbalancedRates,
} from "../../src/solvers/index.ts";
import { randomStart, sketchStart } from "../../src/starts/index.ts";
import { type Instance, made } from "../recovery/instances.ts";

const everything: Instance = { operator: "fullObservation", shape: [9, 7], trueRank: 2, condition: 3, start: "random" };
const square: Instance = { ...everything, shape: [8, 8], parametrization: "symmetric" };

/** The iterates of a solver from an instance's start. */
function run(instance: Instance, solver: Solver<never>, limit: number): Iterate[] {
  const { problem, start } = made(instance);
  const iterates: Iterate[] = [];
  const observe = (iterate: Iterate) => iterates.push({ ...iterate, point: iterate.point.slice() });
  finish(solve(problem, solver as Solver, { start, stop: [afterIterations(limit)], observe }));
  return iterates;
}

describe("the lengths of gradient descent", () => {
  const { problem, start } = made(everything);
  const value = finish(problem.at(start).value());
  const gradient = finish(problem.at(start).gradient());
  const [first] = [fixedStep(1e-3)].map((step) => run(everything, gradientDescent({ step }), 1)[0]);

  test("a fixed step is θ − η∇f", () => {
    const byHand = start.map((x, k) => x - 1e-3 * gradient[k]);
    expect(Array.from(first.point)).toEqual(Array.from(byHand));
    expect(gradientDescent({ step: fixedStep(1) }).monotone).toBe(false);
  });

  test("Polyak's step is (f − f*)/‖∇f‖², and 0 at f*", () => {
    const [iterate] = run(everything, gradientDescent({ step: polyak(0) }), 1);
    expect(iterate.step).toBeCloseTo(value / norm(gradient) ** 2, 14);
    expect(run(everything, gradientDescent({ step: polyak(2 * value) }), 1)[0].step).toBe(0);
  });

  test.for([
    ["fixedStep", fixedStep(0.02)],
    ["armijo", armijo()],
    ["barzilaiBorwein", barzilaiBorwein()],
    ["polyak", polyak(0)],
  ] as const)("%s arrives", ([name, step]) => {
    expect(step.name).toBe(name);
    expect(run(everything, gradientDescent({ step }), 2_000).at(-1)!.value).toBeLessThan(1e-16 * value);
  });
});

describe("scaled steps are those of the papers", () => {
  test("L − η Z R (RᵀR + λI)⁻¹ and R − η Zᵀ L (LᵀL + λI)⁻¹", () => {
    const { problem, start, truth } = made(everything);
    const { left, right } = problem.parametrization.parts(start);
    const [l, r] = [matrix(9, 2, Float64Array.from(left)), matrix(7, 2, Float64Array.from(right))];
    const z = multiply(l, transpose(r));
    for (let k = 0; k < z.data.length; k++) z.data[k] -= truth.data[k];
    for (const damping of [0, 0.7]) {
      const [iterate] = run(everything, scaledGradientDescent({ step: 0.1, damping }), 1);
      const moved = problem.parametrization.parts(iterate.point);
      const expected = [stepped(l, multiply(z, r), r, damping), stepped(r, multiply(transpose(z), l), l, damping)];
      expect(iterate.step).toBe(0.1);
      for (const [k, side] of [moved.left, moved.right].entries()) {
        expect(norm(side.map((x, i) => x - expected[k][i]))).toBeLessThan(1e-8 * norm(side));
      }
    }
  });

  test("U − η Z U (UᵀU + λI)⁻¹ for U Uᵀ, λ of PrecGD the error itself", () => {
    const { problem, start, truth } = made(square);
    const u = matrix(8, 2, Float64Array.from(start));
    const z = multiply(u, transpose(u));
    for (let k = 0; k < z.data.length; k++) z.data[k] -= truth.data[k];
    const [iterate] = run(square, preconditionedGradientDescent({ step: 0.1 }), 1);
    const magnification = finish(isometry(problem));
    const expected = stepped(u, multiply(z, u), u, norm(z.data) / Math.sqrt(magnification));
    expect(norm(iterate.point.map((x, k) => x - expected[k]))).toBeLessThan(1e-8 * norm(expected));
  });

  /** A − 0.1·G (BᵀB + λI)⁻¹ for two columns, by Cramer's rule. */
  function stepped(a: { data: Float64Array }, g: { data: Float64Array }, b: ReturnType<typeof matrix>, lambda: number) {
    const [p, q, , s] = multiplyTransposed(b, b).data;
    const [first, last] = [p + lambda, s + lambda];
    const determinant = first * last - q * q;
    return a.data.map((x, k) => {
      const row = k - (k % 2);
      const [x0, x1] = [g.data[row], g.data[row + 1]];
      return x - (0.1 * (k % 2 ? first * x1 - q * x0 : last * x0 - q * x1)) / determinant;
    });
  }
});

test("how much measurements magnify: 1 for everything, the share for entries, 1 for gaussians on average", () => {
  const magnification = (instance: Instance) => finish(isometry(made(instance).problem));
  expect(magnification(everything)).toBeCloseTo(1, 12);
  const many = { shape: [60, 50], trueRank: 3, oversampling: 4 } as const;
  expect(magnification({ operator: "entrySampling", ...many })).toBeCloseTo((4 * 3 * 107) / 3000, 1);
  expect(Math.abs(magnification({ operator: "gaussianSensing", ...many }) - 1)).toBeLessThan(0.2);
});

test("the sketched start is in the column space of the data, its rates those of its singular values", () => {
  const { problem, truth } = made({ ...everything, rank: 5 });
  const start = finish(sketchStart(problem, { left: 3, right: 0 }));
  const { left, right } = problem.parametrization.parts(start);
  expect(norm(right)).toBe(0);
  const u = matrix(9, 5, Float64Array.from(left));
  const { u: basis, singularValues } = svd(truth);
  const q = matrix(9, 2);
  for (let k = 0; k < 18; k++) q.data[k] = basis.data[Math.floor(k / 2) * basis.columns + (k % 2)];
  expect(singularValues[2]).toBeLessThan(1e-12 * singularValues[0]);
  const inside = multiply(q, multiplyTransposed(q, u));
  expect(norm(u.data.map((x, k) => x - inside.data[k]))).toBeLessThan(1e-10 * norm(u.data));

  const { step, momentum } = finish(unbalancedRates(problem, start, 2));
  const [largest, second] = svd(u).singularValues;
  expect(step * largest ** 2).toBeCloseTo(1, 10);
  expect(momentum).toBeCloseTo((largest - second) / (largest + second), 6);
});

test("a symmetric plant has one factor, its singular values apart by the condition", () => {
  const { left, right } = plantedMatrix({ shape: [8, 8], rank: 3, condition: 16, symmetric: true });
  expect(right).toBe(left);
  const { singularValues } = svd(multiply(left, transpose(right)));
  expect(singularValues[0] / singularValues[2]).toBeCloseTo(16, 10);
  expect(norm(singularValues)).toBeCloseTo(8, 10);
  expect(() => plantedMatrix({ shape: [8, 7], rank: 3, symmetric: true })).toThrow(/shape: expected a square.*8×7/);
});

test.for([
  ["eta: expected a number > 0; got 0", () => fixedStep(0)],
  ["optimalValue: expected a finite number; got NaN", () => polyak(Number.NaN)],
  ["step: expected a number > 0; got -1", () => alternatingGradientDescent({ step: -1 })],
  ["step: expected a number > 0; got 0", () => acceleratedGradient({ step: 0 })],
  ["momentum: expected a number from 0 to less than 1; got 1", () => acceleratedGradient({ momentum: 1 })],
  ["step: expected a number > 0; got NaN", () => scaledGradientDescent({ step: Number.NaN })],
  ["damping: expected a number ≥ 0; got -1", () => scaledGradientDescent({ damping: -1 })],
  ["damping: expected a number > 0; got 0", () => preconditionedGradientDescent({ damping: 0 })],
  ["noise: expected a number ≥ 0; got -1", () => preconditionedGradientDescent({ noise: -1 })],
  ["depth: expected a whole number from 1; got 0", () => lbfgs({ depth: 0 })],
  ["left: expected a number ≥ 0; got -1", () => finish(sketchStart(made(everything).problem, { left: -1 }))],
  ["trueRank: expected a whole number from 1 to 2; got 3", () => rates(3)],
] as const)("%s", ([message, wrong]) => {
  expect(wrong).toThrow(message);
});

function rates(trueRank: number) {
  const { problem } = made(everything);
  return finish(unbalancedRates(problem, randomStart(problem), trueRank));
}

test("methods for factors refuse a manifold by name", () => {
  const manifold: Instance = { ...everything, parametrization: "fixedRank" };
  expect(() => run(manifold, scaledGradientDescent(), 1)).toThrow(
    /scaledGradientDescent: expected points made of factors/,
  );
  expect(() => run(manifold, alternatingGradientDescent(), 1)).toThrow(/alternatingGradientDescent: expected factors/);
  expect(() => run(square, alternatingGradientDescent(), 1)).toThrow(
    /alternatingGradientDescent: expected two factors/,
  );
});
