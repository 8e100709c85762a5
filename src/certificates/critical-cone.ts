import { largestMagnitude, norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { type Cancelling, stiffnessOf } from "./cancelling.ts";

/** What each number of a nonnegative stationary point may do without f rising to first order. */
export interface CriticalCone {
  /** Numbers above 0: they move to both sides. */
  readonly free: readonly number[];
  /** Numbers at 0 without a slope: they may grow. */
  readonly degenerate: readonly number[];
  /** How many numbers a slope holds at 0. */
  readonly held: number;
}

/** Numbers up to this share of the largest of their factor are 0. */
const ZERO = 1e-6;
/** Slopes up to this share of the terms that cancel in them, or up to so many times what is left of the gradient, are 0. */
const FLAT = 1e-6;
const LEFT = 10;

/** The critical cone of a stationary point, up to tolerances that leave what is in doubt degenerate: the larger cone. */
export function criticalCone(
  problem: Problem,
  point: Point,
  gradient: Point,
  residual: Float64Array,
  terms: Cancelling,
): CriticalCone {
  const { parametrization } = problem;
  const [free, degenerate]: number[][] = [[], []];
  let held = 0;
  const left = LEFT * norm(residual);
  const views = [point, gradient, terms.pull, terms.push].map((vector) => parametrization.parts(vector));
  const sides = views[0].left === views[0].right ? (["left"] as const) : (["left", "right"] as const);
  for (const side of sides) {
    const [x, slope, pull, push] = views.map((view) => view[side]);
    const first = x.byteOffset / x.BYTES_PER_ELEMENT - point.byteOffset / point.BYTES_PER_ELEMENT;
    const zero = ZERO * largestMagnitude(x);
    const flat = Math.max(left, FLAT * (norm(pull) + norm(push)));
    const stiffness = stiffnessOf(x, slope, pull, push);
    for (let k = 0; k < x.length; k++) {
      if (x[k] > zero) free.push(first + k);
      else if (slope[k] > Math.max(flat, stiffness * x[k])) held += 1;
      else degenerate.push(first + k);
    }
  }
  return { free, degenerate, held };
}
