import type { OracleDirection } from "./oracle-direction.ts";

/** Whether one step along the oracle direction lowers the objective. */
export interface EscapeFeasibility {
  /** > 1 exactly where the line X + t u qᵀ through a stationary point has a lower point (least squares). */
  readonly exact: number;
  /** Its two parts: the negative curvature, and the alignment of 𝒜(B) with 𝒜(u uᵀ). */
  readonly curvature: number;
  readonly alignment: number;
  /** The paper's score, which bounds both parts by the restricted isometry constant δ: > 1 only where `exact` is; NaN without δ. */
  readonly score: number;
}

/**
 * The escape feasibility score −λ/(σ²(1+δ)) + κ²/(2(1+δ)²) and, without any isometry constant,
 *
 *     −2λ/(σ²‖𝒜(B)‖²) + κ²/(‖𝒜(u uᵀ)‖²‖𝒜(B)‖²) > 1,
 *
 * which is a₃² > 4 a₂ a₄ for the quartic a₂ t² + a₃ t³ + a₄ t⁴ of `oracleDirection`: Infinity where 𝒜(B) = 0.
 *
 * @param delta the restricted isometry constant δ at twice the rank.
 * @throws RangeError where X = 0, so that there is no column to step from, or δ is not in [0, 1).
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export function escapeFeasibility({ lambda, column }: OracleDirection, delta?: number): EscapeFeasibility {
  if (!column) throw new RangeError("oracle: expected a point with a column that is not 0; got X = 0");
  if (delta !== undefined && !(delta >= 0 && delta < 1)) {
    throw new RangeError(`delta: expected a number from 0 up to, but not, 1; got ${delta}`);
  }
  const { sigma, squaredB, squaredU, kappa } = column;
  const curvature = ratio(-2 * lambda, sigma ** 2 * squaredB);
  const alignment = ratio(kappa ** 2, squaredU * squaredB);
  return {
    exact: curvature + alignment,
    curvature,
    alignment,
    score:
      delta === undefined ? Number.NaN : -lambda / (sigma ** 2 * (1 + delta)) + kappa ** 2 / (2 * (1 + delta) ** 2),
  };
}

function ratio(over: number, under: number): number {
  return over === 0 ? 0 : over / under;
}
