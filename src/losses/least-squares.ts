import type { QuadraticLoss } from "./loss.ts";

/** Least squares, ℓ(x, y) = ½ (x − y)²: Gaussian noise. */
export function leastSquares(): QuadraticLoss {
  return {
    name: "leastSquares",
    quadratic: true,
    value: (x, y) => 0.5 * (x - y) * (x - y),
    derivative: (x, y) => x - y,
    curvature: () => 1,
    conjugate: (z, y) => z * (y + 0.5 * z),
  };
}
