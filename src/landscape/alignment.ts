import { norm } from "../linalg/norm.ts";
import type { Motions } from "../parametrizations/gauge.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";

/** The most steps, and the shortest share of one that is tried. */
const STEPS = 300;
const SHORTEST = 1e-12;
/** Distances that differ by less than this share are level: there, how far from normal the difference is tells. */
const LEVEL = 1e-14;

/**
 * The point of the reference's orbit nearest to `point`, the biases held: K_ref(point − ref) = 0 there. An orthogonal
 * motion by an SVD first, then steps K K* A = K_ref(point − ref) along the orbit, halved until the distance does not grow; for
 * U Uᵀ the SVD is all. From a reference far away it may be a nearest point among its neighbours only; from a rank-deficient
 * one it is the nearest that the steps can reach. A reference or point that is not finite is not moved.
 *
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export function aligned(
  parametrization: Parametrization,
  reference: Point,
  point: Point,
  motions: Motions = "all",
): Float64Array {
  let here: Float64Array = Float64Array.from(reference);
  if (!here.every(Number.isFinite) || !point.every(Number.isFinite)) return here;
  const apart = (from: Float64Array) => point.map((x, k) => x - from[k]);
  let distance = norm(apart(here));
  const turned = parametrization.gauge(here, "orthogonal").turned(point);
  if (norm(apart(turned)) < distance) here = turned;
  distance = norm(apart(here));
  let gauge = parametrization.gauge(here, motions);
  let slope = gauge.apply(apart(here));
  // Below the rounding of K's own products a slope tells nothing.
  const rounding = () => 2 ** -53 * norm(here) * norm(point);
  for (let step = 0; step < STEPS && norm(slope) > rounding(); step++) {
    const a = gauge.solve(slope);
    let length = 1;
    for (; length > SHORTEST; length /= 2) {
      const next = gauge.moved(a.map((x) => length * x));
      const far = norm(apart(next));
      if (!(far <= distance * (1 + LEVEL))) continue;
      const nextGauge = parametrization.gauge(next, motions);
      const nextSlope = nextGauge.apply(apart(next));
      if (far >= distance * (1 - LEVEL) && !(norm(nextSlope) < norm(slope))) continue;
      [here, distance, gauge, slope] = [next, far, nextGauge, nextSlope];
      break;
    }
    if (length <= SHORTEST) break;
  }
  return here;
}
