import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import type { SmoothLoss } from "../../losses/loss.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import { addPenaltyGradient, penalty } from "../../regularizers/regularizer.ts";
import { lineFall, linePolynomial, lineValue } from "./line.ts";
import { searchLine } from "./line-search.ts";
import { polynomial } from "./real-roots.ts";
import { turnImage } from "./turn-image.ts";

/** A minimum of f on the line: its place θ + length·ξ, f there, and f(θ) − f there. */
export interface RayMinimum {
  readonly length: number;
  readonly value: number;
  readonly fall: number;
}

/** f on the line θ + t ξ, t of either sign, without further applications of 𝒜. */
export interface Ray {
  /**
   * c₀ … c₄ of the second-order model in the predictions, Σ ℓ + ℓ′ d + ½ ℓ″ d² with d = t a₁ + t² a₂, and the penalty: f itself
   * for least squares.
   */
  readonly coefficients: Float64Array;
  /** 𝒜(X), a₁ = 𝒜(dφ ξ) and a₂ = 𝒜(dL dRᵀ): the predictions are 𝒜(X) + t a₁ + t² a₂. */
  readonly prediction: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** f(θ + t ξ). */
  value(t: number): number;
  /** f(θ) − f(θ + t ξ), with its own digits where it is small beside f. */
  fall(t: number): number;
  /** The local minima along the line, lowest first: all of them for least squares, those that a search finds for other losses. */
  minima(): Steps<RayMinimum[]>;
  /** The lowest of them, θ itself (length 0) where nothing is lower. */
  least(): Steps<RayMinimum>;
}

/** The parts of the predictions on a line; see `Ray`. */
export type KnownOnRay = Partial<Pick<Ray, "prediction" | "first" | "second">>;

/**
 * f along a line of factors: X(t) = (L + t dL)(R + t dR)ᵀ, so that three applications of 𝒜 tell f everywhere on it, in float64.
 * With least squares f is a quartic in t and its least value is exact.
 *
 * @param known what is known already of the predictions' parts: an application less for each.
 * @throws RangeError where the points are not made of factors that move freely.
 */
export function* ray(problem: Problem, point: Point, direction: Point, known: KnownOnRay = {}): Steps<Ray> {
  const exact = problem.with({ precision: "float64" });
  const { parametrization, observed, regularizer } = exact;
  if (!parametrization.factored) {
    throw new RangeError(`ray: expected points made of factors that move freely; got ${parametrization.name}`);
  }
  const [at, along] = [Float64Array.from(point), Float64Array.from(direction)];
  const prediction = known.prediction ?? (yield* exact.at(at).prediction());
  const first = known.first ?? new Float64Array(observed.length);
  if (!known.first) yield* tangentMap(exact, parametrization, at).apply(along, first);
  const second = known.second ?? (yield* turnImage(exact, at, along));
  const loss = exact.loss as SmoothLoss;

  const steep = new Float64Array(at.length);
  addPenaltyGradient(regularizer, parametrization.parts(at), parametrization.parts(steep));
  const penalties = [
    penalty(regularizer, parametrization.parts(at)),
    dot(steep, 0, along, 0, at.length),
    penalty(regularizer, parametrization.parts(along)),
  ];
  const line = { loss, observed, prediction, first, second, penalties };
  const coefficients = yield* linePolynomial(line);
  const rest = [0, ...coefficients.subarray(1)];
  const f = loss.quadratic
    ? {
        // Rounding may take the sum of squares below 0.
        value: (t: number) => Math.max(0, polynomial(coefficients, t)),
        fall: (t: number) => -polynomial(rest, t),
      }
    : { value: (t: number) => lineValue(line, t), fall: (t: number) => lineFall(line, t) };

  function* minima(): Steps<RayMinimum[]> {
    const lengths = yield* searchLine(line, coefficients, f.fall);
    return lengths
      .map((length) => ({ length, value: f.value(length), fall: f.fall(length) }))
      .filter(({ value, fall }) => Number.isFinite(value) && Number.isFinite(fall))
      .sort((a, b) => b.fall - a.fall);
  }
  return {
    ...{ coefficients, prediction, first, second, ...f, minima },
    *least() {
      const [lowest] = yield* minima();
      return lowest?.fall > 0 ? lowest : { length: 0, value: f.value(0), fall: 0 };
    },
  };
}
