import type { SmoothLoss } from "./loss.ts";

/**
 * The Huber loss: ½ r² up to |r| = `threshold`, threshold·(|r| − threshold/2) beyond, r = x − y: least squares for the
 * bulk, absolute loss for outliers. Its curvature, 1 or 0, jumps at the threshold, where 0 is given.
 *
 * @throws RangeError where the threshold is not a positive finite number.
 * @see Huber 1964, doi:10.1214/aoms/1177703732
 */
export function huber({ threshold = 1 }: { threshold?: number } = {}): SmoothLoss {
  if (!(threshold > 0 && threshold < Infinity)) {
    throw new RangeError(`threshold: expected a number > 0; got ${threshold}`);
  }
  return {
    name: "huber",
    value(x, y) {
      const r = Math.abs(x - y);
      return r < threshold ? 0.5 * r * r : threshold * (r - 0.5 * threshold);
    },
    derivative: (x, y) => Math.max(-threshold, Math.min(threshold, x - y)),
    curvature: (x, y) => (Math.abs(x - y) < threshold ? 1 : 0),
    conjugate: (z, y) => (Math.abs(z) <= threshold ? z * (y + 0.5 * z) : Number.POSITIVE_INFINITY),
  };
}
