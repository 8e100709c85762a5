/** φ(t), the density of a standard normal number. */
export function normalDensity(t: number): number {
  return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
}

/** Where the continued fraction takes over: below it, the series has lost fewer than four of its digits. */
const SERIES_END = 2.5;
const FRACTION_TERMS = 60;

/** Φ(−t) = P(X > t) of a standard normal number, t ≥ 0, to 12 digits. */
export function normalTail(t: number): number {
  if (t < SERIES_END) {
    let [term, sum] = [t, t];
    for (let n = 3; Math.abs(term) > Number.EPSILON * sum; n += 2) {
      term *= (t * t) / n;
      sum += term;
    }
    return 0.5 - normalDensity(t) * sum;
  }
  let fraction = t;
  for (let k = FRACTION_TERMS; k > 0; k--) fraction = t + k / fraction;
  return normalDensity(t) / fraction;
}
