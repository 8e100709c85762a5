import type { BlockProblem } from "../problem.ts";
import { denseInstance } from "./dense-instance.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/**
 * Three measurements of a 2×2 matrix x xᵀ, A₁ = diag(1, ½), A₂ = √¾ [0 1; 1 0], A₃ = diag(0, √¾), truth z = (1, 0): an
 * isometry but for a share δ = ½ at rank 2, the least at which a spurious minimum exists. It lies at ±(0, 1/√2) with f = 3/8.
 *
 * @see Zhang, Josz, Sojoudi & Lavaei 2018, arXiv 1805.10251
 */
export function twoByTwoSensing(): KnownLandscape<BlockProblem> {
  const s = Math.sqrt(3) / 2;
  return denseInstance(
    [
      [1, 0, 0.5],
      [0, s, 0],
      [0, 0, s],
    ],
    [1, 0],
    [0, Math.SQRT1_2],
  );
}
