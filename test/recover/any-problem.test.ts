import { describe, expect, test } from "vitest";
import { firstOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { random } from "../../src/linalg/random.ts";
import { type Loss, losses } from "../../src/losses/index.ts";
import { entrySampling, fullObservation, gaussianSensing } from "../../src/operators/index.ts";
import { asymmetric, fixedRank, nonnegative, symmetric } from "../../src/parametrizations/index.ts";
import { plantedMatrix, recoveryProblem } from "../../src/problem/index.ts";
import { recover } from "../../src/recover/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { gradientDescent } from "../../src/solvers/index.ts";
import { randomStart, truncatedSpectralStart } from "../../src/starts/index.ts";

const [rows, columns] = [14, 11];
const { left, right } = plantedMatrix({ shape: [rows, columns], rank: 2, seed: 2 });
const x = multiply(left, transpose(right));
const draw = random(1).fork("any problem");
const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(() => draw.uniform() < 0.7);
const operator = entrySampling({
  rows,
  columns,
  rowIndex: Int32Array.from(cells, (cell) => Math.floor(cell / columns)),
  columnIndex: Int32Array.from(cells, (cell) => cell % columns),
});
/** An observation in the domain of each loss: signs for logistic, counts for Poisson. */
const OBSERVED: Record<string, (value: number) => number> = {
  leastSquares: (value) => value + 0.1 * draw.gaussian(),
  huber: (value) => value + 0.1 * draw.gaussian(),
  logistic: (value) => (value + 0.3 * draw.gaussian() > 0 ? 1 : 0),
  poisson: (value) => Math.round(Math.exp(value)),
};
const problemOf = (loss: Loss, rank: number, strength: number) =>
  recoveryProblem({
    operator,
    observed: operator.measure(Float64Array.from(cells, (cell) => OBSERVED[loss.name](x.data[cell]))),
    loss,
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows, columns, rank }),
  });

/** Those that are defined for factors of any sign, and that descent alone minimises to the last digit. */
const smooth = Object.entries(losses).filter(([, make]) => make().curvature && !make().predictions);

describe.for(smooth)("%s", ([name, make]) => {
  test("with a ridge the rank grows from 0 until the certificate holds", async () => {
    const problem = problemOf(make(), 0, 0.5);
    const found = await recover(problem, { start: problem.point(), gap: 1e-9, mostIterations: 20_000 });
    expect(found.certificate).toMatchObject({ verdict: "holds" });
    expect(found.problem.parametrization.rank).toBeGreaterThan(0);
    for (const { jumps, objective } of found.rounds) {
      for (const jump of jumps) {
        expect(jump).toMatchObject({ kind: "rankIncrease", taken: true });
        expect(jump.measuredFall).toBeGreaterThan(-1e-12 * objective);
      }
    }
  });

  test("kept at a rank it ends with what is known of the point", async () => {
    const problem = problemOf(make(), 2, 0.1);
    const start = problem.point().map(() => 0.1 * draw.gaussian());
    const found = await recover(problem, { start, highestRank: 2, mostIterations: 20_000 });
    expect(found.stopped.converged).toBe(true);
    expect(found.value).toBeLessThanOrEqual(finish(problem.at(start).value()));
    if (name !== "huber" && found.certificate.verdict !== "holds") {
      expect(found.further.map(({ claim }) => claim)).toContain("secondOrder");
    }
  });
});

describe("the absolute loss", () => {
  const wrong = random(4).fork("wrong");
  const observed = operator.measure(
    Float64Array.from(cells, (cell) => x.data[cell] + (wrong.uniform() < 0.05 ? 10 * wrong.gaussian() : 0)),
  );
  const problem = (rank: number, strength: number) =>
    recoveryProblem({
      ...{ operator, observed, loss: losses.absolute(), regularizer: ridge({ ridge: strength }) },
      parametrization: asymmetric({ rows, columns, rank }),
    });

  test("kept at the truth's rank, outliers are passed by, and nothing is claimed that is not known", async () => {
    const kept = problem(2, 0);
    const start = finish(truncatedSpectralStart(kept));
    const found = await recover(kept, { start, highestRank: 2 });
    expect(found.stopped.converged).toBe(true);
    expect(found.certificate.verdict).toBe("undecided");
    const residual = finish(found.problem.at(found.point).prediction()).map((value, k) =>
      Math.abs(value - observed[k]),
    );
    expect(residual.filter((r) => r < 1e-9).length).toBeGreaterThan(0.9 * cells.length);
  });

  test("with a ridge the rank grows from 0, f falling all the way", async () => {
    const growing = problem(0, 0.5);
    const found = await recover(growing, { start: growing.point(), mostIterations: 10_000 });
    expect(found.problem.parametrization.rank).toBeGreaterThan(0);
    expect(found.stopped.converged).toBe(true);
    const values = found.rounds.map(({ objective }) => objective);
    expect(values).toEqual(values.slice().sort((a, b) => b - a));
  });
});

