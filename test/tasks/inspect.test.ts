import { describe, expect, test } from "vitest";
import {
  afterIterations,
  asymmetric,
  finish,
  fullObservation,
  gaussianSensing,
  gradientNormBelow,
  huber,
  inspect,
  leastSquares,
  logistic,
  type Point,
  poisson,
  recover,
  recoveryProblem,
  ridge,
  type SmoothLoss,
  solve,
  symmetric,
  threeByThreeSensing,
  truncatedNewton,
  twoByTwoSensing,
} from "../../src/index.ts";
import { atTruth, gaussian, inspected, m, n, sensing, truth } from "./inspected.ts";

describe("a point whose kind is known", () => {
  test("an exact fit is the best there is", async () => {
    const problem = sensing(2, 0);
    const found = await inspected(problem, atTruth(problem));
    expect(found).toMatchObject({ kind: "strictLocalMinimum", certified: true, numericalRank: 2, exits: [] });
    expect(found.headline).toBe("A strict local minimum, and no matrix of any rank does better.");
    expect(found.next).toEqual([expect.stringMatching(/^Leave the optimiser alone/)]);
  });

  test("factors out of balance are not called the best, though their matrix is", async () => {
    const start = sensing(2, 0.3);
    const { problem, point } = await recover(start, { start: start.point().map((_, k) => Math.sin(k)) });
    const { left, right } = problem.parametrization.parts(point);
    for (let k = 0; k < left.length; k++) left[k] *= 1e3;
    for (let k = 0; k < right.length; k++) right[k] /= 1e3;
    const found = await inspected(problem, point);
    expect(found.certified).toBe(true);
    expect(found.sentences[0]).toMatch(/^The factors are not balanced: the same matrix from balanced ones has the obj/);
    expect(found.next[0]).toMatch(/^Balance the factors/);
    const mended = await inspect(problem, point, { balance: true });
    expect(mended.next[0]).toMatch(/^Leave the optimiser alone/);
  });

  test("the spurious minimum of the 3×3 instance is a minimum, and not known to be the best", async () => {
    const known = threeByThreeSensing();
    const found = await inspected(known.problem, known.spurious[0]);
    expect(found).toMatchObject({ kind: "strictLocalMinimum", certified: false });
    expect(found.headline).toMatch(/^A strict local minimum(; whether .* is not known|, but a .*)\.$/);
    expect(found.next.join()).toMatch(/descend from/i);
    const best = await inspected(known.problem, known.truth);
    expect(best.headline).toBe("A strict local minimum, and no positive semidefinite matrix of any rank does better.");
  });

  test("that of the 2×2 instance is flat across, and second derivatives do not tell", async () => {
    // ∂²f/∂x₁² = 4 x₂² − 2 is 0 at (0, 1/√2).
    const known = twoByTwoSensing();
    const found = await inspected(known.problem, known.spurious[0]);
    expect(found).toMatchObject({ kind: "degenerate", certified: false });
    expect(found.headline).toMatch(/Second derivatives do not tell here whether this is a minimum\./);
  });

  test("zero factors are a saddle, out of which the ways lead that are told", async () => {
    const problem = sensing(2, 0.01);
    const found = await inspected(problem, problem.point());
    expect(found).toMatchObject({ kind: "strictSaddle", verdict: "fails", numericalRank: 0, singularValues: [0, 0] });
    expect(found.headline).toMatch(/^A strict saddle/);
    expect(found.sentences[0]).toBe("The factors multiply to the zero matrix.");
    expect(found.exits.some(({ measuredFall }) => measuredFall > 0.1 * found.objective)).toBe(true);
    for (const { predictedFall, measuredFall } of found.exits.filter((way) => way.predictedFall > 0)) {
      expect(measuredFall / predictedFall).toBeCloseTo(1, 6);
    }
  });

  test("a random point is not stationary", async () => {
    const problem = sensing(3, 0.1);
    const found = await inspected(problem, gaussian(problem.parametrization.dimension));
    expect(found).toMatchObject({ kind: "notStationary", certified: false });
    expect(found.next[0]).toMatch(/^Go on descending/);
  });

  test("the best approximation of a matrix is the best of its rank", async () => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 3, columns: 3 }),
      observed: Float64Array.of(3, 0, 0, 0, 2, 0, 0, 0, 1),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 3, columns: 3, rank: 2 }),
    });
    const [a, b] = [Math.sqrt(3), Math.SQRT2];
    const found = await inspected(problem, Float64Array.of(a, 0, 0, b, 0, 0, a, 0, 0, b, 0, 0));
    expect(found).toMatchObject({ kind: "strictLocalMinimum", verdict: "undecided", certified: false });
    expect(found.headline).toBe("A strict local minimum, and no matrix of this rank does better.");
  });

  test("at a given rank a minimum of the ridge's problem may be the best, or one column short of it", async () => {
    const verdicts = [];
    for (const rank of [1, 6]) {
      const problem = sensing(rank, 0.3, 0.1);
      const { best } = finish(
        solve(problem, truncatedNewton(), {
          start: gaussian(problem.parametrization.dimension),
          stop: [gradientNormBelow(1e-11), afterIterations(500)],
        }),
      );
      const found = await inspected(problem, best, { balance: true });
      verdicts.push(found.verdict);
      if (rank === 1) expect(found.headline).toBe("A strict local minimum, but a matrix of higher rank does better.");
      if (rank === 6) expect(found.omittedColumns).toBeGreaterThan(0);
    }
    expect(verdicts).toEqual(["fails", "holds"]);
  });
});

