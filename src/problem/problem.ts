import type { Precision } from "../kernels/kernels.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Loss } from "../losses/loss.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import type { Regularizer } from "../regularizers/regularizer.ts";
import type { Store } from "./store.ts";

/** f(θ) = Σ ℓ(𝒜(φ(θ)), y) + penalty(θ), with what can be asked of it. */
export interface Problem {
  readonly operator: MeasurementOperator;
  readonly observed: Float64Array;
  readonly loss: Loss;
  readonly regularizer: Regularizer;
  readonly parametrization: Parametrization;
  readonly precision: Precision;
  /** The memory, with the operator in it, that this problem shares with its variants. */
  readonly store: Store;
  /** A zero point (or direction) of this problem's length and number format. */
  point(): Point;
  /** What is known at a point; computed only as asked, and valid until the point's numbers change. */
  at(point: Point): Evaluation;
  /** The same data at another rank, penalty or number format; memory and counts are shared. */
  with(changes: { rank?: number; regularizer?: Regularizer; precision?: Precision }): Problem;
}

/** The objective at one point, computed as asked. */
export interface Evaluation {
  readonly point: Point;
  /** f(θ). */
  value(): Steps<number>;
  /** Σ ℓ alone. */
  loss(): Steps<number>;
  /** ∇f(θ), a fresh vector. */
  gradient(): Steps<Point>;
  /** 𝒜(X), one number a measurement, in float64. */
  prediction(): Steps<Float64Array>;
  /** −ℓ′(𝒜(X), y), one number a measurement, in float64: the residual y − 𝒜(X) for least squares. */
  negativeDerivative(): Steps<Float64Array>;
}

/** A problem whose loss has a curvature. */
export interface SecondOrderProblem extends Problem {
  at(point: Point): SecondOrderEvaluation;
  with(changes: { rank?: number; regularizer?: Regularizer; precision?: Precision }): SecondOrderProblem;
}

/** An evaluation with the Hessian's action. */
export interface SecondOrderEvaluation extends Evaluation {
  /** J*(ℓ″ ∘ J ξ) + the penalty's Hessian, J the derivative of θ ↦ 𝒜(φ(θ)): positive semidefinite; a fresh vector. */
  gaussNewtonVector(direction: Point): Steps<Point>;
  /** ⟨ξ, Gauss–Newton ξ⟩ = Σ ℓ″ (J ξ)² + the penalty's, by one application of 𝒜 and none of 𝒜*. */
  curvatureAlong(direction: Point): Steps<number>;
  /** ∇²f(θ) ξ, a fresh vector. */
  hessianVector(direction: Point): Steps<Point>;
}

/**
 * A problem that can be minimised over one factor and its biases: least squares with a quadratic penalty. Exactly where the
 * operator has a solve of its own, else to a tenth of that side's gradient.
 */
export interface BlockProblem extends SecondOrderProblem {
  /** Moves one factor and its biases to their minimiser, then the mean to its own, in place. */
  blockSolve(side: "left" | "right", point: Point): Steps<BlockSolveOutcome>;
  with(changes: { rank?: number; regularizer?: Regularizer; precision?: Precision }): BlockProblem;
}

/** A problem over two nonnegative factors, each of which can be moved towards its minimiser: least squares at entries, or in full. */
export interface NonnegativeProblem extends SecondOrderProblem {
  /** Moves one factor towards the minimiser over it, the other held, in place; f does not rise. */
  readonly nonnegativeSolve: NonnegativeFactorSolve;
  /**
   * The same on the observations compressed to a matrix of rank `width`, where that is cheap: the value is f but for what they lost.
   */
  readonly compressedSolve?: (options: { width: number; seed: number }) => Steps<NonnegativeFactorSolve>;
  with(changes: { rank?: number; regularizer?: Regularizer; precision?: Precision }): NonnegativeProblem;
}

/** By so many rounds over the coordinates of one factor; 0: to the minimiser itself. */
export type NonnegativeFactorSolve = (
  side: "left" | "right",
  point: Point,
  options: { readonly sweeps: number },
) => Steps<BlockSolveOutcome>;

/** What an exact solve over one factor reached. */
export interface BlockSolveOutcome {
  /** f at the new point. */
  readonly value: number;
  /** Rows whose system could not be solved, left as they were. */
  readonly failed: number;
}

/** Does this problem offer exact solves over a factor. */
export function canBlockSolve(problem: Problem): problem is BlockProblem {
  return "blockSolve" in problem;
}

/** Does this problem offer solves over a nonnegative factor. */
export function canNonnegativeSolve(problem: Problem): problem is NonnegativeProblem {
  return "nonnegativeSolve" in problem;
}
