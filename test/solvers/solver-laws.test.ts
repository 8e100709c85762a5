import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute, type Loss, leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { asymmetric, nonnegative, type Point } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  decreaseBelow,
  gradientNormBelow,
  type Iterate,
  type Solver,
  type StoppingRule,
  solve,
  solvers,
  valueBelow,
  when,
} from "../../src/solvers/index.ts";
import { suits } from "../../src/solvers/requirements.ts";
import { descent } from "../../src/solvers/solve.ts";
import { randomInstance } from "../certificates/random-instances.ts";
import { jointInstances } from "../oracles/fixtures.ts";
import { problemOf } from "../problem/problem-of.ts";

const joint = jointInstances();
const named = (name: string) => joint.find((instance) => instance.name === name)!;

type Convex = Parameters<typeof problemOf>[0];

/** The same data without what some solvers do not take: biases, then the penalty as well. */
const simpler = (convex: Convex): Convex[] => {
  const plain = { ...convex, mean: false, rowBias: false, columnBias: false };
  const { rowWeights: _, columnWeights: __, ...unweighted } = plain;
  return [convex, plain, { ...unweighted, ridge: 0, biasRidge: 0 }];
};

/** A full matrix with the entries that the data have, 0 elsewhere. */
function inFull(convex: Convex, rank: number, on = asymmetric, loss: Loss = leastSquares()): BlockProblem {
  const { rows, columns, rowIndex, columnIndex, values, ridge: strength } = convex;
  const observed = new Float64Array(rows * columns);
  for (let k = 0; k < values.length; k++) observed[rowIndex[k] * columns + columnIndex[k]] = values[k];
  return recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed,
    loss,
    regularizer: ridge({ ridge: strength }),
    parametrization: on({ rows, columns, rank }),
  }) as BlockProblem;
}

/** The first of these problems that a solver takes, at a rank, and a gaussian start. */
function begin(solver: Solver<BlockProblem>, convex: Convex, rank: number, seed: number) {
  const problem = [
    ...simpler(convex).map((data) => problemOf(data, rank)),
    inFull(convex, rank),
    inFull(convex, rank, nonnegative),
    inFull({ ...convex, ridge: 0 }, rank, asymmetric, absolute()),
  ].find((candidate) => suits(candidate, solver));
  if (!problem) throw new Error(`${solver.name}: no law has a problem that suits it; add one`);
  const draw = random(seed).fork("solver laws");
  const { nonnegative: signless } = problem.parametrization;
  return { problem, start: problem.point().map(() => (signless ? Math.abs(draw.gaussian()) : draw.gaussian())) };
}

/** ‖∇f‖, at nonnegative points of what admissible directions see. */
const slopeOf = (problem: BlockProblem, point: Point) =>
  norm(
    finish(problem.at(point).gradient()).map((g, k) =>
      problem.parametrization.nonnegative && point[k] === 0 ? Math.min(0, g) : g,
    ),
  );

