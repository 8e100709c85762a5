import type { Steps } from "../../kernels/steps.ts";
import { largestMagnitude } from "../../linalg/norm.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";

/** The one-sided derivative h(M) of X ↦ Σ ℓ(𝒜(X), y), as a function of v = 𝒜(M). */
export interface FirstOrderForm {
  /** 𝒜(X). */
  readonly prediction: Float64Array;
  /** The ends of ℓ's subdifferential at each measurement. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Measurements at a kink: those that X fits. */
  readonly kinks: number;
  /** h(M) = Σ max(least·v, most·v), convex and homogeneous. */
  value(v: Float64Array): number;
  /** Up to here no residual changes its sign along X + tM; so far an absolute loss is at X what it was and t·h(M). */
  reach(v: Float64Array): number;
}

/** A residual below this share of the largest observation is one of a measurement that X fits. */
const FITTED = 1e-8;

/**
 * The first-order form of the loss at a point's matrix. For the absolute loss it is Σ_S |v| − Σ_C σ v, S the measurements
 * that are fitted and C the others, σ the signs of y − 𝒜(X) there.
 *
 * @throws RangeError where the loss has no kinks.
 */
export function* firstOrderForm(problem: Problem, point: Point, fitted = FITTED): Steps<FirstOrderForm> {
  const { loss, observed } = problem;
  if (!loss.subdifferential) throw new RangeError(`loss: expected one with kinks; got ${loss.name}`);
  const exact = problem.with({ precision: "float64" });
  const prediction = yield* exact.at(Float64Array.from(point)).prediction();
  const tolerance = fitted * largestMagnitude(observed);
  const [least, most] = [new Float64Array(observed.length), new Float64Array(observed.length)];
  let kinks = 0;
  for (const [k, y] of observed.entries()) {
    const ends = loss.subdifferential(Math.abs(prediction[k] - y) <= tolerance ? y : prediction[k], y);
    least[k] = ends.least;
    most[k] = ends.most;
    if (ends.least < ends.most) kinks += 1;
  }
  return {
    ...{ prediction, least, most, kinks },
    value(v) {
      let sum = 0;
      for (let k = 0; k < v.length; k++) sum += Math.max(least[k] * v[k], most[k] * v[k]);
      return sum;
    },
    reach(v) {
      let reach = Number.POSITIVE_INFINITY;
      for (let k = 0; k < v.length; k++) {
        const length = (observed[k] - prediction[k]) / v[k];
        if (least[k] === most[k] && length > 0 && length < reach) reach = length;
      }
      return reach;
    },
  };
}
