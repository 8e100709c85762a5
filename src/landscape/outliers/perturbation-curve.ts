import type { Steps } from "../../kernels/steps.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import { turnImage } from "../line/turn-image.ts";
import { type FirstOrderForm, firstOrderForm } from "./first-order-form.ts";

/** The curve θ + γ·first + γ²·second from a point; `first` moves columns that are spare there. */
export interface PerturbationCurve {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** A perturbation curve and what the loss does along it. */
export interface MeasuredCurve extends PerturbationCurve {
  /** v = 𝒜(M): the predictions move by γ² v, to third order. */
  readonly image: Float64Array;
  /** h(M): f changes by γ² times it. */
  readonly coefficient: number;
  /** h of the move at first order, 0 where `first` moves spare columns alone. */
  readonly slope: number;
  /** The γ up to which f is that parabola where `second` is 0. */
  readonly reach: number;
  /** The point at γ. */
  at(gamma: number): Float64Array;
  /** f(θ) less f at γ, summed term by term. */
  fall(gamma: number): Steps<number>;
}

/**
 * The parametric perturbation W(γ) = [L + γ²V, γZ] of over-parameterised factors, measured: X changes by γ² M + O(γ³), M = L dRᵀ + dL Rᵀ +
 * Z₁Z₂ᵀ, and so f by γ² h(M), which no derivative of f along a straight line shows where `second` is needed.
 *
 * @throws RangeError where the loss has no kinks.
 * @see Ma & Fattahi 2023, arXiv 2302.10963
 */
export function* perturbationCurve(
  problem: Problem,
  point: Point,
  { first, second }: PerturbationCurve,
  known?: FirstOrderForm,
): Steps<MeasuredCurve> {
  const exact = problem.with({ precision: "float64" });
  const { parametrization, loss, observed } = exact;
  const start = Float64Array.from(point);
  const form = known ?? (yield* firstOrderForm(exact, start));
  const image = yield* turnImage(exact, start, first);
  const tangent = tangentMap(exact, parametrization, start);
  const along = new Float64Array(observed.length);
  yield* tangent.apply(second, along);
  for (let k = 0; k < image.length; k++) image[k] += along[k];
  yield* tangent.apply(first, along);
  const slope = form.value(along);
  const at = (gamma: number) => start.map((x, k) => x + gamma * (first[k] + gamma * second[k]));
  return {
    ...{ first, second, image, slope, at },
    coefficient: form.value(image),
    reach: Math.sqrt(form.reach(image)),
    *fall(gamma) {
      const there = yield* exact.at(at(gamma)).prediction();
      let sum = 0;
      for (let k = 0; k < observed.length; k++) {
        sum += loss.value(form.prediction[k], observed[k]) - loss.value(there[k], observed[k]);
      }
      return sum;
    },
  };
}
