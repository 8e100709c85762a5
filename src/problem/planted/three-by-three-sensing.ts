import type { BlockProblem } from "../problem.ts";
import { denseInstance } from "./dense-instance.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/**
 * Six measurements of a 3×3 matrix x xᵀ, truth z = (1, 0, 0), an isometry but for a share δ of about 0.875: a spurious minimum
 * lies at ±(0.2235, 0.0918, 0.5986) with f = 0.0583.
 *
 * @see Shen, Yang, He, Gao & Ma 2026, arXiv 2602.05887, whose notebooks have the matrices
 */
export function threeByThreeSensing(): KnownLandscape<BlockProblem> {
  return denseInstance(
    [
      [0.0783, 0.2372, -0.0439, -0.0397, 0.1456, -0.4724],
      [0.0389, 0.0536, -0.0059, 0.4614, -0.3907, 0.276],
      [0.0293, -0.1456, -0.1656, 0.3257, 0.2528, -0.0078],
      [0.0762, 0.3193, -0.3338, -0.3364, 0.5847, 0.1873],
      [-0.0889, 0.7089, 0.4472, 0.3788, 0.0902, -0.3193],
      [0.4097, 0.119, 0.2078, 0.2282, -0.2274, 0.4046],
    ],
    [1, 0, 0],
    // Newton's method from the four printed digits.
    [0.2234707523354191, 0.0918315019548029, 0.5985783536443192],
  );
}
