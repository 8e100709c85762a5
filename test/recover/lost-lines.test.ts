import { expect, test } from "vitest";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { plantedMatrix, recoveryProblem } from "../../src/problem/index.ts";
import { regainedLines } from "../../src/recover/lost-lines.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { separate } from "../../src/tasks/index.ts";

const [rows, columns, rank] = [60, 40, 3];
const { left, right } = plantedMatrix({ shape: [rows, columns], rank, seed: 3 });
const truth = multiply(left, transpose(right)).data;
const cells = Array.from(truth.keys());
const places = { row: (k: number) => Math.floor(k / columns), column: (k: number) => k % columns };
const operator = entrySampling({
  rows,
  columns,
  rowIndex: cells.map(places.row),
  columnIndex: cells.map(places.column),
});

/** The truth but for row 7, and the list of all that this makes look wrong, with some entries that are. */
function lost(share: number) {
  const draw = random(5).fork("lost");
  const observed = truth.map((x, k) => (places.row(k) === 7 && draw.uniform() < share ? x + 1 + draw.uniform() : x));
  const problem = recoveryProblem({
    operator,
    observed,
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank }),
  });
  const point = problem.point();
  problem.parametrization.setFactors({ left, right }, point);
  point.fill(0.1, 7 * rank, 8 * rank);
  const outliers = Int32Array.from(cells.filter((k) => places.row(k) === 7));
  return { problem, point, outliers };
}

test.for([0, 0.3, 0.5])("a row that was taken for outliers comes back, %d of it wrong indeed", (share) => {
  const { problem, point, outliers } = lost(share);
  const found = regainedLines(problem, point, { outliers, threshold: 1e-9, places });
  const row = (at: ArrayLike<number>) => Float64Array.from({ length: rank }, (_, c) => at[7 * rank + c]);
  const exact = row(left.data);
  expect(norm(row(found!).map((x, c) => x - exact[c]))).toBeLessThan(1e-9 * norm(exact));
  expect(found!.filter((_, k) => k < 7 * rank || k >= 8 * rank)).toEqual(
    point.filter((_, k) => k < 7 * rank || k >= 8 * rank),
  );
});

test("without a lost line, or with no better fit to one, there is nothing to regain", () => {
  const { problem, point, outliers } = lost(0);
  expect(regainedLines(problem, point, { outliers: outliers.slice(0, 3), threshold: 1e-9, places })).toBeUndefined();
  const whole = point.slice();
  problem.parametrization.setFactors({ left, right }, whole);
  expect(regainedLines(problem, whole, { outliers, threshold: 1e-9, places })).toBeUndefined();
});

test.for([1, 2, 3, 4])("separate leaves no row behind: a fifth wrong, a fifth missing, seed %i", async (seed) => {
  const draw = random(seed).fork("entries");
  const size = norm(truth) / Math.sqrt(truth.length);
  const dense = truth.map((x) => {
    const wrong = draw.uniform() < 0.2 ? 20 * size * (draw.uniform() - 0.5) : 0;
    return draw.uniform() < 0.2 ? Number.NaN : x + wrong;
  });
  const { model } = await separate({ dense, shape: [rows, columns] }, { rank });
  const found = multiply(model.left, transpose(model.right)).data;
  expect(norm(found.map((x, k) => x - truth[k]))).toBeLessThan(1e-11 * norm(truth));
});
