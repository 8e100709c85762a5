import { normalDensity, normalTail } from "./normal-law.ts";

/** Halvings of an interval of length 64: to the last bit. */
const HALVINGS = 60;

/**
 * ψ(p), the statistical dimension per measurement of the cone {v : ‖v_S‖₁ ≤ ⟨σ, v_C⟩} along which Σ|v − ε| falls from the
 * outliers ε, a share p of which are not 0: min over t ≥ 0 of p(1 + t²) + 2(1 − p)((1 + t²)Φ(−t) − tφ(t)).
 *
 * @param share p in [0, 1].
 * @throws RangeError where the share is not in [0, 1].
 * @see Amelunxen, Lotz, McCoy & Tropp 2014, arXiv 1303.6672
 */
export function outlierCone(share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share: expected a number from 0 to 1; got ${share}`);
  if (share === 0) return 0;
  const rest = 1 - share;
  // The derivative over 2 rises: p t − 2(1 − p)(φ(t) − tΦ(−t)).
  let [low, high] = [0, 64];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const t = (low + high) / 2;
    if (share * t > 2 * rest * (normalDensity(t) - t * normalTail(t))) high = t;
    else low = t;
  }
  const t = (low + high) / 2;
  return share * (1 + t * t) + 2 * rest * ((1 + t * t) * normalTail(t) - t * normalDensity(t));
}
