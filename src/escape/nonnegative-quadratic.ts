/**
 * The minimiser of ½ tᵀHt − cᵀt over t ≥ 0, H symmetric positive semidefinite and small, by coordinate descent: each
 * step is exact, so the value never rises.
 */
export function nonnegativeQuadratic(h: readonly (readonly number[])[], c: Float64Array): Float64Array {
  const t = new Float64Array(c.length);
  const slope = c.slice();
  for (let sweep = 0; sweep < 10_000; sweep++) {
    let largest = 0;
    for (let k = 0; k < c.length; k++) {
      if (!(h[k][k] > 0)) continue;
      const next = Math.max(0, t[k] + slope[k] / h[k][k]);
      const step = next - t[k];
      if (step === 0) continue;
      for (let l = 0; l < c.length; l++) slope[l] -= step * h[l][k];
      t[k] = next;
      largest = Math.max(largest, Math.abs(step) / Math.max(next, Math.abs(step)));
    }
    if (largest < 1e-13) break;
  }
  return t;
}
