import type { Parametrization, Point } from "../parametrizations/parametrization.ts";

/**
 * The part of a gradient that admissible directions see: all of it where a point may move to every side; at nonnegative points
 * without what would push a 0 below 0.
 */
export function admissibleSlope<G extends Point>({ nonnegative }: Parametrization, point: Point, gradient: G): G {
  if (!nonnegative) return gradient;
  const slope = gradient.slice() as G;
  for (let k = 0; k < slope.length; k++) if (!(point[k] > 0) && slope[k] > 0) slope[k] = 0;
  return slope;
}
