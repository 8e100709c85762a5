import { acceleratedGradient } from "./accelerated-gradient.ts";
import { alternatingGradientDescent } from "./alternating-gradient-descent.ts";
import { alternatingLeastSquares } from "./alternating-least-squares.ts";
import { alternatingProjections } from "./alternating-projections.ts";
import { blockPrincipalPivoting } from "./block-principal-pivoting.ts";
import { gaugeFixedNewton } from "./gauge-fixed-newton.ts";
import { gaussNewton } from "./gauss-newton.ts";
import { gaussNewtonMatrixRecovery } from "./gauss-newton-matrix-recovery.ts";
import { gradientDescent } from "./gradient-descent.ts";
import { hierarchicalAlternatingLeastSquares } from "./hierarchical-alternating-least-squares.ts";
import { lanczosSvd } from "./lanczos-svd.ts";
import { lbfgs } from "./lbfgs.ts";
import { levenbergMarquardt } from "./levenberg-marquardt.ts";
import { multiplicativeUpdates } from "./multiplicative-updates.ts";
import { nonlinearConjugateGradient } from "./nonlinear-conjugate-gradient.ts";
import { preconditionedGradientDescent } from "./preconditioned-gradient-descent.ts";
import { projectedGradient } from "./projected-gradient.ts";
import { proximalGradient } from "./proximal-gradient.ts";
import { randomizedSvd } from "./randomized-svd.ts";
import { scaledGradientDescent } from "./scaled-gradient-descent.ts";
import { scaledSubgradient } from "./scaled-subgradient.ts";
import type { Solver } from "./solver.ts";
import { subgradientMethod } from "./subgradient-method.ts";
import { truncatedNewton } from "./truncated-newton.ts";
import { trustRegion } from "./trust-region.ts";

export { type Rates, unbalancedRates } from "./accelerated-gradient.ts";
export { auto } from "./auto.ts";
export type { ConjugacyRule } from "./nonlinear-conjugate-gradient.ts";
export type { Requirement } from "./requirements.ts";
export { type Result, type SolveOptions, solve } from "./solve.ts";
export type { Iterate, Solver } from "./solver.ts";
export { stagewise } from "./stagewise.ts";
export {
  armijo,
  barzilaiBorwein,
  fixedStep,
  geometricallyDecaying,
  polyak,
  type StepRule,
  type StepState,
} from "./step-rules.ts";
export {
  afterIterations,
  decreaseBelow,
  flatFor,
  gradientNormBelow,
  outOfReach,
  type StoppingRule,
  type StopReason,
  stepBelow,
  stepShrunkTo,
  valueBelow,
  when,
} from "./stopping.ts";
export {
  acceleratedGradient,
  alternatingGradientDescent,
  alternatingLeastSquares,
  alternatingProjections,
  blockPrincipalPivoting,
  gaugeFixedNewton,
  gaussNewton,
  gaussNewtonMatrixRecovery,
  gradientDescent,
  hierarchicalAlternatingLeastSquares,
  lanczosSvd,
  lbfgs,
  levenbergMarquardt,
  multiplicativeUpdates,
  nonlinearConjugateGradient,
  preconditionedGradientDescent,
  projectedGradient,
  proximalGradient,
  randomizedSvd,
  scaledGradientDescent,
  scaledSubgradient,
  subgradientMethod,
  truncatedNewton,
  trustRegion,
};

/** Every solver, by name. */
export const solvers = {
  acceleratedGradient,
  alternatingGradientDescent,
  lanczosSvd,
  lbfgs,
  levenbergMarquardt,
  multiplicativeUpdates,
  nonlinearConjugateGradient,
  preconditionedGradientDescent,
  projectedGradient,
  proximalGradient,
  randomizedSvd,
  scaledGradientDescent,
  scaledSubgradient,
  alternatingLeastSquares,
  blockPrincipalPivoting,
  alternatingProjections,
  gaugeFixedNewton,
  gaussNewton,
  gaussNewtonMatrixRecovery,
  gradientDescent,
  hierarchicalAlternatingLeastSquares,
  subgradientMethod,
  truncatedNewton,
  trustRegion,
} satisfies Record<string, () => Solver<never>>;
