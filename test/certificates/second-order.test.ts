import { describe, expect, test } from "vitest";
import { type Certificate, secondOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { huber, type Loss, leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import {
  asymmetric,
  fixedRank,
  type Parametrization,
  type Point,
  symmetric,
} from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { ridge as ridgeOf } from "../../src/regularizers/index.ts";

const SIGMA = [6, 5, 4, 2, 1];
const RANK = 3;

type Make = (size: { rows: number; columns: number; rank: number }) => Parametrization;
const MAPS: Record<string, { make: Make; square: boolean; ridges: number[] }> = {
  asymmetric: { make: asymmetric, square: false, ridges: [0, 0.5] },
  symmetric: { make: symmetric, square: true, ridges: [0, 0.5] },
  fixedRank: { make: fixedRank, square: false, ridges: [0] },
};

/** Y = P Σ Qᵀ observed in full, and the stationary points made of some of its singular pairs. */
function approximation(
  { make, square }: (typeof MAPS)[string],
  ridge: number,
  [m, n]: readonly [number, number],
  unit = 1,
) {
  const draw = random(1).fork("approximation");
  const directions = (rows: number) =>
    svd(
      matrix(
        rows,
        SIGMA.length,
        Float64Array.from({ length: rows * SIGMA.length }, () => draw.gaussian()),
      ),
    ).u;
  const p = directions(m);
  const q = square ? p : directions(n);
  const observed = Float64Array.from({ length: m * n }, (_, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    return SIGMA.reduce((sum, s, k) => sum + unit * s * p.data[i * SIGMA.length + k] * q.data[j * SIGMA.length + k], 0);
  });
  const problem = recoveryProblem({
    operator: fullObservation({ rows: m, columns: n }),
    observed,
    loss: leastSquares(),
    regularizer: ridgeOf({ ridge }),
    parametrization: make({ rows: m, columns: n, rank: RANK }),
  });
  const pointOf = (picked: readonly number[]) => {
    const factor = (basis: typeof p) =>
      matrix(
        basis.rows,
        RANK,
        Float64Array.from({ length: basis.rows * RANK }, (_, at) => {
          const k = picked[at % RANK];
          return k < 0 ? 0 : Math.sqrt(unit * SIGMA[k] - ridge) * basis.data[Math.floor(at / RANK) * SIGMA.length + k];
        }),
      );
    const point = problem.point();
    problem.parametrization.setFactors({ left: factor(p), right: factor(q) }, point);
    return point;
  };
  return { problem, pointOf };
}

const certify = (problem: Problem, point: Point, options = {}) => finish(secondOrder(problem, point, options));
const valueAt = (problem: Problem, point: Point) => finish(problem.at(point).value());

/** The direction of a certificate lowers f, and by what it says. */
function expectFall(problem: Problem, point: Point, { direction, numbers }: Certificate) {
  if (!direction) throw new Error("no direction");
  expect(norm(direction)).toBeCloseTo(1, 12);
  const before = valueAt(problem, point);
  const after = valueAt(problem, problem.parametrization.retract(point, direction, numbers.step));
  expect(after).toBeLessThan(before);
  expect(numbers.predictedFall).toBeLessThanOrEqual(before - after);
}

describe.for(Object.entries(MAPS))("the points of a best approximation, on %s", ([name, map]) => {
  const sizes = map.square ? [[9, 9] as const, [55, 55] as const] : [[9, 8] as const, [60, 50] as const];
  const cases = sizes.flatMap((size) => map.ridges.map((ridge) => [size, ridge] as const));

  test.for(cases)("%j, ridge %d", ([size, ridge]) => {
    const { problem, pointOf } = approximation(map, ridge, size);
    const leading = certify(problem, pointOf([0, 1, 2]));
    expect([leading.verdict, leading.kind, leading.evidence]).toEqual(["holds", "strictLocalMinimum", "computed"]);
    // UUᵀ moves both factors at once: X moves twice as fast, and curvatures double.
    const pace = name === "symmetric" ? 2 : 1;
    const known = name === "fixedRank" ? 1 - SIGMA[3] / SIGMA[2] : pace * Math.min(SIGMA[2] - SIGMA[3], 2 * SIGMA[2]);
    expect(leading.numbers.curvatureBound).toBeLessThanOrEqual(known * (1 + 1e-9));
    for (const [third, gap] of [
      [3, SIGMA[2] - SIGMA[3]],
      [4, SIGMA[2] - SIGMA[4]],
    ]) {
      const point = pointOf([0, 1, third]);
      const swapped = certify(problem, point);
      expect([swapped.verdict, swapped.kind, swapped.evidence]).toEqual(["fails", "strictSaddle", "proved"]);
      const least = name === "fixedRank" ? 1 - SIGMA[2] / SIGMA[third] : -pace * gap;
      expect(swapped.numbers.curvature).toBeGreaterThanOrEqual(least * (1 + 1e-9));
      expect(swapped.numbers.curvature).toBeLessThan(0.98 * least);
      expectFall(problem, point, swapped);
    }
    if (!problem.parametrization.factored) return;
    for (const [picked, sigma] of [
      [[0, 1, -1], SIGMA[2]],
      [[-1, -1, -1], SIGMA[0]],
    ] as const) {
      const point = pointOf(picked);
      const hollow = certify(problem, point);
      expect(hollow.kind).toBe("strictSaddle");
      // −‖G‖₂ where nothing is penalised.
      expect(hollow.numbers.curvature).toBeGreaterThanOrEqual(-pace * (sigma - ridge) * (1 + 1e-9));
      expect(hollow.numbers.curvature).toBeLessThan(-0.97 * pace * (sigma - ridge));
      expect(hollow.sentence).toMatch(/leave a direction unused/);
      expectFall(problem, point, hollow);
    }
  });
});

describe("units do not matter, nor how the factors share them", () => {
  test.for([1e-150, 1e-60, 1e-12, 1e12, 1e60, 1e150])("scale %d", (unit) => {
    for (const size of [[9, 8] as const, [60, 50] as const]) {
      const { problem, pointOf } = approximation(MAPS.asymmetric, 0, size, unit);
      for (const [picked, kind] of [
        [[0, 1, 2], "strictLocalMinimum"],
        [[0, 1, 4], "strictSaddle"],
        [[0, 1, -1], "strictSaddle"],
      ] as const) {
        for (const by of [1, 30]) {
          const point = pointOf(picked);
          const { left, right } = problem.parametrization.parts(point);
          for (let k = 0; k < left.length; k++) left[k] *= by;
          for (let k = 0; k < right.length; k++) right[k] /= by;
          expect(certify(problem, point).kind).toBe(kind);
        }
      }
    }
  });
});

test("too few steps bound nothing, and it says so", () => {
  const { problem, pointOf } = approximation(MAPS.asymmetric, 0.5, [60, 50]);
  for (const mostSteps of [1, 4, 12]) {
    const { verdict, kind, sentence, numbers } = certify(problem, pointOf([0, 1, 2]), { mostSteps });
    expect([verdict, kind]).toEqual(["undecided", undefined]);
    expect(sentence).toMatch(/products with the Hessian are too few to bound the least/);
    expect(sentence).not.toMatch(/∞/);
    expect(Object.values(numbers).every(Number.isFinite)).toBe(true);
  }
});

test("a point away from every stationary one is told so, with the way down", () => {
  const { problem, pointOf } = approximation(MAPS.asymmetric, 0.5, [9, 8]);
  const point = pointOf([0, 1, 2]).map((x, k) => x * (1 + 0.1 * Math.sin(k)));
  const away = certify(problem, point);
  expect([away.verdict, away.kind]).toEqual(["fails", "notStationary"]);
  const { direction } = away;
  if (!direction) throw new Error("no direction");
  expect(norm(direction)).toBeCloseTo(1, 12);
  const after = valueAt(problem, problem.parametrization.retract(point, direction, 1e-3));
  expect(after).toBeLessThan(valueAt(problem, point));
});

test("without second derivatives it says so", () => {
  const { problem } = approximation(MAPS.asymmetric, 0.5, [9, 8]);
  const { name, value, derivative, conjugate } = huber({ threshold: 1 });
  const { operator, observed, regularizer, parametrization } = problem;
  const loss: Loss = { name, value, derivative, conjugate };
  const plain: Problem = recoveryProblem({ operator, observed, regularizer, parametrization, loss });
  const { verdict, sentence, kind } = certify(plain, plain.point());
  expect([verdict, kind]).toEqual(["undecided", undefined]);
  expect(sentence).toMatch(/no second derivatives/);
});
