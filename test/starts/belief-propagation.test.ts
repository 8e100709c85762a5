import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type PlantedOptions, type Problem, planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, alternatingLeastSquares, solve, valueBelow } from "../../src/solvers/index.ts";
import { beliefPropagationStart, randomStart } from "../../src/starts/index.ts";

/** A planted completion problem without a penalty, searched at `rank`, and a point's relative error. */
function instance(
  options: PlantedOptions,
  { rank = options.rank, weight = undefined as ((k: number) => number) | undefined } = {},
) {
  const { shape, truth, rows: rowIndex, columns: columnIndex, values } = planted(options);
  const [rows, columns] = shape;
  const weights = Float64Array.from(values, (_, k) => weight?.(k) ?? 1);
  const operator = entrySampling({ rows, columns, rowIndex, columnIndex, weights });
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank }),
  });
  const relativeError = (point: Float64Array | Float32Array): number => {
    const { left, right } = problem.parametrization.parts(point);
    let [error, size] = [0, 0];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let [x, y] = [0, 0];
        for (let c = 0; c < rank; c++) x += left[i * rank + c] * right[j * rank + c];
        for (let c = 0; c < options.rank; c++) {
          y += truth.left.data[i * options.rank + c] * truth.right.data[j * options.rank + c];
        }
        error += (x - y) ** 2;
        size += y * y;
      }
    }
    return Math.sqrt(error / size);
  };
  return { problem, relativeError };
}

const HARD: PlantedOptions = { shape: [100, 100], rank: 5, oversampling: 1.3, leastEach: 5 };

describe("beliefPropagationStart", () => {
  test.for([
    HARD,
    { ...HARD, condition: 10, seed: 1 },
    { ...HARD, oversampling: 1.1, seed: 2 },
    { ...HARD, oversampling: 1.1, condition: 10, seed: 3 },
    { shape: [120, 60] as const, rank: 3, oversampling: 1.5, leastEach: 3, seed: 4 },
    { shape: [60, 120] as const, rank: 1, oversampling: 2, leastEach: 2, seed: 5 },
    { shape: [30, 40] as const, rank: 3, seed: 6 },
  ])("few entries determine the matrix, and a local method ends at it: %o", (options) => {
    const { problem, relativeError } = instance(options);
    const start = finish(beliefPropagationStart(problem));
    expect(relativeError(start)).toBeLessThan(1e-2);
    const { best } = finish(
      solve(problem, alternatingLeastSquares(), { start, stop: [valueBelow(1e-20), afterIterations(1_000)] }),
    );
    expect(relativeError(best)).toBeLessThan(1e-8);
  });

  test("without it descent ends elsewhere", () => {
    const { problem, relativeError } = instance(HARD);
    const start = randomStart(problem);
    const { best } = finish(
      solve(problem, alternatingLeastSquares(), { start, stop: [valueBelow(1e-20), afterIterations(1_000)] }),
    );
    expect(relativeError(best)).toBeGreaterThan(0.1);
  });

  test("noise moves it by about its own size", () => {
    const { problem, relativeError } = instance({ ...HARD, oversampling: 3, noise: 0.1 });
    expect(relativeError(finish(beliefPropagationStart(problem)))).toBeLessThan(0.12);
  });

  test("a rank that is too large by a little still finds the matrix", () => {
    const { problem, relativeError } = instance({ ...HARD, oversampling: 3 }, { rank: 7 });
    expect(relativeError(finish(beliefPropagationStart(problem)))).toBeLessThan(1e-2);
  });

  test("weights, repeats and scale leave an exact answer where it is", () => {
    const plain = instance(HARD);
    const weighted = instance(HARD, { weight: (k) => 1 + (k % 3) });
    for (const { problem, relativeError } of [plain, weighted]) {
      expect(relativeError(finish(beliefPropagationStart(problem, { tolerance: 1e-6 })))).toBeLessThan(1e-5);
    }
  });

  test("the same seed gives the same bits, and the start belongs to its problem", () => {
    const { problem } = instance(HARD);
    const one = finish(beliefPropagationStart(problem, { seed: 3 }));
    expect(finish(beliefPropagationStart(problem, { seed: 3 }))).toEqual(one);
    expect(finish(beliefPropagationStart(problem, { seed: 4 }))).not.toEqual(one);
    expect(one.length).toBe(problem.parametrization.dimension);
  });

  test("rank 0 and observations of 0 start at 0", () => {
    const { problem } = instance(HARD, { rank: 0 });
    expect(finish(beliefPropagationStart(problem)).length).toBe(0);
    const silent: Problem = recoveryProblem({ ...instance(HARD).problem, observed: new Float64Array(1268) });
    expect(finish(beliefPropagationStart(silent)).every((x) => x === 0)).toBe(true);
  });

  test.for([1e-300, 1e-155, 1e60, 1e155, 1e300])(
    "units of %d, and weights of every size: a point of numbers",
    (unit) => {
      for (const weight of [0, 10, 150]) {
        for (let seed = 0; seed < 20; seed++) {
          const draw = random(seed);
          const list = (bound: number) => Int32Array.from({ length: 22 }, () => draw.integer(bound));
          const weights = Float64Array.from({ length: 22 }, () => 10 ** (weight * (2 * draw.uniform() - 1)));
          const operator = entrySampling({ rows: 3, columns: 7, rowIndex: list(3), columnIndex: list(7), weights });
          const observed = operator.measure(Float64Array.from({ length: 22 }, () => unit * draw.gaussian()));
          if (!observed.every(Number.isFinite)) continue;
          const problem = recoveryProblem({
            operator,
            observed,
            loss: leastSquares(),
            regularizer: ridge({ ridge: 0 }),
            parametrization: asymmetric({ rows: 3, columns: 7, rank: 3 }),
          });
          expect(finish(beliefPropagationStart(problem, { seed })).every(Number.isFinite)).toBe(true);
        }
      }
    },
  );

  test("an operator without entries is refused by name", () => {
    const operator = fullObservation({ rows: 4, columns: 3 });
    const problem = recoveryProblem({
      operator,
      observed: new Float64Array(12),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 4, columns: 3, rank: 1 }),
    });
    expect(() => finish(beliefPropagationStart(problem))).toThrow(/expected sampled entries/);
  });
});
