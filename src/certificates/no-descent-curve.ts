import type { Steps } from "../kernels/steps.ts";
import { curveThrough } from "../landscape/outliers/curve-through.ts";
import { determinesTangent } from "../landscape/outliers/determines-tangent.ts";
import { dualProof } from "../landscape/outliers/dual-proof.ts";
import { type FirstOrderForm, firstOrderForm } from "../landscape/outliers/first-order-form.ts";
import { leastForm } from "../landscape/outliers/least-form.ts";
import { oneShot } from "../landscape/outliers/one-shot.ts";
import {
  type MeasuredCurve,
  type PerturbationCurve,
  perturbationCurve,
} from "../landscape/outliers/perturbation-curve.ts";
import { type SpareColumns, spareColumns } from "../landscape/outliers/spare-columns.ts";
import { sparseDirections } from "../landscape/outliers/sparse-directions.ts";
import { tangentCone } from "../landscape/outliers/tangent-cone.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { ClaimOptions } from "./certificate.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { firstOrder } from "./first-order.ts";
import {
  type CurveCertificate,
  fallingCurve,
  noCurve,
  openCurve,
  undecidedCurve,
} from "./no-descent-curve-verdicts.ts";

/** How a curve is sought. */
export interface NoDescentCurveOptions extends ClaimOptions {
  /** The point is critical where `firstOrder` holds at this threshold. */
  readonly threshold?: number;
  /** Matrices of at most so many entries have the best direction, and the proof that there is none, sought. */
  readonly formUpTo?: number;
}

/** What the optimised direction may cost, in applications. */
const ITERATIONS = 600;
/** Lengths of a curve that are tried, as shares of the reach of its parabola. */
const SHARES = [2, 1, 0.5, 0.1, 0.01];
/** A fall below this share of f may be rounding. */
const ROUNDING = 1e-12;

/** Has the loss kinks, the point factors that move freely and alone, and nothing a penalty. */
export function hasKinks({ loss, parametrization, regularizer }: Problem): boolean {
  const { factored, nonnegative, biases } = parametrization;
  const offsets = biases.mean || biases.rows || biases.columns;
  return loss.subdifferential !== undefined && factored && !nonnegative && !offsets && regularizer.ridge === 0;
}

/**
 * Is a critical point of a loss with kinks no strict saddle: does f fall along no curve θ + γξ + γ²ζ. A curve along which it was
 * seen to fall is a witness, `proved`: sparse moves where entries are observed, the closed form of the outliers, the optimised
 * direction where matrices are small. That there is none is `computed` from multipliers z strictly inside the
 * subdifferentials with 𝒜*z = 0 along the tangent matrices and positive beyond them, found where matrices are small and such
 * multipliers exist: at a point with spare columns they show a global minimum over all ranks, without them a sharp local one.
 *
 * @see Ma & Fattahi 2023, arXiv 2302.10963
 */
export function* noDescentCurve(
  given: Problem,
  point: Point,
  { threshold = 1e-6, formUpTo = 2500 }: NoDescentCurveOptions = {},
): Steps<CurveCertificate> {
  if (!hasKinks(given)) return undecidedCurve("the loss has no kinks, or more than two factors move");
  const problem = given.with({ precision: "float64" });
  const at = Float64Array.from(point);
  const value = yield* problem.at(at).value();
  if (!(at.every(Number.isFinite) && Number.isFinite(value))) {
    return undecidedCurve("the point or its objective is not a finite number");
  }
  const stationary = yield* firstOrder(problem, at, { threshold });
  if (stationary.verdict === "undecided") return undecidedCurve("whether it is critical is not known");
  if (stationary.verdict === "fails") return { ...stationary, claim: "noDescentCurve" };

  const form = yield* firstOrderForm(problem, at);
  const columns = spareColumns(problem.parametrization, at);
  const small = problem.operator.rows * problem.operator.columns <= formUpTo;
  const fall = yield* bestFall(problem, at, form, columns, small);
  if (fall && fall.fall > ROUNDING * value) return fallingCurve(fall, value);

  const cone = tangentCone(columns);
  const proof = small ? yield* dualProof(problem, form, cone) : undefined;
  const spare = columns.spare.columns;
  if (!proof) return openCurve({ spare, small, coefficient: fall?.curve.coefficient ?? 0 });
  const strict = yield* determinesTangent(problem, form, columns);
  if (spare === 0 && !strict) return openCurve({ spare, small, coefficient: 0 });
  return noCurve({ spare, strict, ...finiteNumbers({ room: proof.room, leastEigenvalue: proof.leastEigenvalue }) });
}

/** A curve with the length at which f fell farthest, and how far. */
export interface CurveFall {
  readonly curve: MeasuredCurve;
  readonly gamma: number;
  readonly fall: number;
}

function* bestFall(
  problem: Problem,
  at: Float64Array,
  form: FirstOrderForm,
  columns: SpareColumns,
  small: boolean,
): Steps<CurveFall | undefined> {
  const candidates: PerturbationCurve[] = yield* sparseDirections(problem, form, columns);
  const shot = yield* oneShot(problem, form, columns);
  if (shot) candidates.push(shot);
  let best: CurveFall | undefined;
  for (const candidate of candidates) best = farther(best, yield* along(problem, at, candidate, form));
  if ((best?.fall ?? 0) > 0 || !small || columns.spare.columns === 0) return best;
  const cone = tangentCone(columns);
  const { value, matrix } = yield* leastForm(problem, form, cone, { mostIterations: ITERATIONS });
  if (!(value < 0)) return best;
  return farther(best, yield* along(problem, at, curveThrough(problem.parametrization, columns, cone, matrix), form));
}

function farther(a: CurveFall | undefined, b: CurveFall | undefined): CurveFall | undefined {
  return a && (!b || a.fall >= b.fall) ? a : b;
}

/** The farthest fall along a curve; undefined where its coefficient is not below 0. */
function* along(problem: Problem, at: Float64Array, candidate: PerturbationCurve, form: FirstOrderForm) {
  const curve = yield* perturbationCurve(problem, at, candidate, form);
  if (!(curve.coefficient < 0)) return undefined;
  const unit = Number.isFinite(curve.reach) ? curve.reach : norm(at) || 1;
  let best: CurveFall = { curve, gamma: 0, fall: 0 };
  for (const share of SHARES) {
    const fall = yield* curve.fall(share * unit);
    if (fall > best.fall) best = { curve, gamma: share * unit, fall };
  }
  return best;
}