describe.for(Object.entries(solvers))("%s", ([, make]) => {
  const solver = () => make() as Solver<BlockProblem>;
  const run = (problem: BlockProblem, start: Float64Array, stop: StoppingRule[]) => {
    const iterates: Iterate[] = [];
    const observe = (iterate: Iterate) => iterates.push({ ...iterate, point: iterate.point.slice() });
    const result = finish(solve(problem, solver(), { start, stop, observe }));
    return { result, iterates };
  };
  const drawn = (seed: number) => {
    const { convex, rank } = randomInstance(seed);
    return begin(solver(), convex, Math.min(rank + 1, convex.rows, convex.columns), seed);
  };

  test.for(Array.from({ length: 25 }, (_, k) => k))("f never rises where that is promised, seed %i", (seed) => {
    const { problem, start } = drawn(seed);
    const { iterates } = run(problem, start as Float64Array, [afterIterations(60)]);
    if (!solver().monotone) return;
    for (let k = 1; k < iterates.length; k++) {
      expect(iterates[k].value).toBeLessThanOrEqual(iterates[k - 1].value * (1 + 1e-12));
    }
    expect(iterates[0].value).toBeLessThanOrEqual(finish(problem.at(start).value()) * (1 + 1e-12));
  });

  test("each iterate's value and gradient norm are those of its point, numbered from 1", () => {
    const { problem, start } = begin(solver(), named("biases").problem, 3, 1);
    const { iterates } = run(problem, start as Float64Array, [afterIterations(15)]);
    for (const [k, { iteration, point, value, gradientNorm }] of iterates.entries()) {
      expect(iteration).toBe(k + 1);
      expect(Math.abs(finish(problem.at(point).value()) / value - 1)).toBeLessThan(1e-12);
      if (Number.isNaN(gradientNorm)) continue;
      expect(Math.abs(slopeOf(problem, point) - gradientNorm)).toBeLessThan(1e-9 * (1 + value));
    }
  });

  test("every point is as nonnegative as its start", () => {
    const { problem, start } = begin(solver(), named("biases").problem, 3, 6);
    if (!problem.parametrization.nonnegative) return;
    for (const { point } of run(problem, start as Float64Array, [afterIterations(40)]).iterates) {
      expect(point.every((x) => x >= 0)).toBe(true);
    }
  });

  test("the start stays as it was; the same run gives the same bits", () => {
    const { problem, start } = begin(solver(), named("counts and biases, an empty row").problem, 3, 2);
    const copy = start.slice();
    const one = run(problem, start as Float64Array, [afterIterations(20)]);
    expect(start).toEqual(copy);
    const fresh = begin(solver(), named("counts and biases, an empty row").problem, 3, 2);
    const two = run(fresh.problem, fresh.start as Float64Array, [afterIterations(20)]);
    expect(two.result).toEqual(one.result);
    expect(one.result.last).not.toBe(one.result.best);
    expect(one.result.bestValue).toBe(Math.min(...one.iterates.map(({ value }) => value)));
  });

  test("every stopping rule ends the run and gives its name", () => {
    const { problem, start } = begin(solver(), named("biases").problem, 4, 3);
    const f = finish(problem.at(start).value());
    const settling: [StoppingRule, boolean][] = [
      [gradientNormBelow(1e-3 * f), true],
      [decreaseBelow(1e-7), true],
    ];
    const rules: [StoppingRule, boolean][] = [
      [afterIterations(7), false],
      [valueBelow(0.5 * f), true],
      // Without a penalty some data have no best fit to converge to.
      ...(problem.regularizer.ridge > 0 ? settling : []),
      [when("asked", () => true), false],
    ];
    for (const [rule, converged] of rules) {
      const { result } = run(problem, start as Float64Array, [rule, afterIterations(4_000)]);
      expect(result.stopped).toEqual({ rule: rule.rule, converged });
      if (rule.needsGradient) {
        expect(slopeOf(problem, result.last)).toBeLessThanOrEqual(1.0001e-3 * f);
      }
    }
    expect(run(problem, start as Float64Array, [afterIterations(7)]).result.iterations).toBe(7);
    const lost = run(problem, start.map((x, k) => (k === 2 ? Number.NaN : x)) as Float64Array, [afterIterations(4)]);
    expect(lost.result.stopped).toEqual({ rule: "notFinite", converged: false });
  });

  test("a run taken up again goes as one that was never stopped", () => {
    const { problem, start } = begin(solver(), named("mean and column biases").problem, 4, 4);
    const whole = finish(descent(problem, solver(), start).until([afterIterations(30)]));
    const resumed = descent(problem, solver(), start);
    for (const limit of [1, 2, 11, 12]) finish(resumed.until([afterIterations(limit)]));
    expect(finish(resumed.until([afterIterations(30)]))).toEqual(whole);
  });

  test.for(["mean", "row biases without a mean", "biases", "counts", "one column", "everything observed"])(
    "finds the optimum of the convex problem where the rank suffices: %s",
    (name) => {
      // A method made for kinks promises no optimum where there are none.
      if (solver().needs.includes("subgradient")) return;
      const { problem: convex, objective, rank } = named(name);
      const enough = Math.min(rank + 1, convex.rows, convex.columns);
      // The optimum is known for this penalty alone.
      if (!suits(problemOf(convex, enough), solver())) return;
      const { problem, start } = begin(solver(), convex, enough, 5);
      const { result } = run(problem, start as Float64Array, [decreaseBelow(1e-13, 10), afterIterations(20_000)]);
      expect(result.stopped.converged).toBe(true);
      // Stopped by a decrease of 1e-13 a step, a slow method may still be some 1e-8 above.
      expect(result.bestValue / objective - 1).toBeLessThan(1e-7);
      expect(result.bestValue / objective - 1).toBeGreaterThan(-2e-12);
    },
  );
});