test("a fit that is exact but for the last digits is called that, not a better matrix missed", async () => {
  const problem = sensing(2, 0);
  const found = await inspected(
    problem,
    atTruth(problem).map((value) => value * (1 + 1e-9)),
  );
  expect(found.certified).toBe(false);
  expect(found.residual).toBeCloseTo(2e-9, 14);
  expect(found.headline).toMatch(/^Almost an exact fit: the observations are met to 2\s×\s10⁻⁹ of their size\.$/);
});

describe("a degenerate point gives verdicts", () => {
  test.for([
    ["not a number", (point: Point) => point.fill(Number.NaN)],
    ["infinite", (point: Point) => point.fill(Number.POSITIVE_INFINITY)],
    ["too large", (point: Point) => point.fill(1e200)],
  ] as const)("%s", async ([, fill]) => {
    const problem = sensing(2, 0.1);
    for (const balance of [false, true]) {
      const found = await inspected(problem, fill(problem.point()), { balance });
      expect(found.headline).toMatch(/^Nothing is known/);
      expect([found.verdict, found.exits, found.numericalRank]).toEqual(["undecided", [], Number.NaN]);
    }
  });

  test("rank 0", async () => {
    const problem = sensing(0, 0.1);
    const found = await inspected(problem, problem.point());
    expect(found).toMatchObject({ rank: 0, numericalRank: 0, singularValues: [] });
    expect(found.headline).toBe("Not the best: a matrix of higher rank does better.");
  });

  test("duplicate and empty columns are left out on request, and the matrix stays", async () => {
    const problem = sensing(4, 0);
    const point = problem.point();
    const { left, right } = problem.parametrization.parts(point);
    // U = [a a b 0], V = [c 0 d e]: a cᵀ + b dᵀ, the truth.
    for (let i = 0; i < m; i++) left.set([truth.left[2 * i], truth.left[2 * i], truth.left[2 * i + 1], 0], 4 * i);
    for (let j = 0; j < n; j++) right.set([truth.right[2 * j], 0, truth.right[2 * j + 1], 5], 4 * j);
    const asItIs = await inspected(problem, point);
    expect(asItIs).toMatchObject({ rank: 4, numericalRank: 2, omittedColumns: 0, certified: true });
    const without = await inspected(problem, point, { balance: true });
    expect(without).toMatchObject({ rank: 2, numericalRank: 2, omittedColumns: 2, certified: true });
    expect(without.objective).toBeLessThan(1e-24);
  });

  test("factors of nothing but zeros stay as they are", async () => {
    const problem = sensing(2, 0.01);
    const found = await inspected(problem, problem.point(), { balance: true });
    expect(found).toMatchObject({ rank: 2, omittedColumns: 0, kind: "strictSaddle" });
  });

  test("a single entry", async () => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 1, columns: 1 }),
      observed: Float64Array.of(4),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 1, columns: 1, rank: 1 }),
    });
    expect((await inspected(problem, Float64Array.of(2, 2))).certified).toBe(true);
    expect((await inspected(problem, Float64Array.of(0, 0))).kind).toBe("strictSaddle");
  });
});

const losses: [string, SmoothLoss, (y: number) => number][] = [
  ["least squares", leastSquares(), (y) => y],
  ["huber", huber(), (y) => y],
  ["logistic", logistic(), (y) => (y > 0 ? 1 : 0)],
  ["poisson", poisson(), (y) => Math.round(3 * Math.abs(y))],
];

test.for(losses)("%s: nothing is claimed at 20 random points, of either parametrization", async ([, loss, observe]) => {
  const square = gaussianSensing({ rows: 5, columns: 5, measurements: 14, seed: 3 });
  for (let k = 0; k < 20; k++) {
    const parametrization = (k % 2 === 0 ? asymmetric : symmetric)({ rows: 5, columns: 5, rank: 2 });
    const problem = recoveryProblem({
      operator: square,
      observed: gaussian(14).map(observe),
      loss,
      regularizer: ridge({ ridge: k % 3 === 0 ? 0 : 0.2 }),
      parametrization,
    });
    const found = await inspected(problem, gaussian(parametrization.dimension));
    expect(found).toMatchObject({ kind: "notStationary", certified: false });
  }
});
