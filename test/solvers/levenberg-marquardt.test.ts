import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, type Iterate, solve, valueBelow } from "../../src/solvers/index.ts";
import { levenbergMarquardt } from "../../src/solvers/levenberg-marquardt.ts";
import { beliefPropagationStart, spectralStart } from "../../src/starts/index.ts";

/** Entries without noise or penalty: beyond the symmetry, Gauss–Newton's matrix is nearly singular. */
function completion(oversampling: number) {
  const size = 80;
  const { rows, columns, values } = planted({ shape: [size, size], rank: 4, oversampling, leastEach: 4, seed: 2 });
  const operator = entrySampling({ rows: size, columns: size, rowIndex: rows, columnIndex: columns });
  return recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: size, columns: size, rank: 4 }),
  });
}

test("from a spectral start it fits twice the degrees of freedom exactly, and falls at every step", () => {
  const problem = completion(2);
  const iterates: Iterate[] = [];
  const { stopped } = finish(
    solve(problem, levenbergMarquardt(), {
      start: finish(spectralStart(problem)),
      stop: [valueBelow(1e-20), afterIterations(60)],
      observe: (iterate) => iterates.push(iterate),
    }),
  );
  expect(stopped.converged).toBe(true);
  expect(problem.store.counts.applications).toBeLessThan(2_500);
  for (let k = 1; k < iterates.length; k++) expect(iterates[k].value).toBeLessThan(iterates[k - 1].value);
});

test("near an exact fit it is faster than linear: the last steps square the residual's fall", () => {
  const problem = completion(1.2);
  const values: number[] = [];
  finish(
    solve(problem, levenbergMarquardt(), {
      start: finish(beliefPropagationStart(problem)),
      stop: [valueBelow(1e-20), afterIterations(30)],
      observe: ({ value }) => values.push(value),
    }),
  );
  expect(values.at(-1)).toBeLessThanOrEqual(1e-20);
  expect(values.length).toBeLessThan(12);
  expect(values.at(-1)! / values.at(-2)!).toBeLessThan(1e-4);
});
