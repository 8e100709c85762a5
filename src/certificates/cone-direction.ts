import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { ConeCurvature } from "./cone-curvature.ts";
import type { ProjectedMap } from "./least-curvature.ts";

/** Where a direction of the cone is sought. */
export interface ConeDirectionOptions {
  /** A direction of negative curvature, or nearly, of the span. */
  readonly start: Float64Array;
  /** From this number on directions are ≥ 0. */
  readonly free: number;
  readonly largest: number;
  readonly zero: number;
}

const MOST_STEPS = 60;

/**
 * A direction of negative curvature among those whose numbers from `free` on are ≥ 0, by projected power iteration from a direction and its
 * opposite: for maps too large to form. That there is none is not said.
 */
export function* coneDirection(
  { size, apply }: ProjectedMap,
  { start, free, largest, zero }: ConeDirectionOptions,
): Steps<ConeCurvature> {
  const bent = new Float64Array(size);
  for (const sign of [1, -1]) {
    let direction = inCone(
      start.map((x) => sign * x),
      free,
    );
    for (let step = 0; step < MOST_STEPS && norm(direction) > 0; step++) {
      yield* apply(direction, bent);
      const curvature = dot(direction, 0, bent, 0, size);
      if (curvature < -zero) return { sign: "negative", direction, simplices: 0 };
      direction = inCone(
        direction.map((x, k) => x - bent[k] / largest),
        free,
      );
    }
  }
  return { sign: "unknown", simplices: 0 };
}

/** The nearest direction of the cone, of unit length where there is one. */
function inCone(x: Float64Array, free: number): Float64Array {
  for (let k = free; k < x.length; k++) x[k] = Math.max(0, x[k]);
  const length = norm(x);
  return length > 0 ? x.map((value) => value / length) : x;
}
