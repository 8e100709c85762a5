import { expect, test } from "vitest";
import { type CurveCertificate, certificates, noDescentCurve } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { regimeOf } from "../../src/landscape/index.ts";
import { absolute, leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, nonnegative } from "../../src/parametrizations/index.ts";
import { type Problem, type RobustSensingOptions, recoveryProblem, robustSensing } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";

const free = ridge({ ridge: 0 });

/** What is said of the truth of an instance, and whether its curve holds what it says. */
function ofTruth(options: RobustSensingOptions): CurveCertificate {
  const { problem, truth } = robustSensing(options);
  const found = finish(noDescentCurve(problem, truth));
  if (found.curve) {
    const { first, second } = found.curve;
    const { gamma, predictedFall } = found.numbers;
    const there = truth.map((x, k) => x + gamma * (first[k] + gamma * second[k]));
    const fall = finish(problem.at(truth).value()) - finish(problem.at(there).value());
    expect(fall / predictedFall).toBeCloseTo(1, 6);
  }
  return found;
}

const small = { shape: [12, 12], rank: 1, searchRank: 12, symmetric: true, outlierShare: 0.1 } as const;

test.each([
  [{ ...small, measurements: 8 }, "notCritical", "fails", "notStationary"],
  [{ ...small, measurements: 36 }, "strictSaddle", "fails", "strictSaddle"],
  [{ ...small, measurements: 110 }, "globalMinimum", "holds", "strictLocalMinimum"],
  [{ ...small, symmetric: false, measurements: 90 }, "strictSaddle", "fails", "strictSaddle"],
  [{ ...small, symmetric: false, measurements: 300 }, "globalMinimum", "holds", "strictLocalMinimum"],
  [{ ...small, searchRank: 1, measurements: 32 }, "localMinimum", "holds", "strictLocalMinimum"],
] as const)("a truth in the regime that the thresholds name: %o", (options, regime, verdict, kind) => {
  const { shape, ...rest } = options;
  expect(regimeOf({ ...rest, rows: shape[0], columns: shape[1], model: "sensing" }).regime).toBe(regime);
  for (const seed of [1, 2]) expect(ofTruth({ ...options, seed })).toMatchObject({ verdict, kind });
});

test("no minimum is claimed where a curve was measured, none denied where multipliers were found", () => {
  // Each verdict has its own witness, so that the two may never meet: over the whole window of one setting.
  for (let measurements = 10; measurements <= 130; measurements += 20) {
    const { problem, truth } = robustSensing({
      ...small,
      shape: [10, 10],
      searchRank: 10,
      measurements,
      seed: measurements,
    });
    const found = finish(noDescentCurve(problem, truth));
    if (found.verdict !== "holds") continue;
    // A global minimum: no random point near the truth, or far, may have less.
    const value = finish(problem.at(truth).value());
    for (const size of [1e-3, 0.1, 1]) {
      const near = truth.map((x, k) => x + size * Math.sin(1 + 7 * k));
      expect(finish(problem.at(near).value())).toBeGreaterThanOrEqual(value - 1e-9 * value);
    }
  }
});

/** A matrix of ones, or some of its entries, with one entry that is wrong. */
function onesWithOneWrong(rank: number, size = 6): { problem: Problem; truth: Float64Array } {
  const cells = { length: size * size };
  const rowIndex = Int32Array.from(cells, (_, k) => Math.floor(k / size));
  const operator = entrySampling({
    rows: size,
    columns: size,
    rowIndex,
    columnIndex: Int32Array.from(cells, (_, k) => k % size),
  });
  const parametrization = asymmetric({ rows: size, columns: size, rank });
  const problem = recoveryProblem({
    ...{ operator, parametrization, loss: absolute(), regularizer: free },
    observed: Float64Array.from(cells, (_, k) => (k === 8 ? -4 : 1)),
  });
  const truth = new Float64Array(parametrization.dimension);
  const { left, right } = parametrization.parts(truth);
  for (let i = 0; i < size; i++) left[i * rank] = right[i * rank] = 1;
  return { problem, truth };
}

test("observed in full: sharp at its own rank, a strict saddle with one column more", () => {
  const own = onesWithOneWrong(1);
  expect(finish(noDescentCurve(own.problem, own.truth))).toMatchObject({
    verdict: "holds",
    kind: "strictLocalMinimum",
  });
  const more = onesWithOneWrong(2);
  const found = finish(noDescentCurve(more.problem, more.truth));
  expect(found).toMatchObject({ verdict: "fails", evidence: "proved", kind: "strictSaddle" });
  // One outlier, one column: −γ², until the entry of −4 is met at γ² = 5.
  expect(found.numbers.coefficient).toBeCloseTo(-1, 12);
  expect(found.numbers.reach ** 2).toBeCloseTo(5, 12);
  expect(found.numbers.predictedFall).toBeCloseTo(5, 12);
  expect(found.sentence).toContain("early stopping matters");
});

test("a point of zeros is answered, not thrown at", () => {
  const { problem, truth } = onesWithOneWrong(2);
  expect(["fails", "undecided"]).toContain(finish(noDescentCurve(problem, new Float64Array(truth.length))).verdict);
});

test("it applies to losses with kinks, factors that move freely, and no penalty", () => {
  const { problem } = onesWithOneWrong(1);
  const { applies } = certificates.noDescentCurve;
  const size = { rows: 6, columns: 6, rank: 1 };
  expect(applies(problem)).toBe(true);
  expect(applies(recoveryProblem({ ...problem, loss: leastSquares() }))).toBe(false);
  expect(applies(recoveryProblem({ ...problem, regularizer: ridge({ ridge: 1 }) }))).toBe(false);
  expect(applies(recoveryProblem({ ...problem, parametrization: nonnegative(size) }))).toBe(false);
});
