import type { SmoothLoss } from "./loss.ts";

/**
 * The Kullback–Leibler divergence ℓ(x, y) = x − y − y log(x/y) ≥ 0 of a rate x ≥ 0 from a count y ≥ 0: the Poisson
 * likelihood with the identity link, of nonnegative factorization. Infinity at x < 0, and at x = 0 where y > 0.
 *
 * @see Lee & Seung 1999, doi:10.1038/44565
 */
export function kullbackLeibler(): SmoothLoss {
  return {
    name: "kullbackLeibler",
    observations: { least: 0, most: Number.MAX_VALUE },
    predictions: { least: 0 },
    value(x, y) {
      if (!(x >= 0)) return Number.POSITIVE_INFINITY;
      return y > 0 ? y * excess((x - y) / y) : x;
    },
    derivative: (x, y) => (y > 0 ? 1 - y / x : 1),
    curvature: (x, y) => (y > 0 ? y / (x * x) : 0),
    conjugate(z, y) {
      if (y > 0) return z < 1 ? -y * Math.log1p(-z) : Number.POSITIVE_INFINITY;
      return z <= 1 ? 0 : Number.POSITIVE_INFINITY;
    },
  };
}

/** t − log(1 + t), without cancellation about 0. */
function excess(t: number): number {
  if (Math.abs(t) > 1e-2) return t - Math.log1p(t);
  return t * t * (1 / 2 - t * (1 / 3 - t * (1 / 4 - t * (1 / 5 - t * (1 / 6 - t / 7)))));
}
