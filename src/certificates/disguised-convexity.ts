import type { Steps } from "../kernels/steps.ts";
import { benignRegularizer } from "../landscape/benign-regularizer.ts";
import { symmetry } from "../landscape/symmetry.ts";
import { tangentCurvature } from "../landscape/tangent-curvature.ts";
import { dot } from "../linalg/dot.ts";
import { eigenvalueBounds } from "../linalg/lanczos-bounds.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { type SymmetricLanczos, symmetricLanczos } from "../linalg/symmetric-lanczos.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem, SecondOrderEvaluation, SecondOrderProblem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";
import { ballCurvature } from "./ball-curvature.ts";
import type { Certificate } from "./certificate.ts";
import { convexitySentence } from "./convexity-sentence.ts";
import { finiteNumbers } from "./finite-numbers.ts";

/** How the disguised convexity of a point is sought. */
export interface DisguisedConvexityOptions {
  /** c, the strength of the benign regulariser; default: the least of some sampled curvatures of the loss in X. */
  readonly strength?: number;
  readonly seed?: number;
  /** Most Lanczos steps, one Hessian action each. */
  readonly mostSteps?: number;
  /** Probability with which the bounds on the eigenvalues may be wrong. */
  readonly failureProbability?: number;
}

/** Rounding of a Hessian action as a share of the largest eigenvalue, and of 𝒜*(ℓ′) as one of the terms that cancel in ℓ′. */
const ROUNDING = 1e-12;
const CANCELLATION = 1e-14;
/** Numbers that the Lanczos basis may have. */
const MOST_NUMBERS = 2 ** 26;
/** The share of the smallest Ritz value that its bound may lie below it, and the steps after a negative one was seen. */
const SHARP = 0.1;
const WITNESS_STEPS = 20;

