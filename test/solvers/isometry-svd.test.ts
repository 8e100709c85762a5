import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, lanczosSvd, randomizedSvd, solve, stepBelow } from "../../src/solvers/index.ts";

const [rows, columns, rank] = [40, 25, 4];

/** A matrix whose singular values fall by a fifth each, and its problem. */
function decaying(strength: number) {
  const draw = random(1);
  const gaussian = matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
  const { u, v } = svd(gaussian);
  const a = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let c = 0; c < columns; c++)
        a[i * columns + j] += 10 * 0.8 ** c * u.data[i * columns + c] * v.data[j * columns + c];
    }
  }
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: a,
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows, columns, rank }),
  }) as BlockProblem;
  return { problem, a };
}

const cases = [randomizedSvd, lanczosSvd].flatMap((make) => [0, 1, 6].map((strength) => [make, strength] as const));

test.for(cases)("%o reaches the best approximation of that rank, ridge %d; f never rises", ([make, strength]) => {
  const { problem } = decaying(strength);
  const sigma = Array.from({ length: columns }, (_, c) => 10 * 0.8 ** c);
  // ½ Σ (σ − s)² + λ Σ s with s = max(0, σ − λ) up to the rank.
  const best = sigma.reduce((sum, s, c) => {
    const kept = c < rank ? Math.max(0, s - strength) : 0;
    return sum + 0.5 * (s - kept) ** 2 + strength * kept;
  }, 0);
  const values: number[] = [];
  const start = problem.point().map((_, k) => Math.sin(k));
  const stop = [stepBelow(1e-10), afterIterations(60)];
  const result = finish(solve(problem, make(), { start, stop, observe: ({ value }) => values.push(value) }));
  expect(result.stopped.converged).toBe(true);
  expect(Math.abs(result.value / best - 1)).toBeLessThan(1e-12);
  for (let k = 1; k < values.length; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
  // Oversampled by 10, two steps are within a thousandth.
  expect(values[1] / best - 1).toBeLessThan(1e-3);
});

test("entries are no isometry: refused by name", () => {
  const { problem, a } = decaying(0);
  const operator = entrySampling({ rows: 2, columns: 2, rowIndex: [0, 1], columnIndex: [0, 1] });
  const other = recoveryProblem({
    operator,
    observed: a.slice(0, 2),
    loss: leastSquares(),
    regularizer: problem.regularizer,
    parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
  }) as BlockProblem;
  const run = () => finish(solve(other, randomizedSvd(), { start: other.point(), stop: [afterIterations(1)] }));
  expect(run).toThrow(/randomizedSvd: expected a matrix observed in full/);
});
