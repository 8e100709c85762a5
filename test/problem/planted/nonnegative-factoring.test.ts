import { describe, expect, test } from "vitest";
import { finish } from "../../../src/kernels/steps.ts";
import { denseHessian } from "../../../src/landscape/dense-hessian.ts";
import { matrix, transpose } from "../../../src/linalg/matrix.ts";
import { multiply } from "../../../src/linalg/multiply.ts";
import { norm } from "../../../src/linalg/norm.ts";
import { random } from "../../../src/linalg/random.ts";
import { symmetricEigen } from "../../../src/linalg/symmetric-eigen.ts";
import type { Point } from "../../../src/parametrizations/index.ts";
import { diagonalFactoring, fourByFourFactoring, type SecondOrderProblem } from "../../../src/problem/index.ts";

const value = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).value());
const gradient = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).gradient());

describe("diagonal factoring", () => {
  test.for([
    [2, [1, 0.45], 0.41],
    [5, [1, 0.18], 0.18],
    [3, [1, 0.3, 0.3], 0.39],
    [10, [1, ...new Array(9).fill(0.09)], 0.26],
  ] as const)("r = %i, diagonal %j: a relative error of %d", ([rank, diagonal, expected]) => {
    const { problem, spurious } = diagonalFactoring({ rank, diagonal });
    expect(Math.sqrt(2 * value(problem, spurious[0])) / norm(diagonal)).toBeCloseTo(expected, 2);
    expect(norm(gradient(problem, spurious[0]))).toBeLessThan(1e-15);
  });

  test("curvature along a further row is 2 (w·d)² − 2 b ‖d‖², on which b < 1/r depends", () => {
    const { problem, spurious } = diagonalFactoring({ rank: 3, diagonal: [1, 0.3] });
    const hessian = finish(denseHessian(problem, spurious[0]));
    expect(hessian.data[3 * 6 + 3]).toBeCloseTo(2 / 3 - 0.6, 14);
    expect(hessian.data[3 * 6 + 4]).toBeCloseTo(2 / 3, 14);
  });

  test("a minimum wherever every entry of the first row is at least √max b", () => {
    const draw = random(5).fork("region");
    const { problem } = diagonalFactoring({ rank: 3, diagonal: [1, 0.3, 0.1] });
    for (let trial = 0; trial < 500; trial++) {
      const first = Array.from({ length: 3 }, () => Math.sqrt(0.3) + draw.uniform());
      const others = Array.from({ length: 6 }, () => draw.uniform() ** 4);
      expect(value(problem, Float64Array.of(...first, ...others))).toBeGreaterThan(0.05 - 1e-15);
    }
  });

  test.for([
    [
      { rank: 2, diagonal: [1, 0.5] },
      /diagonal\[1\]: expected a number > 0 and below 0.5, the first over the rank; got 0.5/,
    ],
    [{ rank: 1, diagonal: [1, 0.1] }, /rank: expected a whole number ≥ 2; got 1/],
    [{ rank: 2, diagonal: [1] }, /diagonal: expected two numbers or more; got 1/],
    [{ rank: 2, diagonal: [0, 0.1] }, /diagonal\[0\]: expected a number > 0; got 0/],
    [{ rank: 2, diagonal: [1, 0.1], size: 1 }, /size: expected a whole number ≥ 2; got 1/],
  ])("%j is refused", ([wrong, message]) => {
    expect(() => diagonalFactoring(wrong as never)).toThrow(message as RegExp);
  });
});

