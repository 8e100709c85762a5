import { expect, test } from "vitest";
import { secondOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { qr } from "../../src/linalg/qr.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, type Point } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";

const SIZE = 2000;
const HALF = SIZE / 2;
const RANK = 5;
/** Of X on the first half of the rows and columns; what stands on the second half is not fitted, and 1.5. */
const FITTED = [3, 2.5, 2, 1.6, 1];
const UNFITTED = 1.5;

/**
 * A quarter of the entries of a matrix that is 0 outside two diagonal blocks: `kept` pairs of the first are fitted exactly, so that what
 * is left of the second, and of the first, is orthogonal to the factors and the point stationary to the last digit.
 */
function blocks(kept: number): { problem: BlockProblem; point: Point } {
  const draw = random(1).fork("blocks");
  const gaussian = (rows: number, columns: number) =>
    matrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
    );
  const [p, q] = [qr(gaussian(HALF, RANK)).q, qr(gaussian(HALF, RANK)).q];
  const [a, b] = [qr(gaussian(HALF, 1)).q.data, qr(gaussian(HALF, 1)).q.data];
  const cells = Array.from({ length: (SIZE * SIZE) / 4 }, (_, k) => 4 * k + draw.integer(4));
  const value = (i: number, j: number) => {
    if (i < HALF !== j < HALF) return 0;
    if (i >= HALF) return UNFITTED * HALF * a[i - HALF] * b[j - HALF];
    let sum = 0;
    for (let c = 0; c < kept; c++) sum += FITTED[c] * HALF * p.data[i * RANK + c] * q.data[j * RANK + c];
    return sum;
  };
  const rowIndex = cells.map((cell) => Math.floor(cell / SIZE));
  const columnIndex = cells.map((cell) => cell % SIZE);
  const problem = recoveryProblem({
    operator: entrySampling({ rows: SIZE, columns: SIZE, rowIndex, columnIndex }),
    observed: Float64Array.from(cells, (_, k) => value(rowIndex[k], columnIndex[k])),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: SIZE, columns: SIZE, rank: RANK }),
  });
  const point = problem.point();
  const { left, right } = problem.parametrization.parts(point);
  for (let i = 0; i < HALF; i++) {
    for (let c = 0; c < kept; c++) {
      left[i * RANK + c] = Math.sqrt(FITTED[c] * HALF) * p.data[i * RANK + c];
      right[i * RANK + c] = Math.sqrt(FITTED[c] * HALF) * q.data[i * RANK + c];
    }
  }
  return { problem, point };
}

/** In gradient evaluations: an application and an adjoint each. */
function cost(problem: BlockProblem, work: () => void): number {
  const { counts } = problem.store;
  const before = counts.applications + counts.adjoints;
  work();
  return (counts.applications + counts.adjoints - before) / 2;
}

test.for([
  ["whose fit has a pair weaker than one it left out", RANK],
  ["with an empty column", RANK - 1],
] as const)("a saddle %s costs less than 50 gradients at n = 2000 with 10⁶ entries", ([, kept]) => {
  const { problem, point } = blocks(kept);
  const { wasm } = problem.store.workspace.memory;
  const before = wasm.buffer.byteLength;
  const spent = cost(problem, () => {
    const { kind, evidence, numbers } = finish(secondOrder(problem, point));
    expect([kind, evidence]).toEqual(["strictSaddle", "proved"]);
    expect(numbers.predictedFall).toBeGreaterThan(0);
  });
  // 50 are allowed: a product with the Hessian takes up to twice as long as a gradient.
  expect(spent).toBeLessThan(25);
  // Eight numbers a measurement, those of a gradient with them: nothing is formed of X.
  expect(wasm.buffer.byteLength - before).toBeLessThan(8 * 8 * problem.observed.length);
});

test("a product with the Hessian is an application and an adjoint, as a gradient is", () => {
  const { problem, point } = blocks(RANK);
  const evaluation = problem.at(point);
  expect(cost(problem, () => void finish(evaluation.gradient()))).toBe(1);
  expect(cost(problem, () => void finish(evaluation.hessianVector(point)))).toBe(1);
});