test("counts are explained by nonnegative factors, and the end says what is known of the point", async () => {
  const positive = { rows, columns, rank: 2 };
  const rate = (cell: number) => {
    const [i, j] = [Math.floor(cell / columns), cell % columns];
    return (
      20 * (Math.abs(left.data[2 * i] * right.data[2 * j]) + Math.abs(left.data[2 * i + 1] * right.data[2 * j + 1]))
    );
  };
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(Float64Array.from(cells, (cell) => Math.round(rate(cell)))),
    loss: losses.kullbackLeibler(),
    regularizer: ridge({ ridge: 0.01 }),
    parametrization: nonnegative(positive),
  });
  const start = randomStart(problem, { seed: 1 });
  const found = await recover(problem, { start, highestRank: 2, mostIterations: 20_000 });
  expect(found.stopped.converged).toBe(true);
  expect(found.point.every((x) => x >= 0)).toBe(true);
  const mean = problem.observed.reduce((sum, y) => sum + y, 0) / cells.length;
  const constant = problem.observed.reduce((sum, y) => sum + problem.loss.value(mean, y), 0);
  expect(finish(problem.at(found.point).loss())).toBeLessThan(0.02 * constant);
  expect(finish(firstOrder(found.problem, found.point, { threshold: 1e-5 })).verdict).toBe("holds");
});

test("points on the manifold of rank-r matrices are recovered, and nothing is asked of them that they have not", async () => {
  const sensed = gaussianSensing({ rows, columns, measurements: 160, seed: 3 });
  const problem = recoveryProblem({
    operator: sensed,
    observed: sensed.apply(x).map((value) => value + 0.05 * draw.gaussian()),
    loss: losses.leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: fixedRank({ rows, columns, rank: 2 }),
  });
  const start = problem.point();
  problem.parametrization.setFactors(plantedMatrix({ shape: [rows, columns], rank: 2, seed: 9 }), start);
  const found = await recover(problem, { start });
  expect(found.stopped.converged).toBe(true);
  expect(found.further).toEqual([expect.objectContaining({ claim: "secondOrder" })]);
});

test("a solver that is named is the one that runs, on UUᵀ as well", async () => {
  const truth = plantedMatrix({ shape: [10, 10], rank: 2, symmetric: true, seed: 4 });
  const sensed = gaussianSensing({ rows: 10, columns: 10, measurements: 90, seed: 5 });
  const problem = recoveryProblem({
    operator: sensed,
    observed: sensed.apply(multiply(truth.left, transpose(truth.right))),
    loss: losses.leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: symmetric({ rows: 10, rank: 2 }),
  });
  const steps: number[] = [];
  const found = await recover(problem, {
    start: problem.point().map(() => 0.3 * draw.gaussian()),
    solver: gradientDescent(),
    observe: ({ iteration }) => steps.push(iteration),
  });
  expect(found.certificate.verdict).toBe("holds");
  expect(steps).toEqual(steps.map((_, k) => k + 1));
});

test.for([
  ["asymmetric", asymmetric],
  ["symmetric", symmetric],
] as const)("a column far smaller than the largest stays where the fit needs it: %s", async ([, make]) => {
  const observed = Float64Array.from([1e7, 0, 0, 0, 1, 0, 0, 0, 0]);
  const problem = recoveryProblem({
    operator: fullObservation({ rows: 3, columns: 3 }),
    observed,
    loss: losses.leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: make({ rows: 3, columns: 3, rank: 2 }),
  });
  const start = problem.point().map(() => draw.gaussian());
  const found = await recover(problem, { start, mostEscapes: 0 });
  expect(found.problem.parametrization.rank).toBe(2);
  // With the large column alone f is at least 1/2.
  expect(found.value).toBeLessThan(1e-6);
});
