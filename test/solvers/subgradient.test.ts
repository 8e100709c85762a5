import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type Problem, type RobustSensing, recoveryProblem, robustSensing } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  fixedStep,
  geometricallyDecaying,
  type Iterate,
  polyak,
  type Solver,
  scaledSubgradient,
  solve,
  stagewise,
  stepShrunkTo,
  subgradientMethod,
} from "../../src/solvers/index.ts";
import { randomStart, truncatedSpectralStart } from "../../src/starts/index.ts";
import { distance, estimate } from "../recovery/instances.ts";

/** The relative error at the best point of a descent from factors of scale α/√d. */
function errorFrom({ problem, product }: RobustSensing, alpha: number, solver: Solver = subgradientMethod()): number {
  const { rows } = problem.parametrization;
  const start = randomStart(problem, { scale: alpha / Math.sqrt(rows), seed: 1 });
  const { best } = finish(solve(problem, solver, { start, stop: [stepShrunkTo(1e-9), afterIterations(2000)] }));
  return distance(estimate(problem, best), product);
}

describe("at the truth's rank the minimum is sharp", () => {
  const options = { rank: 2, measurements: 500, outlierShare: 0.1, seed: 3 } as const;
  const well = robustSensing({ shape: [30, 24], ...options });
  const ill = robustSensing({ shape: [30, 24], condition: 30, ...options });
  const iterationsTo = ({ problem, product }: RobustSensing, solver: Solver) => {
    let error = 1;
    const { iterations } = finish(
      solve(problem, solver, {
        start: finish(truncatedSpectralStart(problem)),
        stop: [{ ...afterIterations(3000), begin: () => (it: Iterate) => error < 1e-8 || it.iteration >= 3000 }],
        observe: ({ point }) => {
          error = distance(estimate(problem, point), product);
        },
      }),
    );
    return iterations;
  };

  test("it is reached from a tiny start as well, with nothing left of the start", () => {
    expect(errorFrom(well, 1e-6)).toBeLessThan(1e-8);
  });

  test("scaled, as fast whatever the condition number", () => {
    expect(iterationsTo(ill, scaledSubgradient())).toBeLessThan(1.2 * iterationsTo(well, scaledSubgradient()));
    expect(iterationsTo(ill, subgradientMethod())).toBe(3000);
  });

  test("Polyak's length for the known value, and lengths that decay geometrically, reach it too", () => {
    const { problem, truth } = well;
    const least = finish(problem.at(truth).value());
    expect(iterationsTo(well, scaledSubgradient({ step: polyak(least) }))).toBeLessThan(200);
    const step = geometricallyDecaying({ first: 5e-4, ratio: 0.97 });
    expect(iterationsTo(well, scaledSubgradient({ step }))).toBeLessThan(1500);
  });
});

const tiny = (more: Partial<Parameters<typeof recoveryProblem>[0]> = {}): Problem =>
  recoveryProblem({
    operator: entrySampling({ rows: 2, columns: 2, rowIndex: [0, 0, 1, 1], columnIndex: [0, 1, 0, 1] }),
    observed: Float64Array.of(1, 2, 3, 5),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
    ...more,
  });

test("a step is what its rule says: θ − η s, η of the rule in the metric of the method", () => {
  const problem = tiny();
  const start = Float64Array.of(1, 2, 3, 4);
  const s = finish(problem.at(start).gradient());
  const after = (solver: Solver) => finish(solve(problem, solver, { start, stop: [afterIterations(1)] })).last;
  const plain = after(subgradientMethod({ step: fixedStep(0.01) }));
  for (let k = 0; k < 4; k++) expect(plain[k]).toBeCloseTo(start[k] - 0.01 * s[k], 14);
  const scaled = after(scaledSubgradient({ step: fixedStep(0.01) }));
  // Rank 1: (VᵀV)⁻¹ = 1/25 and (UᵀU)⁻¹ = 1/5.
  for (let k = 0; k < 4; k++) expect(scaled[k]).toBeCloseTo(start[k] - (0.01 * s[k]) / (k < 2 ? 25 : 5), 8);
  const staged = finish(solve(problem, subgradientMethod(), { start, stop: [afterIterations(1)] }));
  expect(norm(staged.last.map((x, k) => x - start[k]))).toBeCloseTo(0.1 * norm(start), 12);
});

test("stagewise lengths: kept while f falls as promised, shortened where it does not, whatever the units", () => {
  for (const unit of [1, 1e-9, 1e12]) {
    const lengthOf = stagewise({ ratio: 0.5, share: 0.1 }).begin();
    let value = 100 * unit;
    const state = (fall: number) => {
      value -= fall * unit;
      return { value, pointNorm: 1, gradientNorm: unit, last: undefined };
    };
    // Each step promises 0.1 of the unit.
    for (let k = 0; k < 12; k++) expect(lengthOf(state(k === 0 ? 0 : 0.09)) * unit).toBeCloseTo(0.1, 12);
    const lengths = Array.from({ length: 12 }, () => lengthOf(state(0)) * unit);
    expect(lengths.at(-1)).toBeLessThan(0.1 * 0.5 ** 3);
  }
});

test.for([
  [() => stagewise({ ratio: 1 }), "ratio: expected a number between 0 and 1; got 1"],
  [() => stagewise({ share: 0 }), "share: expected a number between 0 and 1; got 0"],
  [() => geometricallyDecaying({ first: 0 }), "first: expected a number > 0; got 0"],
  [() => geometricallyDecaying({ first: 1, ratio: 2 }), "ratio: expected a number between 0 and 1; got 2"],
  [() => scaledSubgradient({ damping: -1 }), "damping: expected a number ≥ 0; got -1"],
] as const)("%s is told", ([make, message]) => {
  expect(make).toThrow(message);
});
