/** What is known of a matrix when its rank is chosen. */
export interface Spectrum {
  readonly rows: number;
  readonly columns: number;
  /** The largest singular values found so far, descending. */
  readonly values: Float64Array;
  /** ‖A‖_F²; undefined where it is not known. */
  readonly squaredNorm?: number | undefined;
}

/** The rank to keep; more than there are values where more of them are needed to tell. */
export type RankRule = (spectrum: Spectrum) => number;

/** Always k, or all where there are fewer. */
export function fixedRank(k: number): RankRule {
  if (!Number.isSafeInteger(k) || k < 0) throw new RangeError(`fixedRank: k must be an integer from 0, got ${k}`);
  return () => k;
}

/**
 * The smallest rank with ‖A − A_k‖_F ≤ tolerance·‖A‖_F. Below about 1e-7 rounding hides the error, and all that rises above
 * rounding is kept. Needs the norm.
 */
export function relativeErrorAtMost(tolerance: number): RankRule {
  if (!(tolerance >= 0)) throw new RangeError(`relativeErrorAtMost: tolerance must be at least 0, got ${tolerance}`);
  return ({ values, squaredNorm }) => {
    let rest = known(squaredNorm, "relativeErrorAtMost");
    const allowed = tolerance ** 2 * rest;
    for (let k = 0; k < values.length; k++) {
      if (rest <= allowed) return k;
      rest -= values[k] ** 2;
    }
    return rest <= allowed ? values.length : values.length + 1;
  };
}

/**
 * Every singular value above λ(β)·√n·σ, the hard threshold of least asymptotic error for white noise of deviation σ, β = m/n
 * ≤ 1 (Gavish & Donoho 2014, arXiv 1305.5870, equation 11). Their σ comes from the median singular value, which no
 * truncated SVD knows; here it comes from what rank k leaves, σ² = ‖A − A_k‖_F²/((m − k)(n − k)), at the largest k that
 * agrees with its own threshold. Needs the norm.
 */
export function aboveNoise(): RankRule {
  return ({ rows, columns, values, squaredNorm }) => {
    const [m, n] = [Math.min(rows, columns), Math.max(rows, columns)];
    const beta = m / n;
    const lambda = Math.sqrt(2 * (beta + 1) + (8 * beta) / (beta + 1 + Math.sqrt(beta ** 2 + 14 * beta + 1)));
    let rest = known(squaredNorm, "aboveNoise");
    let kept = 0;
    for (let k = 1; k <= values.length && k < m; k++) {
      rest = Math.max(0, rest - values[k - 1] ** 2);
      const sigma = Math.sqrt(rest / ((m - k) * (n - k)));
      if (values[k - 1] > lambda * Math.sqrt(n) * sigma) kept = k;
    }
    // The last value found is signal: there may be more.
    return kept === values.length ? kept + 1 : kept;
  };
}

function known(squaredNorm: number | undefined, rule: string): number {
  if (squaredNorm === undefined) throw new RangeError(`${rule}: the map does not say its Frobenius norm`);
  return squaredNorm;
}
