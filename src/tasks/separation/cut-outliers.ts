import type { Outliers } from "../../problem/outliers.ts";

/**
 * The entries with every outlier cut to the largest entry of L, and the sum of what was cut off. By how much an outlier is off
 * makes no difference to what is optimal for the absolute loss; but beside huge ones the objective is so large that any L at
 * all would be optimal within a share of it.
 */
export function cutOutliers(
  observed: Float64Array,
  fitted: Float64Array,
  { indices, threshold }: Outliers,
): { cut: Float64Array; cutOff: number } {
  const most = fitted.reduce((largest, x) => Math.max(largest, Math.abs(x)), threshold);
  const cut = observed.slice();
  let cutOff = 0;
  for (const k of indices) {
    const off = observed[k] - fitted[k];
    if (most === 0 || Math.abs(off) <= most) continue;
    cut[k] = fitted[k] + Math.sign(off) * most;
    cutOff += Math.abs(off) - most;
  }
  return { cut, cutOff };
}
