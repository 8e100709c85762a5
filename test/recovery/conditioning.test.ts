import { describe, expect, test } from "vitest";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import {
  afterIterations,
  fixedStep,
  gaussNewton,
  gradientDescent,
  levenbergMarquardt,
  type Solver,
  scaledGradientDescent,
} from "../../src/solvers/index.ts";
import { descend } from "./descend.ts";
import { type Instance, made } from "./instances.ts";

const everything = (condition: number): Instance => ({
  operator: "fullObservation",
  shape: [30, 24],
  trueRank: 3,
  condition,
  start: "random",
});

/** Iterations to a relative error of 1e-8. */
const iterations = (instance: Instance, solver: Solver<BlockProblem>): number =>
  descend(made(instance), solver, { below: 1e-8, rules: [afterIterations(20_000)] }).iterations;

describe("from a random start at the rank of the truth, condition 1 → 100 costs less than half as much again", () => {
  test.for([
    ["scaledGradientDescent", scaledGradientDescent],
    ["gaussNewton", gaussNewton],
    ["levenbergMarquardt", levenbergMarquardt],
  ] as const)("%s", ([, make]) => {
    expect(iterations(everything(100), make())).toBeLessThan(1.5 * iterations(everything(1), make()));
  });
});

test("gradient descent's iterations grow in proportion to the condition number", () => {
  const taken = [10, 40, 160].map((condition) => {
    const plan = made({ ...everything(condition), start: "spectral" });
    const [largest] = svd(plan.truth).singularValues;
    const draw = random(1).fork("near the truth");
    // The spectral start is the truth where everything is observed; √σ_r is far more than this.
    const start = plan.start.map((x) => x + 1e-3 * draw.gaussian());
    const solver = gradientDescent({ step: fixedStep(0.5 / largest) });
    return descend({ ...plan, start }, solver, { below: 1e-8, rules: [afterIterations(20_000)] }).iterations;
  });
  for (const [k, count] of taken.slice(1).entries()) {
    expect(count / taken[k] / 4).toBeGreaterThan(0.8);
    expect(count / taken[k] / 4).toBeLessThan(1.25);
  }
});
