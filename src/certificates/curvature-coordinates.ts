import { factorMetric } from "../landscape/factor-metric.ts";
import { symmetry } from "../landscape/symmetry.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { SecondOrderEvaluation, SecondOrderProblem } from "../problem/problem.ts";
import type { ProjectedMap } from "./least-curvature.ts";

/** The Hessian at a point, off the directions of its symmetry, in some coordinates of the directions. */
export interface CurvatureCoordinates {
  readonly map: ProjectedMap;
  /** Below this a curvature counts as zero, where the largest is so large. */
  zeroAt(largest: number): number;
  /** The direction of unit length that coordinates stand for. */
  direction(coordinates: Float64Array): Float64Array;
}

/** What is known of the point before its curvature. */
export interface CurvaturePoint {
  readonly problem: SecondOrderProblem;
  readonly point: Float64Array;
  readonly evaluation: SecondOrderEvaluation;
  readonly gradient: Float64Array;
  /** The size of the terms that cancel in 𝒜*(ℓ′). */
  readonly cancelling: number;
}

/** Curvatures below this share of the largest are zero, however exact the point. */
export const FLAT = 1e-8;
/** Factors of a worse condition are not of full rank. */
const WORST = 1e6;
/** A curvature tells of the stationary point nearby where it is this many times √(‖∇f‖/(λ_max·reach)). */
const UNFINISHED = 4;

/** The bound on the rounding of a curvature where the largest is so large, sums being as long as the measurements and as X. */
export function roundingAt(
  { problem, cancelling }: Pick<CurvaturePoint, "problem" | "cancelling">,
  largest: number,
): number {
  const { operator, observed } = problem;
  return Number.EPSILON * (observed.length + operator.rows * operator.columns) * (largest + cancelling);
}

/** The point's own coordinates. */
export function plainCoordinates(at: CurvaturePoint): CurvatureCoordinates {
  const { problem, point, evaluation, gradient } = at;
  const [slope, reach] = [norm(gradient), norm(point)];
  return {
    map: {
      size: point.length,
      *apply(x, out) {
        out.set(yield* evaluation.hessianVector(x));
      },
      project: symmetry(problem, point).project,
    },
    zeroAt: (largest) => Math.max(FLAT, unfinished(slope, largest, reach)) * largest + roundingAt(at, largest),
    direction: (coordinates) => coordinates,
  };
}

/**
 * The coordinates of the factors' metric, in which the least curvature is not small because X has small singular values: being
 * positive definite does not depend on coordinates. Undefined where there is no such metric, and where the factors are not of full rank, which no metric mends.
 */
export function metricCoordinates(at: CurvaturePoint, magnification: number): CurvatureCoordinates | undefined {
  const { problem, point, evaluation, gradient, cancelling } = at;
  const metric = factorMetric(problem, point, magnification);
  if (!metric || metric.condition > WORST) return undefined;
  const { fromCoordinates, reach, condition } = metric;
  const slope = norm(fromCoordinates(gradient));
  return {
    map: {
      size: point.length,
      *apply(x, out) {
        out.set(fromCoordinates(yield* evaluation.hessianVector(fromCoordinates(x))));
      },
      project: symmetry(problem, point, metric).project,
    },
    zeroAt: (largest) =>
      Math.max(FLAT, unfinished(slope, largest, reach)) * largest +
      roundingAt({ ...at, cancelling: cancelling / reach }, largest * condition),
    direction: (coordinates) => unit(fromCoordinates(coordinates)),
  };
}

/** The share of the largest curvature by which it may differ at the stationary point nearby. */
export function unfinished(slope: number, largest: number, reach: number): number {
  return slope > 0 && largest > 0 ? UNFINISHED * Math.sqrt(slope / largest / reach) : 0;
}

function unit(x: Point): Float64Array {
  const length = norm(x);
  return Float64Array.from(x, (value) => value / length);
}