describe("four by four", () => {
  const { problem, truth, spurious } = fourByFourFactoring({ rank: 4 });

  test("the matrix is the one of whole sixteenths, the spurious product is 7.886 % away", () => {
    const whole = [112, 4, 52, 64, 4, 157, 101, 52, 52, 101, 157, 4, 64, 52, 4, 112];
    const u = matrix(4, 4, Float64Array.from(truth));
    for (const [k, x] of multiply(u, transpose(u)).data.entries()) expect(16 * x).toBeCloseTo(whole[k], 12);
    expect(norm(problem.observed.map((x, k) => x - whole[k] / 16))).toBeLessThan(1e-14);
    expect(Math.sqrt(2 * value(problem, spurious[0])) / norm(problem.observed)).toBeCloseTo(0.07886, 5);
    const v = matrix(4, 4, Float64Array.from(spurious[0]));
    const g = [0, 12, -4, 0, 12, 3, -5, -4, -4, -5, 3, 12, 0, -4, 12, 0];
    for (const [k, x] of multiply(v, transpose(v)).data.entries()) expect(16 * x - whole[k]).toBeCloseTo(g[k], 12);
  });

  test("the least multiplier is .167 at r = 4", () => {
    const active = gradient(problem, spurious[0]).filter((_, k) => spurious[0][k] === 0);
    expect(Math.min(...active)).toBeCloseTo(0.167, 3);
  });

  test("the reduced Hessian in (V Vᵀ, u₂, u₃) is positive definite: .4073, and .259 after two zeros for U Vᵀ", () => {
    const one = reducedHessian("one factor");
    expect(one[0]).toBeCloseTo(0.4073, 4);
    const two = reducedHessian("two factors");
    expect(Math.max(...two.slice(0, 2).map(Math.abs))).toBeLessThan(1e-13);
    expect(two[2]).toBeCloseTo(0.259, 3);
  });

  test.for([
    [{ rank: 3 }, /rank: expected a whole number ≥ 4; got 3/],
    [{ rank: 4, size: 3 }, /size: expected a whole number ≥ 4; got 3/],
  ])("%j is refused", ([wrong, message]) => {
    expect(() => fourByFourFactoring(wrong as never)).toThrow(message as RegExp);
  });
});

/** Eigenvalues of ⟨N, N⟩ + 2⟨G, D Eᵀ⟩ over the block B on {0, 3} and the columns (1, 1, 3, 0) on {0, 1, 2} and (0, 3, 1, 1) on {1, 2, 3}. */
function reducedHessian(kind: "one factor" | "two factors"): Float64Array {
  const g = [0, 12, -4, 0, 12, 3, -5, -4, -4, -5, 3, 12, 0, -4, 12, 0].map((x) => x / 16);
  type Motion = { n: number[]; column?: number; side?: number; row?: number };
  const unit = (i: number, j: number) => Array.from({ length: 16 }, (_, k) => (k === 4 * i + j ? 1 : 0));
  const plus = (a: number[], b: number[]) => a.map((x, k) => x + b[k]);
  const motions: Motion[] =
    kind === "one factor"
      ? [unit(0, 0), plus(unit(0, 3), unit(3, 0)), unit(3, 3)].map((n) => ({ n }))
      : [unit(0, 0), unit(0, 3), unit(3, 0), unit(3, 3)].map((n) => ({ n }));
  for (const [column, u] of [
    [1, 1, 3, 0],
    [0, 3, 1, 1],
  ].entries()) {
    for (const row of [0, 1, 2].map((i) => i + column)) {
      const left = u.map((x, j) => unit(row, j).map((e) => e * x)).reduce(plus);
      const right = u.map((x, j) => unit(j, row).map((e) => e * x)).reduce(plus);
      if (kind === "one factor") motions.push({ n: plus(left, right), column, row });
      else motions.push({ n: left, column, row, side: 0 }, { n: right, column, row, side: 1 });
    }
  }
  const entries = motions.flatMap((a) =>
    motions.map((b) => {
      const linear = a.n.reduce((sum, x, k) => sum + x * b.n[k], 0);
      const same = a.column !== undefined && a.column === b.column;
      const turn = kind === "one factor" ? 2 : a.side === b.side ? 0 : 1;
      return linear + (same ? turn * g[4 * a.row! + b.row!] : 0);
    }),
  );
  return symmetricEigen(matrix(motions.length, motions.length, Float64Array.from(entries))).values;
}
