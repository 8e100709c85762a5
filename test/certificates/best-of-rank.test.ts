import { expect, test } from "vitest";
import { bestOfRank, type Certificate, certificates } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { asymmetric, nonnegative } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { elasticNet, type Regularizer, ridge } from "../../src/regularizers/index.ts";

const [rows, columns] = [9, 6];
const draw = random(3);
const a = Float64Array.from({ length: rows * columns }, () => draw.uniform());
const { u, v, singularValues } = svd(matrix(rows, columns, a.slice()));
const column = (basis: typeof u, c: number) =>
  Float64Array.from({ length: basis.rows }, (_, i) => Math.abs(basis.data[i * basis.columns + c]));

function at(
  rank: number,
  left: Float64Array,
  right: Float64Array,
  observed = a,
  regularizer?: Regularizer,
): Certificate {
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed,
    loss: leastSquares(),
    regularizer: regularizer ?? ridge({ ridge: 0 }),
    parametrization: nonnegative({ rows, columns, rank }),
  });
  const point = problem.point();
  problem.parametrization.setFactors({ left: matrix(rows, rank, left), right: matrix(columns, rank, right) }, point);
  return finish(bestOfRank(problem, point));
}

const [perronLeft, perronRight] = [column(u, 0).map((x) => x * singularValues[0]), column(v, 0)];

test("at rank 1 the leading singular vectors have one sign, and are the best", () => {
  const certificate = at(1, perronLeft, perronRight);
  expect([certificate.verdict, certificate.quantity < 1e-10]).toEqual(["holds", true]);
  expect(certificate.sentence).toMatch(/^No matrix of rank 1, with signs or without/);
});

test("away from it the bound is what the singular values leave", () => {
  const certificate = at(
    2,
    Float64Array.from({ length: 2 * rows }, () => draw.uniform()),
    Float64Array.from({ length: 2 * columns }, () => draw.uniform()),
  );
  const left = singularValues.slice(2).reduce((sum, s) => sum + s * s, 0) / 2;
  expect(certificate.numbers.bound).toBeCloseTo(left, 10);
  expect(certificate.numbers.excess).toBeCloseTo(certificate.numbers.primal / left - 1, 8);
  expect(certificate.verdict).toBe("undecided");
});

test("of a matrix of that rank the bound is 0, and says so, and exact factors hold", () => {
  const [left, right] = [rows, columns].map((length) =>
    Float64Array.from({ length: 2 * length }, () => draw.uniform()),
  );
  const product = Float64Array.from({ length: rows * columns }, (_, e) => {
    const [i, j] = [Math.floor(e / columns), e % columns];
    return left[2 * i] * right[2 * j] + left[2 * i + 1] * right[2 * j + 1];
  });
  expect(at(2, left, right, product).verdict).toBe("holds");
  const other = at(
    2,
    left.map((x) => x + 0.1),
    right,
    product,
  );
  expect([other.verdict, other.sentence]).toEqual(["undecided", expect.stringMatching(/fits exactly/)]);
});

test.each([
  ["a ridge", ridge({ ridge: 0.1 })],
  ["an ℓ₁ penalty", elasticNet({ l1: 0.1 })],
])("with %s nothing is claimed", (_, regularizer) => {
  const certificate = at(1, perronLeft, perronRight, a, regularizer);
  expect([certificate.verdict, certificate.quantity]).toEqual(["undecided", Number.NaN]);
});

test("nor of factors of any sign", () => {
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: a,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank: 1 }),
  });
  expect(finish(bestOfRank(problem, problem.point())).verdict).toBe("undecided");
});

test("with a penalty neither it nor the best approximation is asked about", () => {
  const applies = (regularizer: Regularizer) => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows, columns }),
      observed: a,
      loss: leastSquares(),
      regularizer,
      parametrization: nonnegative({ rows, columns, rank: 2 }),
    });
    return [certificates.bestOfRank.applies(problem), certificates.bestApproximation.applies(problem)];
  };
  expect(applies(ridge({ ridge: 0 }))).toEqual([true, false]);
  expect(applies(elasticNet({ l1: 0.1 }))).toEqual([false, false]);
  expect(applies(ridge({ ridge: 0.1 }))).toEqual([false, false]);
});
