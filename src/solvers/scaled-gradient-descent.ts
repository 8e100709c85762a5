import type { SecondOrderProblem } from "../problem/problem.ts";
import { scaledDescent } from "./scaled-descent.ts";
import type { Solver } from "./solver.ts";

/**
 * Scaled gradient descent: L ← L − η ∇_L f (RᵀR + λI)⁻¹ and R ← R − η ∇_R f (LᵀL + λI)⁻¹, together, whose rate does not depend on the condition
 * number of X. λ = 0 is for the rank of the truth and a spectral start; a fixed λ of about σ_r(X) is ScaledGD(λ), for a
 * higher rank and a small random start. A step costs one 𝒜, one 𝒜* and O((m + n) r²); memory: six vectors of a
 * point's length.
 *
 * @param step η for an isometry, 0.5 as published; shortened where f would rise above its last values.
 * @param damping λ.
 * @throws RangeError where the step is not positive, or the damping negative or not finite.
 * @see Tong, Ma & Chi 2021, arXiv 2005.08898; Xu, Shen, Chi & Ma 2023 (damped), arXiv 2302.01186
 */
export function scaledGradientDescent({
  step = 0.5,
  damping = 0,
}: {
  step?: number;
  damping?: number;
} = {}): Solver<SecondOrderProblem> {
  if (!(damping >= 0 && damping < Infinity)) {
    throw new RangeError(`damping: expected a number ≥ 0; got ${damping}`);
  }
  return scaledDescent({ name: "scaledGradientDescent", step, damping: () => damping });
}
