import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { isometry } from "../problem/isometry.ts";
import type { Problem, SecondOrderProblem } from "../problem/problem.ts";
import { penalty } from "../regularizers/regularizer.ts";
import type { Certificate } from "./certificate.ts";
import {
  type CurvatureCoordinates,
  FLAT,
  metricCoordinates,
  plainCoordinates,
  roundingAt,
} from "./curvature-coordinates.ts";
import { fallAlong } from "./fall-along.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { firstOrder } from "./first-order.ts";
import {
  denseLeastCurvature,
  type LanczosOptions,
  type LeastCurvature,
  lanczosLeastCurvature,
} from "./least-curvature.ts";
import { localMinimum, notStationary, open, strictSaddle, undecidedPoint } from "./second-order-verdicts.ts";

/** How the certificate of a local minimum is sought. */
export interface SecondOrderOptions {
  /** The point is stationary where `firstOrder` holds at this threshold. */
  readonly threshold?: number;
  readonly seed?: number;
  /** Most Lanczos steps, each one product with the Hessian. */
  readonly mostSteps?: number;
  /** Probability with which the Lanczos bound may be wrong. */
  readonly failureProbability?: number;
  /** Points of at most so many numbers have their Hessian formed and all its eigenvalues found. */
  readonly formUpTo?: number;
}

/** Most products with the Hessian before another metric is tried, if their Ritz values leave hope for so long. */
const PLAIN_STEPS = 60;
/** A direction along which the fit bends by less than this share of its curvature fills what the factors leave empty. */
const EMPTY = 0.1;

/** Has the loss of a problem second derivatives, and may its points move to every side. */
export function hasCurvature(problem: Problem): problem is SecondOrderProblem {
  return problem.loss.curvature !== undefined && !problem.parametrization.nonnegative;
}

/**
 * Is the point a strict local minimum modulo the symmetry of the problem: is λ_min(P ∇²f P) > tolerance·λ_max at a stationary point,
 * P the projection off the directions along which f cannot change. `kind` says what else it is. A curvature
 * ⟨d, ∇²f d⟩ < −tolerance·λ_max, evaluated outright and negative beyond its rounding, along which f was seen to fall, is a witness:
 * `proved`. Ritz values lie above λ_min, so that a minimum is only `computed`, with its failure probability; a small point has
 * its whole Hessian formed. An empty column where G = 𝒜*(ℓ′) is not 0 is a strict saddle of that problem, of curvature −‖G‖₂ and the ridge.
 *
 * tolerance = max(1e-8, 4 √η), η = ‖∇f‖/(λ_max‖θ‖), and the rounding: the stationary point that is meant lies within about
 * ‖∇f‖/λ_min, where the Hessian, whose relative slope is about 1/‖θ‖, may differ by η (λ_max/λ_min) λ_max. A curvature below that is
 * `undecided`, and its `kind` `degenerate` where it is below 1e-8, too. Where X has small singular values so have its
 * directions small curvatures; what they leave open is asked again in the metric of the factors (`numbers.inFactorMetric`, with
 * curvatures in its units and the least singular value for ‖θ‖): the signs of the eigenvalues are the same in every metric.
 *
 * @see Kuczyński & Woźniakowski 1992, doi:10.1137/0613066
 */
export function* secondOrder(
  given: Problem,
  point: Point,
  { threshold = 1e-6, seed = 0, mostSteps = 300, failureProbability = 1e-6, formUpTo = 120 }: SecondOrderOptions = {},
): Steps<Certificate> {
  if (!hasCurvature(given)) {
    return undecidedPoint(
      given.loss.curvature
        ? "its factors may not be negative, so that its neighbourhood is no ball"
        : `the ${given.loss.name} loss has no second derivatives to decide by`,
    );
  }
  const problem = given.with({ precision: "float64" });
  const at = Float64Array.from(point);
  const evaluation = problem.at(at);
  const value = yield* evaluation.value();
  if (!(at.every(Number.isFinite) && Number.isFinite(value))) {
    return undecidedPoint("the point or its objective is not a finite number");
  }
  const stationary = yield* firstOrder(problem, at, { threshold });
  if (stationary.verdict === "undecided") return undecidedPoint("its gradient cannot be told from zero");
  const gradient = Float64Array.from(yield* evaluation.gradient());
  if (stationary.verdict === "fails") return notStationary(stationary, gradient);

  const size = norm(at);
  const place = {
    problem,
    point: at,
    evaluation,
    gradient,
    cancelling: size > 0 ? stationary.numbers.scale / size : 0,
  };
  const options = { random: random(seed).fork("secondOrder"), failureProbability, formUpTo };
  const plain = plainCoordinates(place);
  const metric = metricCoordinates(place, yield* isometry(problem, seed));
  const patience = metric ? { mostSteps: Math.min(mostSteps, PLAIN_STEPS), impatient: true } : { mostSteps };
  let [coordinates, found] = [plain, yield* leastCurvature(plain, { ...options, ...patience })];
  const steepest = found?.largest ?? 0;
  const again = found && metric && isOpen(plain, found);
  if (again) [coordinates, found] = [metric, yield* leastCurvature(metric, { ...options, mostSteps })];
  if (found === undefined) return undecidedPoint("the curvature of its objective is not a finite number");
  const { least, lower, largest } = found;
  const zero = coordinates.zeroAt(largest);
  const facts = {
    relativeLeast: largest > 0 ? least / largest : 0,
    relativeLower: largest > 0 ? lower / largest : lower,
    tolerance: largest > 0 ? zero / largest : FLAT,
    numbers: finiteNumbers({
      gradientNorm: norm(gradient),
      leastCurvature: least,
      curvatureBound: lower,
      largestCurvature: largest,
      inFactorMetric: again ? 1 : 0,
      products: found.products,
      failureProbability: found.failureProbability,
    }),
  };
  if (lower > zero) return localMinimum(facts);
  if (!(least < -zero)) return open(facts);

  const direction = coordinates.direction(found.coordinates());
  const bent = Float64Array.from(yield* evaluation.hessianVector(direction));
  const curvature = dot(direction, 0, bent, 0, at.length);
  const { step, predictedFall } = yield* fallAlong(problem, at, direction, value);
  // A curvature that rounding may have bent, or along which f is not seen to fall, is no witness.
  if (!(curvature + roundingAt(place, steepest) < 0 && predictedFall > 0)) return open(facts);
  const penalised = 2 * penalty(problem.regularizer, problem.parametrization.parts(direction));
  const fills = (yield* evaluation.curvatureAlong(direction)) - penalised < EMPTY * -curvature;
  const side = Math.sign(step);
  const witness = { direction: direction.map((x) => side * x), step: Math.abs(step) };
  return strictSaddle(facts, { ...witness, curvature, predictedFall, fills });
}

/** Does neither a lower bound nor a direction decide. */
function isOpen({ zeroAt }: CurvatureCoordinates, { least, lower, largest }: LeastCurvature): boolean {
  const zero = zeroAt(largest);
  return !(lower > zero) && !(least < -zero);
}

function leastCurvature(
  { map, zeroAt }: CurvatureCoordinates,
  { formUpTo, ...options }: Omit<LanczosOptions, "zeroAt"> & { formUpTo: number },
) {
  return map.size <= formUpTo ? denseLeastCurvature(map) : lanczosLeastCurvature(map, { ...options, zeroAt });
}
