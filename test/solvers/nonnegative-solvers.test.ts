import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { kullbackLeibler, type Loss, leastSquares } from "../../src/losses/index.ts";
import { entrySampling, fullObservation, type MeasurementOperator } from "../../src/operators/index.ts";
import { nonnegative, nonnegativeSymmetric } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { elasticNet, ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  blockPrincipalPivoting,
  decreaseBelow,
  hierarchicalAlternatingLeastSquares,
  multiplicativeUpdates,
  projectedGradient,
  type Solver,
  solve,
} from "../../src/solvers/index.ts";
import { suits } from "../../src/solvers/requirements.ts";
import { randomStart } from "../../src/starts/index.ts";

const SOLVERS = {
  projectedGradient,
  hierarchicalAlternatingLeastSquares,
  blockPrincipalPivoting,
  multiplicativeUpdates,
};

interface Data {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

const random01 = (rows: number, columns: number, scale = 1): Data => {
  const draw = random(7).fork("values");
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => scale * draw.uniform()) };
};

/** Every entry of the data, or all but a few. */
function problemOf({ rows, columns, values }: Data, rank: number, loss: Loss, some = false): Problem {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter((cell) => !some || cell % 5 !== 3);
  const operator: MeasurementOperator = some
    ? entrySampling({
        rows,
        columns,
        rowIndex: cells.map((cell) => Math.floor(cell / columns)),
        columnIndex: cells.map((cell) => cell % columns),
      })
    : fullObservation({ rows, columns });
  const observed = Float64Array.from(cells, (cell) => values[cell]);
  return recoveryProblem({
    operator,
    observed,
    loss,
    regularizer: ridge({ ridge: 0 }),
    parametrization: nonnegative({ rows, columns, rank }),
  });
}

const zeroed = (data: Data, at: (i: number, j: number) => boolean): Data => ({
  ...data,
  values: data.values.map((x, cell) => (at(Math.floor(cell / data.columns), cell % data.columns) ? 0 : x)),
});

const EXTREMES: Record<string, readonly [Data, number]> = {
  "a row and a column of zeros": [zeroed(random01(8, 6), (i, j) => i === 2 || j === 4), 3],
  "nothing but zeros": [zeroed(random01(5, 4), () => true), 2],
  "one number": [random01(1, 1), 1],
  "a rank of the smaller side": [random01(7, 5), 5],
  "numbers of 1e150": [random01(8, 6, 1e150), 2],
  "numbers of 1e-150": [random01(8, 6, 1e-150), 2],
};

describe.for(Object.entries(SOLVERS))("%s", ([, make]) => {
  test.for(Object.entries(EXTREMES))("on %s: finite, nonnegative, and f falls", ([, [data, rank]]) => {
    for (const loss of [leastSquares(), kullbackLeibler()]) {
      for (const some of [false, true]) {
        const problem = problemOf(data, rank, loss, some);
        if (!suits(problem, make()) || problem.observed.length === 0) continue;
        const start = randomStart(problem, { seed: 3 });
        const before = finish(problem.at(start).value());
        const values: number[] = [];
        const result = finish(
          solve(problem as never, make() as Solver<never>, {
            start,
            stop: [afterIterations(60)],
            observe: ({ value, point }) => {
              values.push(value);
              expect(point.every((x) => x >= 0 && x < Infinity)).toBe(true);
            },
          }),
        );
        expect(result.stopped.rule).toBe("afterIterations(60)");
        expect(values.every(Number.isFinite)).toBe(true);
        expect(result.bestValue).toBeLessThanOrEqual(before * (1 + 1e-12));
        for (let k = 1; k < values.length; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1] * (1 + 1e-12));
        if (before > 0 && norm(data.values) > 0 && data.rows > 1) expect(result.bestValue).toBeLessThan(before);
      }
    }
  });
});

test.for([hierarchicalAlternatingLeastSquares, blockPrincipalPivoting])(
  "ridge and ℓ₁ on all entries or some: the end is stationary, and sparser than without ℓ₁",
  (make) => {
    for (const some of [false, true]) {
      const plain = problemOf(random01(20, 15), 4, leastSquares(), some);
      const zeros = [0, 0.6].map((l1) => {
        const problem = plain.with({ regularizer: elasticNet({ ridge: 0.05, l1 }) });
        const stop = [decreaseBelow(1e-15, 20), afterIterations(3_000)];
        const { last } = finish(
          solve(problem as never, make() as Solver<never>, { start: randomStart(problem, { seed: 4 }), stop }),
        );
        const gradient = finish(problem.at(last).gradient());
        const scale = norm(finish(plain.at(problem.point().fill(1)).gradient()));
        const worst = gradient.map((g, k) => (last[k] > 0 ? Math.abs(g) : Math.max(0, -g)));
        expect(Math.max(...worst)).toBeLessThan(1e-5 * scale);
        return last.filter((x) => x === 0).length;
      });
      expect(zeros[1]).toBeGreaterThan(zeros[0]);
    }
  },
);

test("the first projected step never lands on 0, a saddle, whatever the start", () => {
  for (let seed = 0; seed < 12; seed++) {
    const draw = random(seed).fork("a sparse vector");
    const z = Float64Array.from({ length: 4 }, () => Math.max(0, draw.gaussian()));
    if (norm(z) === 0) continue;
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 4, columns: 4 }),
      observed: Float64Array.from({ length: 16 }, (_, cell) => z[cell >> 2] * z[cell & 3]),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: nonnegativeSymmetric({ rows: 4, rank: 2 }),
    });
    const start = problem.point().map(() => draw.uniform());
    const { bestValue } = finish(solve(problem, projectedGradient(), { start, stop: [afterIterations(300)] }));
    // Of rank 1 and observed in full every second-order point is the truth (nonnegative factors, Zhang 2025).
    expect(bestValue).toBeLessThan(1e-5 * norm(z) ** 4);
  }
});

test("a large matrix is factored through its compression: near the end after one iteration and few solves on the data", () => {
  const [rows, columns, rank] = [400, 300, 5];
  const draw = random(9).fork("planted");
  const factor = (length: number) => Float64Array.from({ length: length * rank }, () => Math.max(0, draw.gaussian()));
  const [u, v] = [factor(rows), factor(columns)];
  const values = Float64Array.from({ length: rows * columns }, (_, cell) => {
    let x = 0.1 * Math.abs(draw.gaussian());
    for (let c = 0; c < rank; c++) x += u[Math.floor(cell / columns) * rank + c] * v[(cell % columns) * rank + c];
    return x;
  });
  const problem = problemOf({ rows, columns, values }, rank, leastSquares());
  const start = randomStart(problem, { seed: 1 });
  const reached = (iterations: number) =>
    finish(
      solve(problem as never, hierarchicalAlternatingLeastSquares() as Solver<never>, {
        start,
        stop: [afterIterations(iterations)],
      }),
    ).value;
  const first = reached(1);
  expect(problem.store.counts.blockSolves).toBe(3);
  expect(problem.store.counts.applications + problem.store.counts.adjoints).toBe(3);
  expect(first).toBeLessThan(1.02 * reached(60));
});
