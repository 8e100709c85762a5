import { expect, test } from "vitest";
import { finish } from "../../../src/kernels/steps.ts";
import { type Matrix, matrix, transpose } from "../../../src/linalg/matrix.ts";
import { multiply } from "../../../src/linalg/multiply.ts";
import { norm } from "../../../src/linalg/norm.ts";
import { random } from "../../../src/linalg/random.ts";
import { symmetricEigen } from "../../../src/linalg/symmetric-eigen.ts";
import { gaussianSensing } from "../../../src/operators/index.ts";
import type { Point } from "../../../src/parametrizations/index.ts";
import {
  asymmetricRankOneSensing,
  compressiveRankOneSensing,
  nonnegativeRankOneSensing,
  type SecondOrderProblem,
} from "../../../src/problem/index.ts";

const value = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).value());
const gradient = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).gradient());

const TRAPS = [0.9, 0.3, 0.1, 0.01].flatMap((isometryConstant) => [1, 3].map((rank) => ({ isometryConstant, rank })));
const SENSED = { truth: [0, 2, 0, 1, 3], trap: [1, 0, 0.5, 0, 0] };
const SIDES = {
  truth: { left: [1, 2, 0, 0], right: [0, 1, 3] },
  trap: { left: [0, 0, 1, 1], right: [2, 0, 0] },
};
const rest = gaussianSensing({ rows: 18, columns: 18, measurements: 120, seed: 1 });
const pullOf = (isometryConstant: number) => isometryConstant * Math.SQRT1_2;

test.for(TRAPS)("δ = $isometryConstant: H has the eigenvalues 1 ± δ and 1, r = $rank", ({ isometryConstant, rank }) => {
  for (const { problem } of [
    nonnegativeRankOneSensing({ ...SENSED, isometryConstant, rank }),
    asymmetricRankOneSensing({ ...SIDES, isometryConstant, rank }),
  ]) {
    const { rows, columns, measurements } = problem.operator;
    const images = matrix(
      measurements,
      measurements,
      Float64Array.from(
        Array.from({ length: measurements }, (_, k) => {
          const z = new Float64Array(measurements);
          z[k] = 1;
          return [...problem.operator.apply(problem.operator.adjoint(z))];
        }).flat(),
      ),
    );
    const { values } = symmetricEigen(images);
    expect(values[0]).toBeCloseTo(1 - isometryConstant, 13);
    expect(values[measurements - 1]).toBeCloseTo(1 + isometryConstant, 13);
    for (const middle of values.slice(1, -1)) expect(middle).toBeCloseTo(1, 13);
    expect(measurements).toBe(rows === columns ? (rows * (rows + 1)) / 2 : rows * columns);
  }
});

test("δ = .1, n = 2: the numbers of the smallest instance", () => {
  const { problem, spurious } = nonnegativeRankOneSensing({ isometryConstant: 0.1, rank: 1 });
  expect(spurious[0][0]).toBe(0);
  expect(spurious[0][1]).toBeCloseTo(0.2659148, 7);
  expect(value(problem, spurious[0])).toBeCloseTo(0.4975, 14);
  const unit = (k: number) => Float64Array.from([0, 1, 2], (at) => (at === k ? 1 : 0));
  const a = matrix(3, 3, Float64Array.from([0, 1, 2].flatMap((k) => [...problem.operator.apply(basis(k))])));
  const h = multiply(a, transpose(a)).data;
  const p = Math.SQRT1_2 / 10;
  for (const [k, expected] of [1, p, -p, p, 1, 0, -p, 0, 1].entries()) expect(h[k]).toBeCloseTo(expected, 14);
  expect(problem.operator.adjoint(unit(2)).data[1]).toBe(problem.operator.adjoint(unit(2)).data[2]);
});

test.for(TRAPS)("multipliers √2 √p s z wᵀ, δ = $isometryConstant, r = $rank", ({ isometryConstant, rank }) => {
  const { problem, spurious } = nonnegativeRankOneSensing({ ...SENSED, isometryConstant, rank });
  const p = pullOf(isometryConstant);
  const g = gradient(problem, spurious[0]);
  const z = SENSED.truth.map((x) => x / norm(SENSED.truth));
  for (const [k, entry] of g.entries()) {
    const expected = (Math.SQRT2 * Math.sqrt(p) * p * z[Math.floor(k / rank)]) / Math.sqrt(rank);
    expect(Math.abs(entry - expected)).toBeLessThan(1e-14);
  }
  // ‖U Uᵀ − z zᵀ‖² = 1 + p²: nothing of the truth is there.
  const u = matrix(5, rank, spurious[0]);
  const found = multiply(u, transpose(u)).data;
  const distance = norm(found.map((x, k) => x - z[Math.floor(k / 5)] * z[k % 5]));
  expect(Math.abs(distance ** 2 - 1 - p * p)).toBeLessThan(1e-14);
});

