import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, fixedRank, type Parametrization } from "../../src/parametrizations/index.ts";
import { type BlockProblem, planted, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  gaussNewton,
  type Solver,
  solve,
  truncatedNewton,
  trustRegion,
  when,
} from "../../src/solvers/index.ts";
import { spectralStart } from "../../src/starts/index.ts";

const SHAPES = { asymmetric, fixedRank };

/** A noiseless completion problem of rank 3, and ‖∇f‖ by iteration from the spectral start. */
function run(make: () => Solver<never>, shape: keyof typeof SHAPES, condition: number) {
  const data = planted({ shape: [40, 30], rank: 3, condition, oversampling: 4, seed: 3 });
  const [rows, columns] = data.shape;
  const operator = entrySampling({ rows, columns, rowIndex: data.rows, columnIndex: data.columns });
  const parametrization: Parametrization = SHAPES[shape]({ rows, columns, rank: 3 });
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(data.values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  }) as BlockProblem;
  const start = finish(spectralStart(problem));
  const { counts } = problem.store;
  const before = counts.applications;
  const norms: number[] = [];
  const small = when("small", () => norms.at(-1)! <= 1e-10 * norms[0]);
  const stop = [small, afterIterations(300)];
  const observe = ({ gradientNorm }: { gradientNorm: number }) => norms.push(gradientNorm);
  const { stopped } = finish(solve(problem, make() as Solver<BlockProblem>, { start, stop, observe }));
  return { norms, applications: counts.applications - before, found: stopped.rule === "small" };
}

/** The best order of two steps in a row: log(g₂/g₁)/log(g₁/g₀) where all three are well above rounding. */
function order(norms: number[]): number {
  const seen = norms.filter((size) => size > 1e-11 * norms[0]);
  return Math.max(
    ...seen
      .slice(2)
      .map((size, k) => Math.log(size / seen[k + 1]) / Math.log(seen[k + 1] / seen[k]))
      .filter((p) => p < 4),
  );
}

describe.for(["asymmetric", "fixedRank"] as const)("%s", (shape) => {
  const secondOrder: [string, () => Solver<never>, number][] = [
    ["gaussNewton to the last digit", () => gaussNewton({ leastTolerance: 0 }), 1.7],
    ["trustRegion", trustRegion, 1.6],
    ["truncatedNewton", truncatedNewton, 1.3],
  ];
  test.for(secondOrder)("%s is superlinear", ([, make, least]) => {
    const { norms, found } = run(make, shape, 3);
    expect(found).toBe(true);
    expect(order(norms)).toBeGreaterThan(least);
  });
});
