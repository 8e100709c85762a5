import { expectTypeOf, test } from "vitest";
import type { Loss, SmoothLoss } from "../../src/losses/loss.ts";
import {
  type BlockProblem,
  canNonnegativeSolve,
  type Problem,
  type SecondOrderProblem,
} from "../../src/problem/problem.ts";
import type { RecoveryProblemOptions } from "../../src/problem/problem-context.ts";
import { recoveryProblem } from "../../src/problem/recovery-problem.ts";
import {
  alternatingLeastSquares,
  gradientDescent,
  hierarchicalAlternatingLeastSquares,
  type SolveOptions,
  type Solver,
  solve,
} from "../../src/solvers/index.ts";

declare const options: SolveOptions;
declare const rest: Omit<RecoveryProblemOptions, "loss">;
declare const smooth: SmoothLoss;
declare const rough: Loss;
declare const blocks: BlockProblem;
declare const secondOrder: Solver<SecondOrderProblem>;

test("a loss with a curvature makes a problem with second derivatives, another loss does not", () => {
  expectTypeOf(recoveryProblem({ ...rest, loss: smooth })).toEqualTypeOf<SecondOrderProblem>();
  expectTypeOf(recoveryProblem({ ...rest, loss: rough })).toEqualTypeOf<Problem>();
});

test("a second-order solver takes a loss with a curvature and no other", () => {
  solve(recoveryProblem({ ...rest, loss: smooth }), secondOrder, options);
  // @ts-expect-error the loss has no second derivatives
  solve(recoveryProblem({ ...rest, loss: rough }), secondOrder, options);
});

test("an exact minimiser over one factor is asked for only where the problem has one", () => {
  const solver = alternatingLeastSquares();
  expectTypeOf(solve<BlockProblem>)
    .parameter(1)
    .toExtend<typeof solver>();
  // @ts-expect-error nothing says that this problem can be solved by blocks
  solve(recoveryProblem({ ...rest, loss: rough }), alternatingLeastSquares(), options);
});

test("solves over a nonnegative factor are asked for only where the problem has them", () => {
  // @ts-expect-error nothing says that its factors are nonnegative
  solve(recoveryProblem({ ...rest, loss: smooth }), hierarchicalAlternatingLeastSquares(), options);
  const problem: Problem = recoveryProblem({ ...rest, loss: smooth });
  if (canNonnegativeSolve(problem)) solve(problem, hierarchicalAlternatingLeastSquares(), options);
});

test("gradient descent takes every problem", () => {
  solve(recoveryProblem({ ...rest, loss: rough }), gradientDescent(), options);
  solve(recoveryProblem({ ...rest, loss: smooth }), gradientDescent(), options);
});
