import { describe, expect, test } from "vitest";
import { finish } from "../../../src/kernels/steps.ts";
import { denseHessian } from "../../../src/landscape/dense-hessian.ts";
import { matrix } from "../../../src/linalg/matrix.ts";
import { norm } from "../../../src/linalg/norm.ts";
import { symmetricEigen } from "../../../src/linalg/symmetric-eigen.ts";
import type { Point } from "../../../src/parametrizations/index.ts";
import {
  gaussianSensingInstance,
  type KnownLandscape,
  logisticFactors,
  perturbedCompletion,
  poissonFactors,
  quadraticNetwork,
  type SecondOrderProblem,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../../src/problem/index.ts";
import { afterIterations, gradientDescent, gradientNormBelow, solve } from "../../../src/solvers/index.ts";

const value = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).value());
const slope = (problem: SecondOrderProblem, point: Point) => norm(finish(problem.at(point).gradient()));
const curvatures = (problem: SecondOrderProblem, point: Point) =>
  symmetricEigen(finish(denseHessian(problem, point))).values;

/** n, ε, and the numbers of flipped signs that have a minimum. */
const COMPLETIONS = [
  [3, 0.3, [1]],
  [8, 0.3, [2]],
  [9, 0.2, [1, 2]],
  [40, 0.1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [40, 0.15, [7, 8, 9, 10]],
] as const;

describe.for([
  ["2×2", twoByTwoSensing()],
  ["3×3", threeByThreeSensing()],
  ...COMPLETIONS.map(([size, perturbation]) => [
    `completion ${size}, ${perturbation}`,
    perturbedCompletion({ size, perturbation }),
  ]),
] as [string, KnownLandscape][])("%s", ([, { problem, truth, spurious }]) => {
  test("the truth fits exactly", () => {
    expect(value(problem, truth)).toBeLessThan(1e-30);
  });

  test("each spurious point is stationary to rounding, nowhere concave, and higher", () => {
    expect(spurious.length).toBeGreaterThan(0);
    for (const point of spurious) {
      expect(slope(problem, point)).toBeLessThan(1e-13);
      expect(curvatures(problem, point)[0]).toBeGreaterThan(-1e-14);
      expect(value(problem, point)).toBeGreaterThan(0.05);
    }
  });
});

test("2×2: f = 3/8 at (0, 1/√2), where the curvature across it is 0 and f grows with the fourth power", () => {
  const { problem, spurious } = twoByTwoSensing();
  expect(value(problem, spurious[0])).toBeCloseTo(0.375, 14);
  expect(curvatures(problem, spurious[0])[0]).toBeCloseTo(0, 13);
  expect(value(problem, Float64Array.of(0.2, Math.SQRT1_2))).toBeCloseTo(0.375 + 0.2 ** 4 / 2, 14);
});

test("3×3: f = .0583 at the printed point, a strict minimum at distance 1.04 of the truth", () => {
  const { problem, truth, spurious } = threeByThreeSensing();
  const [point] = spurious;
  expect(distance(point, [0.2234, 0.0918, 0.5985])).toBeLessThan(3e-4);
  expect(value(problem, point)).toBeCloseTo(0.0583, 4);
  expect(curvatures(problem, point)[0]).toBeGreaterThan(0.3);
  expect(distance(point, truth)).toBeCloseTo(1.04, 2);
});

describe("perturbed completion", () => {
  test("n = 3, ε = 0.3: f = .330275 at (−a, 0, a), a² = (1 − ε²)/(1 + ε²), 2.6054 from the truth", () => {
    const { problem, truth, spurious } = perturbedCompletion({ size: 3, perturbation: 0.3 });
    const a = Math.sqrt(0.91 / 1.09);
    expect(distance(spurious[0], [-a, 0, a])).toBeLessThan(1e-14);
    expect(value(problem, spurious[0])).toBeCloseTo(0.330275, 6);
    expect(distance(spurious[0], truth)).toBeCloseTo(2.6054, 4);
  });

  test("n = 40, ε = 0.1, one flipped sign: f = .676183 and a least curvature of 1.717, a strict minimum", () => {
    const { problem, spurious } = perturbedCompletion({ size: 40, perturbation: 0.1 });
    expect(value(problem, spurious[0])).toBeCloseTo(0.676183, 6);
    expect(curvatures(problem, spurious[0])[0]).toBeCloseTo(1.717, 3);
  });

  test.for(COMPLETIONS)("n = %i, ε = %d: minima with %j flipped signs", ([size, perturbation, flips]) => {
    const { spurious } = perturbedCompletion({ size, perturbation });
    expect(spurious.map((point) => point.filter((x) => x < 0).length)).toEqual(flips);
  });

  test.for(COMPLETIONS)(
    "n = %i, ε = %d: descent from the flipped signs ends there, with the others it ends elsewhere",
    ([size, perturbation, flips]) => {
      const { problem, flipped, spurious } = perturbedCompletion({ size, perturbation });
      const even = Math.ceil(size / 2);
      for (let count = 1; count <= even / 2; count++) {
        const start = flipped(Array.from({ length: count }, (_, k) => 2 * k));
        const stop = [gradientNormBelow(1e-6), afterIterations(5_000)];
        const { last, stopped } = finish(solve(problem, gradientDescent(), { start, stop }));
        expect(stopped.converged).toBe(true);
        const own = flips.indexOf(count as never);
        if (own >= 0) expect(norm(last.map((x, i) => x - spurious[own][i]))).toBeLessThan(1e-4);
        else expect(last.filter((x) => x < -1e-3).length).not.toBe(count);
      }
    },
  );

  test("all cells are seen, the even ones off the diagonal with weight ε²", () => {
    const { problem } = perturbedCompletion({ size: 4, perturbation: 0.5 });
    const seen = [...problem.operator.apply(matrix(4, 4, new Float64Array(16).fill(1)))];
    expect(seen).toEqual([1, 1, 0.5, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1, 1, 1, 1]);
  });

  test.for([
    [{ size: 1, perturbation: 0.1 }, /size: expected a whole number ≥ 2; got 1/],
    [{ size: 4, perturbation: 0 }, /perturbation: expected a number in \(0, 1\); got 0/],
    [{ size: 4, perturbation: Number.NaN }, /perturbation/],
  ] as const)("%j is refused", ([wrong, message]) => {
    expect(() => perturbedCompletion(wrong)).toThrow(message);
  });

  test("only even entries can be flipped", () => {
    const { flipped } = perturbedCompletion({ size: 5, perturbation: 0.1 });
    expect([...flipped([0, 4])]).toEqual([-1, 0, 1, 0, -1]);
    expect(() => flipped([1])).toThrow(/entries: expected even numbers from 0 to 4; got 1/);
    expect(() => flipped([6])).toThrow(/got 6/);
  });
});

describe.for([
  ["U Vᵀ", { shape: [9, 7], rank: 2 }],
  ["U Uᵀ", { shape: [8, 8], rank: 3, symmetric: true }],
] as const)("random factors, %s", ([, options]) => {
  test("gaussian sensing: as many measurements as asked for, and the truth fits them", () => {
    const { problem, truth } = gaussianSensingInstance({ ...options, oversampling: 1.5, seed: 3 });
    expect(problem.operator.measurements).toBe(Math.ceil(1.5 * problem.parametrization.degreesOfFreedom));
    expect(value(problem, truth)).toBeLessThan(1e-24);
    expect(slope(problem, truth)).toBeLessThan(1e-12);
  });

  test.for([
    ["logistic", logisticFactors],
    ["Poisson", poissonFactors],
  ] as const)("%s: critical at the truth for the population, and a minimum; only near it for draws", ([, instance]) => {
    const population = instance({ ...options, size: 0.8, population: true, seed: 3 });
    expect(slope(population.problem, population.truth)).toBeLessThan(1e-13);
    const values = curvatures(population.problem, population.truth);
    const { rank } = options;
    const flat = "symmetric" in options ? (rank * (rank - 1)) / 2 : rank * rank;
    expect(values.filter((x) => x < 1e-10 * values[values.length - 1]).length).toBe(flat);
    expect(values[0]).toBeGreaterThan(-1e-12);

    const drawn = instance({ ...options, size: 0.8, share: 0.5, seed: 3 });
    expect(drawn.truth).toEqual(population.truth);
    expect(slope(drawn.problem, drawn.truth)).toBeGreaterThan(0.1);
    expect(drawn.problem.observed.every(Number.isInteger)).toBe(true);
    expect(drawn.problem.operator.measurements).toBe(Math.round(0.5 * options.shape[0] * options.shape[1]));
  });

  test("draws have the mean that they are given", () => {
    for (const instance of [logisticFactors, poissonFactors]) {
      const large = { shape: [120, 120], rank: 2, size: 0.8, seed: 1 } as const;
      const mean = ({ observed }: { observed: Float64Array }) =>
        observed.reduce((sum, y) => sum + y, 0) / observed.length;
      const [drawn, expected] = [false, true].map((population) => mean(instance({ ...large, population }).problem));
      // 14,400 draws of variance at most 2 or so: five standard errors.
      expect(Math.abs(drawn - expected)).toBeLessThan(0.06);
    }
  });

  test("wrong numbers are refused", () => {
    expect(() => gaussianSensingInstance({ ...options, oversampling: 0 })).toThrow(
      /oversampling: expected a number > 0/,
    );
    expect(() => logisticFactors({ ...options, size: -1 })).toThrow(/size: expected a number > 0; got -1/);
    expect(() => poissonFactors({ ...options, rank: 99 })).toThrow(/rank: expected a whole number from 1/);
  });
});

describe("quadratic network", () => {
  const inputs = matrix(3, 2, Float64Array.of(1, 2, -1, 1, 0.5, 3));

  test("is half the mean square error of a network of squares", () => {
    const targets = [0, 1, 2];
    const problem = quadraticNetwork({ inputs, targets, rank: 1 });
    const [u, v] = [0.4, -0.7];
    const errors = targets.map((y, k) => (inputs.data[2 * k] * u + inputs.data[2 * k + 1] * v) ** 2 - y);
    const mean = errors.reduce((sum, e) => sum + e * e, 0) / 3;
    expect(value(problem, Float64Array.of(u, v))).toBeCloseTo(mean / 2, 14);
  });

  test("asks for a target a sample", () => {
    expect(() => quadraticNetwork({ inputs, targets: [1], rank: 1 })).toThrow(
      /targets: expected 3 numbers, one a sample; got 1/,
    );
  });
});

/** ‖x xᵀ − z zᵀ‖. */
function distance(x: ArrayLike<number>, z: ArrayLike<number>): number {
  const entries = Array.from(x, (xi, i) => Array.from(x, (xj, j) => xi * xj - z[i] * z[j]));
  return norm(entries.flat());
}
