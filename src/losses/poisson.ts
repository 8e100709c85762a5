import type { SmoothLoss } from "./loss.ts";

/**
 * The Poisson loss with log link, ℓ(x, y) = eˣ − y x − (y − y log y) ≥ 0, of a log-rate x and a count y ≥ 0: the negative
 * log-likelihood less that of the saturated model.
 *
 * A prediction may be any real number, and the rate eˣ is never 0: where every count of a row is 0 the loss alone has no
 * minimiser. The curvature eˣ has no bound, so a fixed step needs a bound on the predictions.
 *
 * @see Collins, Dasgupta & Schapire 2001, "A generalization of principal components analysis to the exponential family";
 * Udell, Horn, Zadeh & Boyd 2016, doi:10.1561/2200000055
 */
export function poisson(): SmoothLoss {
  return {
    name: "poisson",
    observations: { least: 0, most: Number.MAX_VALUE },
    value: (x, y) => (y > 0 ? y * deviance(x - Math.log(y)) : Math.exp(x)),
    derivative: (x, y) => Math.exp(x) - y,
    curvature: (x) => Math.exp(x),
    conjugate(z, y) {
      const w = y + z;
      if (w < 0) return Number.POSITIVE_INFINITY;
      return logTerm(w) - logTerm(y);
    },
  };
}

/** eᵗ − 1 − t, without cancellation about 0. */
function deviance(t: number): number {
  if (Math.abs(t) > 1e-2) return Math.expm1(t) - t;
  return t * t * (1 / 2 + t * (1 / 6 + t * (1 / 24 + t * (1 / 120 + t / 720))));
}

/** w log w − w, 0 at 0. */
function logTerm(w: number): number {
  return w > 0 ? w * (Math.log(w) - 1) : 0;
}
