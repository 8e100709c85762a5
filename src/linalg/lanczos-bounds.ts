/** What a bound needs to know of a Lanczos run from a gaussian start. */
interface Run {
  /** Steps k; Infinity where the Krylov space was exhausted. */
  readonly steps: number;
  /** Dimension n of the space that the start was drawn in. */
  readonly dimension: number;
  /** Probability that the bound is wrong. */
  readonly failureProbability: number;
}

/**
 * The smallest σ̄ with 1.648 √n exp(−(2k−1) √(1 − θ²/σ̄²)) ≤ `failureProbability`, θ = `ritz` the largest Ritz value of the
 * bidiagonalization: ‖A‖₂ ≤ σ̄ but for that probability (Kuczyński & Woźniakowski 1992, doi:10.1137/0613066, for AᵀA). Infinity
 * where the steps are too few.
 */
export function normBound({ ritz, ...run }: Run & { readonly ritz: number }): number {
  const shortfall = relativeShortfall(run);
  return shortfall < 1 ? ritz / Math.sqrt(1 - shortfall) : Number.POSITIVE_INFINITY;
}

/**
 * Bounds on the eigenvalues of a symmetric map from the extreme Ritz values θ: λ_min ≥ `lower` and λ_max ≤ `upper`, wrong with
 * probability at most `failureProbability` together (the same theorem, for A − λ_min I and λ_max I − A). Infinite
 * where the steps are too few.
 */
export function eigenvalueBounds({
  smallest,
  largest,
  ...run
}: Run & { readonly smallest: number; readonly largest: number }): { lower: number; upper: number } {
  const shortfall = relativeShortfall({ ...run, failureProbability: run.failureProbability / 2 });
  // Both ends fall short by at most this share of λ_max − λ_min, which is therefore at most (θ_max − θ_min)/(1 − 2·share).
  const margin = shortfall < 0.5 ? (shortfall * (largest - smallest)) / (1 - 2 * shortfall) : Number.POSITIVE_INFINITY;
  return { lower: smallest - margin, upper: largest + margin };
}

/** The ε with 1.648 √n exp(−(2k−1) √ε) equal to the failure probability. */
function relativeShortfall({ steps, dimension, failureProbability }: Run): number {
  if (steps < 1) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.log((1.648 * Math.sqrt(dimension)) / failureProbability) / (2 * steps - 1)) ** 2;
}
