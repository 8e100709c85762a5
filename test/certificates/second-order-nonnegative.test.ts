import { describe, expect, test } from "vitest";
import { secondOrderNonnegative } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import {
  asymmetricRankOneSensing,
  diagonalFactoring,
  fourByFourFactoring,
  nonnegativeRankOneSensing,
} from "../../src/problem/planted/index.ts";

const certify = (problem: Problem, point: Point, options = {}) =>
  finish(secondOrderNonnegative(problem, point, options));
const value = (problem: Problem, point: Point) => finish(problem.at(point).value());

const TRAPS = {
  ...Object.fromEntries(
    [1, 2, 4].flatMap((rank) =>
      [0.6, 0.1, 0.01].map((isometryConstant) => [
        `one column of truth, r = ${rank}, δ = ${isometryConstant}`,
        nonnegativeRankOneSensing({ isometryConstant, rank }),
      ]),
    ),
  ),
  "one column of truth, five rows": nonnegativeRankOneSensing({
    isometryConstant: 0.3,
    rank: 3,
    truth: [2, 0, 1, 0, 0],
    trap: [0, 1, 0, 0, 0],
  }),
  "one column of truth, UVᵀ": asymmetricRankOneSensing({ isometryConstant: 0.3, rank: 3 }),
  ...Object.fromEntries(
    [true, false].flatMap((symmetric) => [
      [`diagonal of 2, r = 3, ${symmetric}`, diagonalFactoring({ rank: 3, diagonal: [1, 0.3], symmetric })],
      [
        `diagonal of 4, r = 10, ${symmetric}`,
        diagonalFactoring({ rank: 10, diagonal: [1, 0.09, 0.05, 0.07], symmetric }),
      ],
      [`four by four, r = 4, ${symmetric}`, fourByFourFactoring({ rank: 4, symmetric })],
      [`four by four, r = 8, ${symmetric}`, fourByFourFactoring({ rank: 8, symmetric })],
      [`four by four in seven, r = 5, ${symmetric}`, fourByFourFactoring({ rank: 5, size: 7, symmetric })],
    ]),
  ),
};

describe("spurious minima are minima", () => {
  test.for(Object.entries(TRAPS))("%s", ([, { problem, spurious }]) => {
    const certificate = certify(problem, spurious[0]);
    expect(certificate).toMatchObject({ verdict: "holds", kind: "strictLocalMinimum" });
    expect(value(problem, spurious[0])).toBeGreaterThan(1e-5);
  });

  test("what is said of the diagonal is copositivity, of the others the span", () => {
    const diagonal = diagonalFactoring({ rank: 3, diagonal: [1, 0.3] });
    const { numbers, sentence } = certify(diagonal.problem, diagonal.spurious[0]);
    expect(numbers).toMatchObject({ free: 3, degenerate: 3, held: 0, distinctColumns: 1, columns: 3 });
    expect(numbers.leastCurvature).toBeLessThan(-0.5);
    expect(sentence).toMatch(/copositive on the 3 numbers/);
    expect(sentence).toMatch(/2 of the 3 columns repeat others or add nothing: merged, they leave room/);
  });
});

describe("saddles fail, along an admissible direction that falls", () => {
  test.for(Object.entries(TRAPS))("at 0: %s", ([, { problem, spurious }]) => {
    const zero = spurious[0].map(() => 0);
    const { verdict, evidence, kind, direction, numbers, sentence } = certify(problem, zero);
    expect({ verdict, evidence, kind }).toEqual({ verdict: "fails", evidence: "proved", kind: "strictSaddle" });
    expect(direction?.every((x) => x >= 0)).toBe(true);
    const there = direction!.map((x) => numbers.step * x);
    expect(value(problem, zero) - value(problem, there)).toBeGreaterThanOrEqual(numbers.predictedFall);
    expect(sentence).toMatch(/The matrix is nearly 0/);
  });

  test("of all the factors of the diagonal's spurious matrix, only those with min w² > b are minima", () => {
    const { problem, spurious } = diagonalFactoring({ rank: 3, diagonal: [1, 0.3] });
    const uneven = spurious[0].slice();
    uneven.set([Math.sqrt(0.1), Math.sqrt(0.45), Math.sqrt(0.45)]);
    expect(value(problem, uneven)).toBeCloseTo(0.045, 12);
    const { verdict, direction } = certify(problem, uneven);
    expect(verdict).toBe("fails");
    expect(direction![3]).toBeGreaterThan(0.9);
  });
});
