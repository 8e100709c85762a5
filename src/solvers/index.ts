import { acceleratedGradient } from "./accelerated-gradient.ts";
import { alternatingGradientDescent } from "./alternating-gradient-descent.ts";
import { alternatingLeastSquares } from "./alternating-least-squares.ts";
import { gaussNewton } from "./gauss-newton.ts";
import { gradientDescent } from "./gradient-descent.ts";
import { lbfgs } from "./lbfgs.ts";
import { preconditionedGradientDescent } from "./preconditioned-gradient-descent.ts";
import { scaledGradientDescent } from "./scaled-gradient-descent.ts";
import type { Solver } from "./solver.ts";
import { truncatedNewton } from "./truncated-newton.ts";

export { type Rates, unbalancedRates } from "./accelerated-gradient.ts";
export type { Requirement } from "./requirements.ts";
export { type Result, type SolveOptions, solve } from "./solve.ts";
export type { Iterate, Solver } from "./solver.ts";
export { armijo, barzilaiBorwein, fixedStep, polyak, type StepRule, type StepState } from "./step-rules.ts";
export {
  afterIterations,
  decreaseBelow,
  gradientNormBelow,
  type StoppingRule,
  type StopReason,
  stepBelow,
  valueBelow,
  when,
} from "./stopping.ts";
export {
  acceleratedGradient,
  alternatingGradientDescent,
  alternatingLeastSquares,
  gaussNewton,
  gradientDescent,
  lbfgs,
  preconditionedGradientDescent,
  scaledGradientDescent,
  truncatedNewton,
};

/** Every solver, by name. */
export const solvers = {
  acceleratedGradient,
  alternatingGradientDescent,
  lbfgs,
  preconditionedGradientDescent,
  scaledGradientDescent,
  alternatingLeastSquares,
  gaussNewton,
  gradientDescent,
  truncatedNewton,
} satisfies Record<string, () => Solver<never>>;
