import { describe, expect, test } from "vitest";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import {
  afterIterations,
  fixedStep,
  gaussNewton,
  gaussNewtonMatrixRecovery,
  gradientDescent,
  levenbergMarquardt,
  nonlinearConjugateGradient,
  type Solver,
  scaledGradientDescent,
} from "../../src/solvers/index.ts";
import { descend } from "./descend.ts";
import { type Instance, type Made, made } from "./instances.ts";

const everything = (condition: number): Instance => ({
  operator: "fullObservation",
  shape: [30, 24],
  trueRank: 3,
  condition,
  start: "random",
});

/** The same from a start near the truth, and σ₁. */
function nearby(condition: number): Made & { largest: number } {
  const plan = made({ ...everything(condition), start: "spectral" });
  const draw = random(1).fork("near the truth");
  // The spectral start is the truth where everything is observed; √σ_r is far more than this.
  const start = plan.start.map((x) => x + 1e-3 * draw.gaussian());
  return { ...plan, start, largest: svd(plan.truth).singularValues[0] };
}

/** Iterations to a relative error of 1e-8. */
const iterations = (plan: Made, solver: Solver<BlockProblem>): number =>
  descend(plan, solver, { below: 1e-8, rules: [afterIterations(20_000)] }).iterations;

describe("at the rank of the truth, condition 1 → 100 costs less than half as much again", () => {
  test.for([
    ["scaledGradientDescent", scaledGradientDescent],
    ["gaussNewton", gaussNewton],
    ["levenbergMarquardt", levenbergMarquardt],
    ["nonlinearConjugateGradient", nonlinearConjugateGradient],
  ] as const)("%s, from a random start", ([, make]) => {
    expect(iterations(made(everything(100)), make())).toBeLessThan(1.5 * iterations(made(everything(1)), make()));
  });

  test("gaussNewtonMatrixRecovery, near the truth", () => {
    const [even, uneven] = [1, 100].map((condition) => iterations(nearby(condition), gaussNewtonMatrixRecovery()));
    expect(uneven).toBeLessThan(1.5 * even);
  });
});

test("gradient descent's iterations grow in proportion to the condition number", () => {
  const taken = [10, 40, 160].map((condition) => {
    const plan = nearby(condition);
    return iterations(plan, gradientDescent({ step: fixedStep(0.5 / plan.largest) }));
  });
  for (const [k, count] of taken.slice(1).entries()) {
    expect(count / taken[k] / 4).toBeGreaterThan(0.8);
    expect(count / taken[k] / 4).toBeLessThan(1.25);
  }
});