test.for(TRAPS)(
  "asymmetric: (s/√2)√p x wᵀ and y wᵀ, δ = $isometryConstant, r = $rank",
  ({ isometryConstant, rank }) => {
    const { problem, spurious } = asymmetricRankOneSensing({ ...SIDES, isometryConstant, rank });
    const p = pullOf(isometryConstant);
    const { left, right } = problem.parametrization.parts(gradient(problem, spurious[0]));
    for (const [side, truth] of [
      [left, SIDES.truth.left],
      [right, SIDES.truth.right],
    ] as const) {
      for (const [k, entry] of side.entries()) {
        const expected = (p * Math.sqrt(p) * truth[Math.floor(k / rank)]) / norm(truth) / Math.sqrt(2 * rank);
        expect(Math.abs(entry - expected)).toBeLessThan(1e-14);
      }
    }
  },
);

test("a minimum over the whole region a ≤ (s/2) b, ‖b‖² ≤ .39/s²", () => {
  const draw = random(4).fork("region");
  for (const isometryConstant of [0.6, 0.3, 0.1]) {
    for (const rank of [1, 2, 4]) {
      const { problem } = nonnegativeRankOneSensing({ isometryConstant, rank });
      const s = pullOf(isometryConstant);
      const least = (1 - s * s) / 2;
      for (let trial = 0; trial < 200; trial++) {
        const b = Float64Array.from({ length: rank }, () => draw.uniform());
        const length = (draw.uniform() * Math.sqrt(0.39)) / s / norm(b);
        for (const [k, x] of b.entries()) b[k] = x * length;
        const a = b.map((x) => (draw.uniform() * s * x) / 2);
        expect(value(problem, Float64Array.of(...a, ...b)) - least).toBeGreaterThan(-1e-13);
      }
    }
  }
});

test("compressive: 159 of 210 measurements, on which a 2×2 block has the eigenvalues 1 ± δ", () => {
  const { problem } = compressiveRankOneSensing({ rest, isometryConstant: 0.2, rank: 1 });
  expect(problem.operator.measurements).toBe(159);
  const magnified = (x: Matrix) => norm(problem.operator.apply(x)) ** 2 / norm(x.data) ** 2;
  const block = (a: number, b: number, c: number) => {
    const x = matrix(20, 20);
    x.data.set([a, b * Math.SQRT1_2], 0);
    x.data.set([b * Math.SQRT1_2, c], 20);
    return magnified(x);
  };
  // (1, (p, −s)/δ)/√2 is the eigenvector of 1 + δ.
  expect(block(1, -Math.SQRT1_2, Math.SQRT1_2)).toBeCloseTo(1.2, 14);
  expect(block(-1, -Math.SQRT1_2, Math.SQRT1_2)).toBeCloseTo(0.8, 14);
  expect(block(0, Math.SQRT1_2, Math.SQRT1_2)).toBeCloseTo(1, 14);
});

test.for([
  [{ isometryConstant: 1, rank: 1 }, /isometryConstant: expected a number in \(0, 1\); got 1/],
  [{ isometryConstant: 0, rank: 1 }, /isometryConstant: .* got 0/],
  [{ isometryConstant: Number.NaN, rank: 1 }, /isometryConstant: .* got NaN/],
  [{ isometryConstant: 0.1, rank: 1, angle: 0 }, /angle: expected a number in \(0, π\/2\); got 0/],
  [{ isometryConstant: 0.1, rank: 0 }, /rank: expected a whole number ≥ 1; got 0/],
  [{ isometryConstant: 0.1, rank: 1.5 }, /rank: .* got 1.5/],
  [{ isometryConstant: 0.1, rank: 1, trap: [1, 1] }, /trap\[0\]: expected 0, as truth is not 0 there; got 1/],
  [{ isometryConstant: 0.1, rank: 1, trap: [0, 0] }, /trap: expected a number > 0 among its entries; got none/],
  [{ isometryConstant: 0.1, rank: 1, truth: [1, -1] }, /truth\[1\]: expected a number ≥ 0; got -1/],
  [{ isometryConstant: 0.1, rank: 1, trap: [0, 1, 0] }, /trap: expected 2 numbers, as many as truth; got 3/],
])("%j is refused", ([wrong, message]) => {
  expect(() => nonnegativeRankOneSensing(wrong as never)).toThrow(message as RegExp);
});

test("wrong sides are refused by their names", () => {
  const options = { isometryConstant: 0.1, rank: 1 };
  expect(() => asymmetricRankOneSensing({ ...options, trap: { left: [1, 0], right: [0, 1] } })).toThrow(
    /trap\.left\[0\]/,
  );
  const oblong = gaussianSensing({ rows: 3, columns: 4, measurements: 5 });
  expect(() => compressiveRankOneSensing({ ...options, rest: oblong })).toThrow(/rest: .* got 3×4/);
});

/** E_11, E_22 and (E_12 + E_21)/√2. */
function basis(k: number): Matrix {
  return matrix(
    2,
    2,
    Float64Array.from(
      [
        [1, 0, 0, 0],
        [0, 0, 0, 1],
        [0, Math.SQRT1_2, Math.SQRT1_2, 0],
      ][k],
    ),
  );
}
