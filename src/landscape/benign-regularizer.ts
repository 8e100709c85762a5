import { dot } from "../linalg/dot.ts";
import type { Motions } from "../parametrizations/gauge.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";

/** What a benign regulariser is made of. */
export interface BenignRegularizerOptions {
  /** The point that it is built at: on the orbit of a solution, or the iterate itself where no truth is known. */
  readonly reference: Point;
  /** c: the least curvature of the loss in X along tangent matrices, or a guess of it. */
  readonly strength: number;
  /** The motions that leave the objective as it is; a ridge keeps only the orthogonal ones. */
  readonly motions?: Motions;
}

/** A convex quadratic in θ that a descent does not notice and that curves the directions of the symmetry. */
export interface BenignRegularizer {
  /** R(θ). */
  value(point: Point): number;
  /** ∇R(θ), which is 0 wherever the reference is the nearest point of its orbit. */
  gradient(point: Point): Float64Array;
  /** ∇²R ξ, the same at every point. */
  hessianVector(direction: Point): Float64Array;
}

/**
 * R(θ) = (c/2) ‖K_ref(θ − ref)‖², K that of the gauge, each factor counted as often as X has it: with the reference nearest
 * to θ on its orbit (`aligned`), R and ∇R vanish at θ, so that gradient descent on f and on f + R make the same step, while the
 * Hessian of f + R is positive definite about a strict solution. For X = U Uᵀ it is (c/2)‖U*ᵀU − UᵀU*‖², for an f without a
 * factor ½. On a manifold, which has no symmetry, it is 0.
 *
 * The form is a construction of ours that has the two properties that the paper's abstract asks for.
 *
 * @throws RangeError where the strength is not a finite number ≥ 0, or the reference has another length than a point.
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export function benignRegularizer(
  parametrization: Parametrization,
  { reference, strength, motions = "all" }: BenignRegularizerOptions,
): BenignRegularizer {
  if (!(strength >= 0 && strength < Infinity)) {
    throw new RangeError(`strength: expected a number ≥ 0; got ${strength}`);
  }
  if (reference.length !== parametrization.dimension) {
    throw new RangeError(
      `reference: expected ${parametrization.dimension} numbers, the length of a point; got ${reference.length}`,
    );
  }
  const gauge = parametrization.gauge(reference, motions);
  const { left, right } = parametrization.parts(reference);
  // Where one factor stands on both sides, K ξ counts it twice.
  const c = strength * (left === right ? 4 : 1);
  const apart = (point: Point) => Float64Array.from(point, (x, k) => x - reference[k]);
  const hessianVector = (direction: Point) => gauge.adjoint(gauge.apply(direction).map((x) => c * x));
  return {
    value(point) {
      const k = gauge.apply(apart(point));
      return 0.5 * c * dot(k, 0, k, 0, k.length);
    },
    gradient: (point) => hessianVector(apart(point)),
    hessianVector,
  };
}
