import { describe, expect, test } from "vitest";
import { finish } from "../../../src/kernels/steps.ts";
import { denseHessian } from "../../../src/landscape/dense-hessian.ts";
import { type Matrix, matrix } from "../../../src/linalg/matrix.ts";
import { multiply } from "../../../src/linalg/multiply.ts";
import { norm } from "../../../src/linalg/norm.ts";
import { type Random, random } from "../../../src/linalg/random.ts";
import { symmetricEigen } from "../../../src/linalg/symmetric-eigen.ts";
import { gaussianSensing } from "../../../src/operators/index.ts";
import type { Point } from "../../../src/parametrizations/index.ts";
import {
  asymmetricRankOneSensing,
  compressiveRankOneSensing,
  diagonalFactoring,
  fourByFourFactoring,
  type KnownLandscape,
  nonnegativeRankOneSensing,
  type SecondOrderProblem,
} from "../../../src/problem/index.ts";
import { afterIterations, gradientNormBelow, projectedGradient, solve } from "../../../src/solvers/index.ts";

const value = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).value());
const gradient = (problem: SecondOrderProblem, point: Point) => finish(problem.at(point).gradient());

const WIDEST = Math.atan(Math.SQRT2);
const TRAPS = [0.9, 0.3, 0.01].flatMap((isometryConstant) => [1, 2, 6].map((rank) => ({ isometryConstant, rank })));
const SENSED = {
  truth: [0, 2, 0, 1, 3],
  trap: [1, 0, 0.5, 0, 0],
};
const SIDES = {
  truth: { left: [1, 2, 0, 0], right: [0, 1, 3] },
  trap: { left: [0, 0, 1, 1], right: [2, 0, 0] },
};
const rest = gaussianSensing({ rows: 6, columns: 6, measurements: 15, seed: 1 });
const pullOf = (isometryConstant: number, angle = Math.PI / 4) => isometryConstant * Math.cos(angle);

/** Each with f at its spurious point. */
const LANDSCAPES: [string, KnownLandscape, number][] = [
  ...TRAPS.map((options): [string, KnownLandscape, number] => [
    `rank-one sensing, δ = ${options.isometryConstant}, r = ${options.rank}`,
    nonnegativeRankOneSensing(options),
    (1 - pullOf(options.isometryConstant) ** 2) / 2,
  ]),
  [
    "rank-one sensing, n = 5",
    nonnegativeRankOneSensing({ ...SENSED, isometryConstant: 0.5, rank: 3, angle: WIDEST }),
    (1 - pullOf(0.5, WIDEST) ** 2) / 2,
  ],
  ...TRAPS.map((options): [string, KnownLandscape, number] => [
    `asymmetric rank-one sensing, δ = ${options.isometryConstant}, r = ${options.rank}`,
    asymmetricRankOneSensing({ ...SIDES, ...options }),
    (1 - pullOf(options.isometryConstant) ** 2) / 2,
  ]),
  ...[1, 3].map((rank): [string, KnownLandscape, number] => [
    `compressive rank-one sensing, r = ${rank}`,
    compressiveRankOneSensing({ rest, isometryConstant: 0.2, rank }),
    0.49,
  ]),
  ...[true, false].flatMap((symmetric) => [
    ...(
      [
        [2, [1, 0.45], undefined],
        [5, [1, 0.18], 6],
        [3, [1, 0.3, 0.1], undefined],
        [10, [2, ...new Array(9).fill(0.18)], 12],
      ] as const
    ).map(([rank, diagonal, size]): [string, KnownLandscape, number] => [
      `diagonal ${diagonal.slice(0, 3)}…, r = ${rank}, symmetric ${symmetric}`,
      diagonalFactoring({ rank, diagonal, symmetric, ...(size && { size }) }),
      diagonal.slice(1).reduce((sum, b) => sum + (b * b) / 2, 0),
    ]),
    ...(
      [
        [4, 4],
        [5, 7],
        [8, 4],
        [20, 7],
      ] as const
    ).map(([rank, size]): [string, KnownLandscape, number] => [
      `four by four, r = ${rank}, n = ${size}, symmetric ${symmetric}`,
      fourByFourFactoring({ rank, size, symmetric }),
      1.3828125,
    ]),
  ]),
];

describe.for(LANDSCAPES)("%s", ([, { problem, truth, spurious }, height]) => {
  const [point] = spurious;

  test("the truth fits exactly, the spurious point is as high as the formula says", () => {
    expect(value(problem, truth)).toBeLessThan(1e-28);
    expect(Math.abs(value(problem, point) - height)).toBeLessThan(1e-12);
    expect([...truth, ...point].every((x) => x >= 0)).toBe(true);
  });

  test("first-order: the gradient is 0 where the point is positive, and nowhere negative", () => {
    const g = gradient(problem, point);
    for (const [k, x] of point.entries()) expect(x > 0 ? -Math.abs(g[k]) : g[k]).toBeGreaterThan(-1e-13);
  });

  test("second-order: no negative curvature along directions that are feasible and critical", () => {
    const g = gradient(problem, point);
    const hessian = finish(denseHessian(problem, point));
    const free = [...point.keys()].filter((k) => point[k] > 0);
    expect(symmetricEigen(submatrix(hessian, free)).values[0]).toBeGreaterThan(-1e-13);
    // Entries at 0 without a multiplier may grow: random directions and pairs of them.
    const open = [...point.keys()].filter((k) => point[k] === 0 && g[k] < 1e-13);
    const draw = random(2).fork("directions");
    let least = 0;
    for (let trial = 0; trial < 100; trial++) {
      const d = new Float64Array(point.length);
      for (const k of free) d[k] = draw.gaussian();
      for (const k of open) if (trial % 2 === 0 || draw.uniform() < 0.2) d[k] = Math.abs(draw.gaussian());
      const curvature = multiply(matrix(1, d.length, d), hessian).data.reduce((sum, x, k) => sum + x * d[k], 0);
      least = Math.min(least, curvature);
    }
    expect(least).toBeGreaterThan(-1e-12);
  });

  test("no feasible step of moderate length leads lower", () => {
    const draw = random(3).fork("steps");
    let least = 0;
    for (let trial = 0; trial < 100; trial++) {
      least = Math.min(least, value(problem, near(point, draw)) - height);
    }
    expect(least).toBeGreaterThan(-1e-13);
  });

  test("projected gradient from nearby comes back to its f", () => {
    const start = near(point, random(4).fork("return"));
    expect(value(problem, start)).toBeGreaterThan(height);
    const stop = [gradientNormBelow(1e-9), afterIterations(300)];
    const { value: end } = finish(solve(problem, projectedGradient(), { start, stop }));
    expect(Math.abs(end - height)).toBeLessThan(1e-10);
  });
});

/** A feasible point at most a quarter of that away. */
function near(point: Float64Array, draw: Random): Float64Array {
  const step = point.map(() => draw.gaussian());
  const length = (0.25 * reachOf(point) * draw.uniform()) / norm(step);
  return point.map((x, k) => Math.max(0, x + length * step[k]));
}

/** How far the proofs reach at least: a share of the least positive entry, scaled by how steep the walls are. */
function reachOf(point: Float64Array): number {
  const least = Math.min(...point.filter((x) => x > 0));
  return 0.1 * least * Math.min(1, least);
}

function submatrix({ columns, data }: Matrix, kept: readonly number[]): Matrix {
  const entries = kept.flatMap((i) => kept.map((j) => data[i * columns + j]));
  return matrix(kept.length, kept.length, Float64Array.from(entries));
}
