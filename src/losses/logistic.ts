import type { SmoothLoss } from "./loss.ts";

/**
 * The logistic loss ℓ(x, y) = log(1 + eˣ) − y x of a log-odds x and an observation y, 0 or 1 or a frequency between
 * (1-bit completion): −log P(y) for P(1) = 1/(1 + e⁻ˣ). Curvature at most ¼.
 *
 * A prediction may be any real number. With y all 0 or 1 the loss alone has no minimiser where the two kinds can be
 * separated: a ridge or a bound on the iterations is needed.
 *
 * @see Davenport, Plan, van den Berg & Wootters 2014, doi:10.1093/imaiai/iau006
 */
export function logistic(): SmoothLoss {
  return {
    name: "logistic",
    observations: { least: 0, most: 1 },
    value: (x, y) => (x > 0 ? (1 - y) * x : -y * x) + Math.log1p(Math.exp(-Math.abs(x))),
    derivative: (x, y) => sigmoid(x) - y,
    curvature: (x) => sigmoid(x) * sigmoid(-x),
    conjugate(z, y) {
      const w = y + z;
      return w >= 0 && w <= 1 ? entropyTerm(w) + entropyTerm(1 - w) : Number.POSITIVE_INFINITY;
    },
  };
}

/** 1/(1 + e⁻ˣ). */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** w log w, 0 at 0. */
function entropyTerm(w: number): number {
  return w > 0 ? w * Math.log(w) : 0;
}
