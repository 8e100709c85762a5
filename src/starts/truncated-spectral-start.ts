import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { spectralRay } from "./spectral-ray.ts";

/**
 * The spectral start for outliers: the leading singular vectors of 𝒜*(y) without the observations that are larger than
 * `most` times the median of |y|, split evenly between the factors, at the length t for which Σ |t 𝒜(X) − y| is least. It asks
 * of the loss nothing: y is taken for what a prediction should be.
 *
 * @throws RangeError where `most` is not a positive number.
 * @see Li, Chi, Zhang & Liang 2020, arXiv:1709.08114
 */
export function* truncatedSpectralStart(
  problem: Problem,
  { most = 3, seed = 0 }: { most?: number; seed?: number } = {},
): Steps<Point> {
  if (!(most > 0)) throw new RangeError(`most: expected a number > 0; got ${most}`);
  const { observed } = problem;
  // Zeros say nothing of how large an observation is.
  const sizes = observed
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  const limit = most * (sizes[Math.floor(sizes.length / 2)] ?? 0);
  const at = yield* spectralRay(
    problem,
    observed.map((y) => (Math.abs(y) <= limit ? y : 0)),
    seed,
  );
  const point = at(1);
  return at(leastDeviations(yield* problem.at(point).prediction(), observed) || 1);
}

/** The t ≥ 0 at which Σ |t x − y| is least: the median of y/x, each weighing |x|; 0 where no x is. */
function leastDeviations(x: Float64Array, y: Float64Array): number {
  const ratios = Float64Array.from(y, (value, k) => value / x[k]);
  const order = Array.from(x.keys()).filter((k) => Number.isFinite(ratios[k]));
  order.sort((a, b) => ratios[a] - ratios[b]);
  const half = order.reduce((sum, k) => sum + Math.abs(x[k]), 0) / 2;
  let weight = 0;
  for (const k of order) {
    weight += Math.abs(x[k]);
    if (weight >= half) return Math.max(0, ratios[k]);
  }
  return 0;
}
