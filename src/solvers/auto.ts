import type { Problem } from "../problem/problem.ts";
import { alternatingLeastSquares } from "./alternating-least-squares.ts";
import { gaussNewton } from "./gauss-newton.ts";
import { gradientDescent } from "./gradient-descent.ts";
import { hierarchicalAlternatingLeastSquares } from "./hierarchical-alternating-least-squares.ts";
import { levenbergMarquardt } from "./levenberg-marquardt.ts";
import { nonlinearConjugateGradient } from "./nonlinear-conjugate-gradient.ts";
import { projectedGradient } from "./projected-gradient.ts";
import { randomizedSvd } from "./randomized-svd.ts";
import { suits } from "./requirements.ts";
import type { Solver } from "./solver.ts";
import { subgradientMethod } from "./subgradient-method.ts";

/** Fewer measurements a degree of freedom than this are few. */
const FEW = 3;

/** A solver and what it is taken for. */
interface Choice {
  /** As docs/choosing-a-solver.md says it. */
  readonly when: string;
  readonly make: () => Solver<never>;
  /** Beyond what the solver needs. */
  readonly applies: (problem: Problem) => boolean;
}

const always = () => true;

/** What `auto` goes through: the first that applies, and whose needs are met, is taken. */
export const CHOICES: readonly Choice[] = [
  { when: "squared error on everything, two factors without biases", make: randomizedSvd, applies: always },
  {
    when: "squared error on entries, or on everything with biases, two factors",
    make: alternatingLeastSquares,
    applies: ({ store }) => store.bound.factorSolve !== undefined,
  },
  {
    when: "fewer than 3 measurements a degree of freedom, a loss with second derivatives",
    make: levenbergMarquardt,
    applies: ({ observed, parametrization: { rows, columns, rank } }) =>
      observed.length < FEW * rank * (rows + columns - rank),
  },
  {
    when: "measurements that one pass gives with their adjoint, a loss with second derivatives",
    make: gaussNewton,
    applies: ({ store }) => store.bound.applyThenAdjoint !== undefined,
  },
  { when: "any other loss with second derivatives", make: nonlinearConjugateGradient, applies: always },
  {
    when: "nonnegative factors, squared error on everything or on entries",
    make: hierarchicalAlternatingLeastSquares,
    applies: always,
  },
  { when: "nonnegative factors, any loss without kinks", make: projectedGradient, applies: always },
  { when: "a loss without second derivatives", make: gradientDescent, applies: always },
  { when: "a loss with kinks", make: subgradientMethod, applies: always },
];

/** The solver that docs/choosing-a-solver.md recommends for a problem, by what the problem offers and how much is measured. */
export function auto(problem: Problem): Solver<Problem> {
  for (const { make, applies } of CHOICES) {
    const solver = make();
    // What it needs was checked, so it may be called on this problem.
    if (applies(problem) && suits(problem, solver)) return solver as Solver<never> as Solver<Problem>;
  }
  throw new Error("bug: the subgradient method takes every problem");
}
