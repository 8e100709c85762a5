import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { gaussNewtonMatrixRecovery } from "../../src/solvers/gauss-newton-matrix-recovery.ts";
import { afterIterations, alternatingLeastSquares, solve, valueBelow } from "../../src/solvers/index.ts";
import { randomStart, spectralStart } from "../../src/starts/index.ts";

const [SIZE, RANK] = [60, 3];

/** Entries at twice the degrees of freedom, where alternating least squares from the same start fails. */
function completion(strength = 0) {
  const { rows, columns, values } = planted({
    shape: [SIZE, SIZE],
    rank: RANK,
    condition: 10,
    oversampling: 2,
    leastEach: RANK,
    seed: 1,
  });
  const operator = entrySampling({ rows: SIZE, columns: SIZE, rowIndex: rows, columnIndex: columns });
  return recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows: SIZE, columns: SIZE, rank: RANK }),
  });
}

describe("gaussNewtonMatrixRecovery", () => {
  test.for(["setting", "averaging"] as const)("%s fits entries exactly where alternation does not", (variant) => {
    const problem = completion();
    const start = finish(spectralStart(problem));
    const stop = [valueBelow(1e-18), afterIterations(40)];
    const found = finish(solve(problem, gaussNewtonMatrixRecovery({ variant, innerIterations: 600 }), { start, stop }));
    expect(found.stopped.converged).toBe(true);
    expect(problem.store.counts.applications).toBeLessThan(25_000);
    const other = finish(
      solve(problem, alternatingLeastSquares({ depth: 0 }), { start, stop: [afterIterations(300)] }),
    );
    expect(other.value).toBeGreaterThan(1e-3);
  });

  test.for(["setting", "averaging", "updating"] as const)(
    "%s ends near the answer in a few steps from nearby",
    (variant) => {
      const operator = fullObservation({ rows: 12, columns: 9 });
      const draw = random(2);
      const truth = Float64Array.from({ length: 12 * 2 + 9 * 2 }, () => draw.gaussian());
      const parametrization = asymmetric({ rows: 12, columns: 9, rank: 2 });
      const { left, right } = parametrization.parts(truth);
      const observed = Float64Array.from({ length: 12 * 9 }, (_, k) => {
        const [i, j] = [Math.floor(k / 9), k % 9];
        return left[2 * i] * right[2 * j] + left[2 * i + 1] * right[2 * j + 1];
      });
      const problem = recoveryProblem({
        operator,
        observed,
        loss: leastSquares(),
        regularizer: ridge({ ridge: 0 }),
        parametrization,
      });
      // Factors of unequal length: what setting swaps for ever.
      const start = truth.map((x, k) => (k < 24 ? 1.2 : 0.9) * x + 0.01 * draw.gaussian());
      const { value } = finish(
        solve(problem, gaussNewtonMatrixRecovery({ variant }), { start, stop: [afterIterations(8)] }),
      );
      expect(value).toBeLessThan(1e-20);
    },
  );

  test("the start stays as it was; the same run gives the same bits", () => {
    const problem = completion();
    const start = randomStart(problem, { seed: 3 });
    const copy = start.slice();
    const run = () =>
      finish(solve(problem, gaussNewtonMatrixRecovery({ innerIterations: 30 }), { start, stop: [afterIterations(4)] }));
    expect(run()).toEqual(run());
    expect(start).toEqual(copy);
  });

  test("each iterate's value is that of its point", () => {
    const problem = completion();
    finish(
      solve(problem, gaussNewtonMatrixRecovery({ innerIterations: 30 }), {
        start: randomStart(problem),
        stop: [afterIterations(4)],
        observe: ({ point, value }) => {
          expect(finish(problem.at(point.slice()).value()) / value).toBeCloseTo(1, 12);
        },
      }),
    );
    expect.assertions(4);
  });

  test("a penalty is refused by name", () => {
    const problem = completion(0.1);
    const run = () =>
      finish(solve(problem, gaussNewtonMatrixRecovery(), { start: problem.point(), stop: [afterIterations(1)] }));
    expect(run).toThrow(/gaussNewtonMatrixRecovery: expected a ridge of 0/);
  });
});
