import { dot } from "../linalg/dot.ts";
import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { factorPreconditioner } from "../problem/factor-preconditioner.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";
import { stagewise } from "./stagewise.ts";
import type { StepRule } from "./step-rules.ts";
import { subgradientDescent } from "./subgradient-descent.ts";

/**
 * The scaled subgradient method: L ← L − η_t S_L (RᵀR + λI)⁻¹ and R ← R − η_t S_R (LᵀL + λI)⁻¹, together, (S_L, S_R) in the
 * subdifferential, for losses with kinks. Its rate does not depend on the condition number of X at the rank of the truth, from a start in
 * its neighbourhood. A step costs one 𝒜, one 𝒜* and O((m + n) r²); memory: seven vectors of a point's length.
 *
 * @param step As of the subgradient method, in the metric of the scaling.
 * @param damping λ.
 * @throws RangeError where the damping is negative or not finite.
 * @see Tong, Ma & Chi 2021, doi:10.1109/TSP.2021.3051425
 */
export function scaledSubgradient({
  step = stagewise(),
  damping = 0,
}: {
  step?: StepRule;
  damping?: number;
} = {}): Solver<Problem> {
  if (!(damping >= 0 && damping < Infinity)) throw new RangeError(`damping: expected a number ≥ 0; got ${damping}`);
  return subgradientDescent({
    name: "scaledSubgradient",
    needs: ["subgradient", "factors"],
    step,
    *metric(problem, point, subgradient) {
      const from = Float64Array.from(subgradient);
      const direction = new Float64Array(point.length);
      yield* factorPreconditioner(problem, point, 1, { halved: false, damping })!(from, direction);
      const gradientNorm = Math.sqrt(dot(from, 0, direction, 0, from.length));
      return { direction, gradientNorm, pointNorm: scaledNorm(problem, point) };
    },
  });
}

/** ⟨θ, Mθ⟩^½ = √2 ‖X‖_F, of one factor on both sides as of two. */
function scaledNorm({ parametrization }: Problem, point: Point): number {
  const { left, right, rank } = parametrization.parts(point);
  const [a, b] = [left, right].map((factor) => {
    const tall = matrix(factor.length / Math.max(1, rank), rank, Float64Array.from(factor));
    return multiplyTransposed(tall, tall).data;
  });
  return Math.sqrt(2 * dot(a, 0, b, 0, a.length));
}