/**
 * Is f strongly convex about the point in all directions but those of its symmetry: is the least eigenvalue of
 * ∇²f(θ) + c K*K, K that of the gauge at θ itself, above the rounding of its evaluation. K*K curves the orbit's directions, in
 * which f is flat; shifts of offsets that nothing penalises are left out. It needs no truth and tells none: a spurious strict
 * minimum satisfies it as a global one does. By Lanczos from a fresh start, with the bound of Kuczyński & Woźniakowski
 * (1992, doi:10.1137/0613066); `fails` has a direction of negative curvature of f itself, evaluated outright.
 *
 * @throws RangeError where the loss has no second derivatives, or the strength is not a finite number > 0.
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export function* disguisedConvexity(
  given: Problem,
  at: Point,
  options: DisguisedConvexityOptions = {},
): Steps<Certificate> {
  const { seed = 0, mostSteps = 300, failureProbability = 1e-6 } = options;
  if (!given.loss.curvature) throw new RangeError("loss: expected one with second derivatives");
  if (options.strength !== undefined && !(options.strength > 0 && options.strength < Infinity)) {
    throw new RangeError(`strength: expected a number > 0; got ${options.strength}`);
  }
  const problem = given.with({ precision: "float64" }) as SecondOrderProblem;
  const point = Float64Array.from(at);
  const { parametrization, regularizer } = problem;
  const evaluation = problem.at(point);
  const value = yield* evaluation.value();
  const gradient = Float64Array.from(yield* evaluation.gradient());
  const gradientNorm = norm(gradient);
  if (!Number.isFinite(value) || !Number.isFinite(gradientNorm)) return undecided("notFinite");

  const { smallest: least, largest: most } = yield* tangentCurvature(problem, point, { exactUpTo: 0, seed });
  const strength = options.strength ?? (least > 0 ? least : most > 0 ? most : 1);
  const motions = keptMotions(regularizer);
  const gauge = parametrization.gauge(point, motions);
  const { hessianVector } = benignRegularizer(parametrization, { reference: point, strength, motions });
  const invariant = symmetry(problem, point);
  const shifted = invariant.dimension > gauge.dimension;
  /** Takes a vector to the tangent space, less the shifts: what the symmetry takes off beyond the orbit. */
  const project = (x: Float64Array) => {
    parametrization.project(point, x);
    if (!shifted) return;
    const normal = x.slice();
    invariant.project(normal);
    const along = gauge.adjoint(gauge.solve(gauge.apply(x)));
    for (let k = 0; k < x.length; k++) x[k] = normal[k] + along[k];
  };
  let broken = false;
  const map = {
    size: point.length,
    *apply(x: Float64Array, out: Float64Array): Steps<void> {
      out.set(yield* evaluation.hessianVector(x));
      const curved = hessianVector(x);
      for (let k = 0; k < x.length; k++) out[k] += curved[k];
      project(out);
      broken ||= !out.every(Number.isFinite);
      if (broken) out.fill(0);
    },
  };
  const cancelled = CANCELLATION * Math.sqrt(most) * norm(yield* terms(problem, evaluation));
  const limit = Math.min(mostSteps, Math.max(2, Math.floor(MOST_NUMBERS / Math.max(1, point.length))));
  let negativeAt = Number.POSITIVE_INFINITY;
  const known = (state: SymmetricLanczos) => {
    const { values, residuals } = state.ritz();
    const [smallest, largest] = [values[0], values[values.length - 1]];
    const rounding = ROUNDING * Math.max(-smallest, largest);
    // What is left of the last vector is rounding: the space is invariant, and the next vector would be noise from outside it.
    const exhausted = state.exhausted || norm(residuals) <= rounding;
    const steps = exhausted ? Number.POSITIVE_INFINITY : state.steps;
    const bounds = eigenvalueBounds({ smallest, largest, steps, dimension: point.length, failureProbability });
    const sharp = residuals[0] <= 1e-3 * Math.abs(smallest);
    return { smallest, largest, ...bounds, margin: rounding + cancelled, exhausted, sharp };
  };
  const run = yield* symmetricLanczos(map, {
    random: random(seed).fork("disguisedConvexity"),
    project,
    stop(state) {
      if (broken || state.steps >= limit) return true;
      const { smallest, lower, margin, exhausted, sharp } = known(state);
      if (exhausted) return true;
      if (smallest < -margin) negativeAt = Math.min(negativeAt, state.steps);
      if (smallest < -margin) return sharp || state.steps >= negativeAt + WITNESS_STEPS;
      return lower > margin && smallest - lower <= SHARP * smallest;
    },
  });
  if (broken) return undecided("notFinite");
  if (run.steps === 0) return undecided("noDirection");

  const { smallest, largest, lower, upper, margin } = known(run);
  const numbers = finiteNumbers({
    smallest,
    smallestAtLeast: lower,
    largest,
    largestAtMost: upper,
    strength,
    gradientNorm,
    pointNorm: norm(point),
    steps: run.steps,
    failureProbability,
  });
  if (smallest < -margin) {
    const { vectors } = run.pairs(1);
    const direction = Float64Array.from(point, (_, k) => vectors.data[k * vectors.columns]);
    const curvature = dot(direction, 0, yield* product(evaluation, direction), 0, point.length);
    if (curvature < -margin) {
      const down = dot(direction, 0, gradient, 0, point.length) > 0 ? direction.map((x) => -x) : direction;
      return {
        ...decided("fails", "proved", curvature, margin, { ...numbers, curvature }),
        direction: down,
      };
    }
  }
  if (!(lower > margin)) {
    return decided("undecided", "computed", Number.isFinite(lower) ? lower : Number.NaN, margin, numbers);
  }
  // A gradient step of 1/λ_max shrinks the distance to a solution by this much.
  const contraction = 1 - smallest / largest;
  const distance = (2 * gradientNorm) / lower;
  const inBall = shifted
    ? undefined
    : yield* ballCurvature(problem, point, { radius: distance, least: lower, gaugeLeast: gauge.least });
  return decided("holds", "computed", lower, margin, {
    ...numbers,
    contraction,
    distance,
    ...(inBall !== undefined && { curvatureWithin: inBall }),
  });
}

/** What the rounding of ℓ′ is a share of, one number a measurement: the terms that cancel in it. */
function* terms({ loss, observed }: Problem, evaluation: SecondOrderEvaluation): Steps<Float64Array> {
  const prediction = yield* evaluation.prediction();
  const negative = yield* evaluation.negativeDerivative();
  const { curvature } = loss as SmoothLoss;
  return prediction.map(
    (x, k) => curvature(x, observed[k]) * (Math.abs(x) + Math.abs(observed[k])) + Math.abs(negative[k]),
  );
}

function* product(evaluation: SecondOrderEvaluation, direction: Float64Array): Steps<Float64Array> {
  return Float64Array.from(yield* evaluation.hessianVector(direction));
}

function decided(
  verdict: Certificate["verdict"],
  evidence: Certificate["evidence"],
  quantity: number,
  threshold: number,
  numbers: Readonly<Record<string, number>>,
): Certificate {
  const sentence = convexitySentence(verdict, numbers);
  return { claim: "disguisedConvexity", verdict, evidence, quantity, threshold, sentence, numbers };
}

function undecided(why: "notFinite" | "noDirection"): Certificate {
  return {
    claim: "disguisedConvexity",
    verdict: "undecided",
    evidence: "computed",
    quantity: Number.NaN,
    threshold: 0,
    sentence:
      why === "notFinite"
        ? "Undecided: the objective or its derivatives are not finite numbers here."
        : "Undecided: there is no direction in which the point could move.",
    numbers: {},
  };
}
