import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { type RobustSensing, robustSensing } from "../../src/problem/index.ts";
import { afterIterations, solve, stagewise, stepShrunkTo, subgradientMethod } from "../../src/solvers/index.ts";
import { randomStart } from "../../src/starts/index.ts";
import { distance, estimate } from "../recovery/instances.ts";

/** The relative error at the best point of a descent from factors of scale α/√d. */
function errorFrom({ problem, product }: RobustSensing, alpha: number): number {
  const { rows } = problem.parametrization;
  const solver = subgradientMethod({ step: stagewise({ ratio: 0.93 }) });
  const start = randomStart(problem, { scale: alpha / Math.sqrt(rows), seed: 1 });
  const { best } = finish(solve(problem, solver, { start, stop: [stepShrunkTo(1e-9), afterIterations(2000)] }));
  return distance(estimate(problem, best), product);
}

describe("from a tiny start, every column searched with, where the truth is a strict saddle", () => {
  test("100 × 100, rank 1, a fifth of 800 measurements wrong: 1e-6 from 1e-12", () => {
    const options = { rank: 1, searchRank: 100, symmetric: true, measurements: 800, outlierShare: 0.2, seed: 7 };
    expect(errorFrom(robustSensing({ shape: [100, 100], ...options }), 1e-12)).toBeLessThan(1e-6);
  }, 120_000);

  test("50 × 50, rank 2, a tenth of 600 wrong: 1e-6 from 1e-12, and the error falls with the start", () => {
    const options = { rank: 2, searchRank: 50, symmetric: true, measurements: 600, outlierShare: 0.1, seed: 3 };
    const instance = robustSensing({ shape: [50, 50], ...options });
    const errors = [1e-4, 1e-8, 1e-12].map((alpha) => errorFrom(instance, alpha));
    expect(errors[2]).toBeLessThan(1e-6);
    // About the 0.7th power of the start's size.
    for (const k of [1, 2]) {
      const slope = Math.log10(errors[k - 1] / errors[k]) / 4;
      expect(slope).toBeGreaterThan(0.5);
      expect(slope).toBeLessThan(1);
    }
  }, 120_000);
});
