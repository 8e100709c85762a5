import { describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { level, mergeAndInsert } from "../../src/escape/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { nonnegativeSymmetric, type Point } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { diagonalFactoring, fourByFourFactoring, nonnegativeRankOneSensing } from "../../src/problem/planted/index.ts";
import { recover } from "../../src/recover/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { outcome, value } from "./ways.ts";

const TRAPS = {
  "rank one, one column": nonnegativeRankOneSensing({ isometryConstant: 0.3, rank: 1 }),
  "rank one, four columns": nonnegativeRankOneSensing({ isometryConstant: 0.3, rank: 4 }),
  "rank one, δ = 0.01": nonnegativeRankOneSensing({
    isometryConstant: 0.01,
    rank: 3,
    truth: [2, 1, 0],
    trap: [0, 0, 1],
  }),
  "diagonal of 2, three columns": diagonalFactoring({ rank: 3, diagonal: [1, 0.3] }),
  "diagonal of 3, six columns": diagonalFactoring({ rank: 6, diagonal: [1, 0.15, 0.1] }),
  "diagonal of 4, ten columns": diagonalFactoring({ rank: 10, diagonal: [1, 0.09, 0.05, 0.07] }),
  "diagonal of 4, ten columns, UVᵀ": diagonalFactoring({ rank: 10, diagonal: [1, 0.09, 0.05, 0.07], symmetric: false }),
  "four by four, four columns": fourByFourFactoring({ rank: 4 }),
  "four by four, five columns": fourByFourFactoring({ rank: 5 }),
  "four by four, eight columns": fourByFourFactoring({ rank: 8 }),
  "four by four, size 7, UVᵀ": fourByFourFactoring({ rank: 5, size: 7, symmetric: false }),
};

describe("recovery leaves every trap by the default escapes, without a spare column", () => {
  test.for(Object.entries(TRAPS))("%s", async ([, { problem, spurious }]) => {
    const [start] = spurious;
    expect(value(problem, start)).toBeGreaterThan(1e-3);
    const { value: reached, rounds } = await recover(problem, { start, mostIterations: 8_000 });
    expect(reached).toBeLessThan(1e-9);
    expect(rounds[0].jumps.some(({ kind, taken }) => taken && kind.startsWith("mergeAndInsert"))).toBe(true);
  });
});

describe("mergeAndInsert", () => {
  const at = (problem: Problem, point: Point) => finish(globallyOptimal(problem, point));

  test("falls by (σ − λ)²/(2‖𝒜(pqᵀ)‖²) for the one column that it adds, exactly", () => {
    const { problem, spurious } = TRAPS["diagonal of 2, three columns"];
    const certificate = at(problem, spurious[0]);
    const { ways } = outcome(mergeAndInsert(), problem, spurious[0], certificate);
    expect(ways.map(({ kind }) => kind)).toEqual(["mergeAndInsert: insert"]);
    // σ = b = 0.3 along e₂e₂ᵀ, whose image has length 1.
    expect(ways[0].predictedFall).toBeCloseTo(0.045, 12);
    expect(value(problem, ways[0].start)).toBeLessThan(1e-15);
    expect(certificate.numbers.predictedFallByColumn).toBeCloseTo(0.045, 12);
  });

  test("takes a spare column only up to the highest rank, and swaps where none is free", () => {
    const { problem, spurious } = TRAPS["four by four, four columns"];
    const certificate = at(problem, spurious[0]);
    const ways = (highestRank?: number) =>
      outcome(mergeAndInsert({ highestRank }), problem, spurious[0], certificate).ways;
    expect(ways().map(({ kind }) => kind)).toEqual(Array(4).fill("mergeAndInsert: swap"));
    const [spare] = ways(5);
    expect(spare.kind).toBe("mergeAndInsert: spare");
    expect(spare.problem.parametrization.rank).toBe(5);
    expect(value(spare.problem, spare.start)).toBeCloseTo(1.3828125 - spare.predictedFall, 10);
  });

  test("leaves the four by four trap by one spare column alone, too", async () => {
    const { problem, spurious } = TRAPS["four by four, four columns"];
    const escapes = [mergeAndInsert({ highestRank: 5 })];
    const end = await recover(problem, { start: spurious[0], escapes, mostIterations: 8_000 });
    expect(end.value).toBeLessThan(1e-9);
    expect(end.rounds[0].jumps).toMatchObject([{ kind: "mergeAndInsert: spare", columns: 1, taken: true }]);
  });

  test("costs a few passes over the data", () => {
    const { problem, spurious } = TRAPS["four by four, eight columns"];
    const certificate = at(problem, spurious[0]);
    const before = problem.store.counts.applications;
    outcome(mergeAndInsert(), problem, spurious[0], certificate);
    expect(problem.store.counts.applications - before).toBeLessThanOrEqual(12);
  });
});

describe("level", () => {
  test.for([0.6, 0.3, 0.1, 0.01])("begins below the trap of rank one, δ = %f", (isometryConstant) => {
    const { problem, spurious } = nonnegativeRankOneSensing({ isometryConstant, rank: 3 });
    const [way] = outcome(level(), problem, spurious[0]).ways;
    const [here, there] = [value(problem, spurious[0]), value(way.problem, way.start)];
    expect(there).toBeLessThan(1e-3 * here);
    expect(here - there).toBeCloseTo(way.predictedFall, 10);
  });

  test("costs at most a few passes a column", () => {
    const { problem, spurious } = TRAPS["diagonal of 4, ten columns"];
    const before = problem.store.counts.applications;
    outcome(level(), problem, spurious[0]);
    expect(problem.store.counts.applications - before).toBeLessThanOrEqual(80);
  });
});

test.for([1, 2, 3, 4])(
  "columns are added until no number of nonnegative columns does better, seed %i",
  async (seed) => {
    const draw = random(seed);
    const size = 4;
    const root = Float64Array.from({ length: 2 * size }, () => Math.max(0, draw.gaussian()));
    const observed = Float64Array.from({ length: size * size }, (_, k) => {
      const [i, j] = [Math.floor(k / size), k % size];
      return root[2 * i] * root[2 * j] + root[2 * i + 1] * root[2 * j + 1] + 0.1 * draw.gaussian();
    });
    const problem = recoveryProblem({
      operator: fullObservation({ rows: size, columns: size }),
      observed,
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0.3 }),
      parametrization: nonnegativeSymmetric({ rows: size, rank: 1 }),
    });
    const start = problem.point().fill(0.5);
    const { certificate } = await recover(problem, { start, gap: 1e-2, mostIterations: 4_000 });
    expect(certificate).toMatchObject({ verdict: "holds", evidence: "proved" });
  },
);
