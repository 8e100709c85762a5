import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { type Matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation, hadamardSensing, type MeasurementOperator } from "../../src/operators/index.ts";
import { asymmetric, type Parametrization, type Point, symmetric } from "../../src/parametrizations/index.ts";
import { type BlockProblem, plantedMatrix, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  acceleratedGradient,
  afterIterations,
  alternatingGradientDescent,
  fixedStep,
  gradientDescent,
  preconditionedGradientDescent,
  type Solver,
  scaledGradientDescent,
  unbalancedRates,
} from "../../src/solvers/index.ts";
import { sketchStart, spectralStart } from "../../src/starts/index.ts";
import { descend } from "./descend.ts";
import { distance, estimate, OPERATORS } from "./instances.ts";

/** A matrix with σ₁ = 1 and singular values evenly spaced down to 1/κ, as in the papers' suites. */
function evenlySpaced(shape: [number, number], rank: number, condition: number, isSymmetric = false): Matrix {
  const { left, right } = plantedMatrix({ shape, rank, seed: 1, symmetric: isSymmetric });
  const size = Math.sqrt((shape[0] * shape[1]) / rank);
  const spacing = (c: number) => 1 - (rank > 1 ? (c / (rank - 1)) * (1 - 1 / condition) : 0);
  const scaled = { ...left, data: left.data.map((x, k) => (x * spacing(k % rank)) / size) };
  return multiply(scaled, transpose(right));
}

const measured = (operator: MeasurementOperator, truth: Matrix, parametrization: Parametrization): BlockProblem =>
  recoveryProblem({
    operator,
    observed: operator.apply(truth),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });

/** Iterations to a relative error. */
function iterations(
  problem: BlockProblem,
  truth: Matrix,
  solver: Solver<BlockProblem>,
  { start, below, most = 3_000 }: { start: Point; below: number; most?: number },
): number {
  const relativeError = (point: Point) => distance(estimate(problem, point), truth);
  const plan = { problem, truth, start, relativeError };
  return descend(plan, solver, { below, rules: [afterIterations(most)] }).iterations;
}

test("scaled gradient descent completes as fast at condition 20 as at 1 (Tong, Ma & Chi 2021, figure 2)", () => {
  // Theirs is 1000×1000 of rank 10 at a share of 0.2: 92 iterations to 1e-12, whatever the condition.
  const [rows, columns, rank] = [300, 300, 4];
  const operator = OPERATORS.entrySampling({ rows, columns, measurements: 0.3 * rows * columns, seed: 1 });
  const taken = [1, 20].map((condition) => {
    const truth = evenlySpaced([rows, columns], rank, condition);
    const problem = measured(operator, truth, asymmetric({ rows, columns, rank }));
    return iterations(problem, truth, scaledGradientDescent(), { start: finish(spectralStart(problem)), below: 1e-12 });
  });
  expect(taken[0]).toBeLessThan(1.5 * 92);
  expect(taken[1]).toBeLessThan(1.5 * taken[0]);
});

test("PrecGD at five times the rank takes as long at condition 100 as at 1 (Zhang, Fattahi & Zhang 2021)", () => {
  const [rows, rank, trueRank, measurements] = [50, 10, 2, 1000];
  const operator = hadamardSensing({ rows, columns: rows, measurements, seed: 1 });
  const taken = [1, 100].map((condition) => {
    const truth = evenlySpaced([rows, rows], trueRank, condition, true);
    const problem = measured(operator, truth, symmetric({ rows, rank }));
    const start = finish(spectralStart(problem));
    return iterations(problem, truth, preconditionedGradientDescent(), { start, below: 1e-6 });
  });
  expect(taken[1]).toBeLessThan(1.5 * taken[0]);
});

describe("factoring 50×40 of rank 3 at rank 12 from the sketch, condition 10", () => {
  const [rows, columns, trueRank, rank, condition] = [50, 40, 3, 12, 10];
  const truth = evenlySpaced([rows, columns], trueRank, condition);
  const problem = measured(fullObservation({ rows, columns }), truth, asymmetric({ rows, columns, rank }));
  const unbalanced = finish(sketchStart(problem, { left: 10, right: 0 }));
  const rates = finish(unbalancedRates(problem, unbalanced, trueRank));
  const below = 1e-6;

  test("acceleration saves about the factor κ (Xu et al. 2024: 132 iterations against 1254 at 100×80)", () => {
    const accelerated = iterations(problem, truth, acceleratedGradient(rates), { start: unbalanced, below });
    const plain = gradientDescent({ step: fixedStep(rates.step) });
    const descended = iterations(problem, truth, plain, { start: unbalanced, below });
    expect(descended / accelerated).toBeGreaterThan(condition / 3);
    expect(descended / accelerated).toBeLessThan(3 * condition);
  });

  test("alternating gradient descent converges linearly from a shorter start, too (Ward & Kolda 2023)", () => {
    const taken = [1, 1e-2].map((share) => {
      const start = finish(sketchStart(problem, { left: Math.SQRT2 * share, right: (0.1 * share) / Math.SQRT2 }));
      return iterations(problem, truth, alternatingGradientDescent({ step: 0.5 }), { start, below });
    });
    expect(Math.max(...taken)).toBeLessThan(400);
  });
});
