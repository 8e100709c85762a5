import { describe, expect, test } from "vitest";
import { diagonalFactoring, fourByFourFactoring, nonnegativeRankOneSensing } from "../../src/problem/planted/index.ts";
import { recover } from "../../src/recover/index.ts";
import { value } from "./ways.ts";

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
