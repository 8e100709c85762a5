import type { Steps } from "../kernels/steps.ts";
import { columnsOf, mergedColumns } from "../landscape/merged-columns.ts";
import { dot } from "../linalg/dot.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { orthogonalize } from "../linalg/orthogonalize.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem, SecondOrderProblem } from "../problem/problem.ts";
import { cancelling, naturalResidual } from "./cancelling.ts";
import type { Certificate } from "./certificate.ts";
import { coneCurvature } from "./cone-curvature.ts";
import { coneDirection } from "./cone-direction.ts";
import { criticalCone } from "./critical-cone.ts";
import { FLAT, roundingAt, unfinished } from "./curvature-coordinates.ts";
import { faceOrbit } from "./face-orbit.ts";
import { fallAlong } from "./fall-along.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { firstOrder } from "./first-order.ts";
import { denseLeastCurvature, lanczosLeastCurvature, type ProjectedMap } from "./least-curvature.ts";
import * as verdicts from "./second-order-nonnegative-verdicts.ts";

/** How the certificate of a local minimum among nonnegative factors is sought. */
export interface SecondOrderNonnegativeOptions {
  /** The point is stationary where `firstOrder` holds at this threshold. */
  readonly threshold?: number;
  readonly seed?: number;
  /** Most Lanczos steps, each one product with the Hessian. */
  readonly mostSteps?: number;
  /** Probability with which the Lanczos bound may be wrong. */
  readonly failureProbability?: number;
  /** Up to so many numbers that may move the Hessian among them is formed, and copositivity decided. */
  readonly formUpTo?: number;
}

/** Has the loss of a problem second derivatives, and may its factors not be negative. */
export function hasConeCurvature(problem: Problem): problem is SecondOrderProblem {
  return problem.loss.curvature !== undefined && problem.parametrization.nonnegative;
}

/**
 * Is a stationary point U, V ≥ 0 a strict local minimum modulo its orbit: is dᵀ∇²f d > tolerance·λ_max for the unit d of the critical
 * cone off the motions that leave X as it is, d to both sides where a number is free, d ≥ 0 where it is 0 without a slope (degenerate), and 0
 * where a slope holds it at 0. That is so where the curvature is positive on the span of free and degenerate numbers, or where the Schur
 * complement of the free ones is strictly copositive, which is decided by cutting the degenerate ones' orthant into simplices, for at most
 * `formUpTo` numbers that may move. `fails` needs a direction of the cone, with its curvature evaluated outright and
 * negative beyond rounding, along which f was seen to fall: `proved`. All else is `undecided`, with the number of degenerate ones.
 *
 * A number is 0 up to 1e-6 of the largest of its factor; a slope is 0 up to 1e-6 of the terms that cancel in it and 10 times what is left of
 * the gradient; what is in doubt counts as degenerate, the larger cone. The tolerance is that of `secondOrder`: max(1e-8, 4√η) and rounding.
 *
 * @see Contesse 1980, doi:10.1007/BF01390001; Zhang 2025, arXiv:2505.03717
 */
export function* secondOrderNonnegative(
  given: Problem,
  point: Point,
  options: SecondOrderNonnegativeOptions = {},
): Steps<Certificate> {
  const { threshold = 1e-6, seed = 0, mostSteps = 300, failureProbability = 1e-6, formUpTo = 240 } = options;
  if (!hasConeCurvature(given)) {
    return verdicts.undecidedPoint(
      given.loss.curvature
        ? "its factors may have any sign, so that nothing holds them at 0"
        : `the ${given.loss.name} loss has no second derivatives to decide by`,
    );
  }
  const problem = given.with({ precision: "float64" }) as SecondOrderProblem;
  const at = Float64Array.from(point);
  const evaluation = problem.at(at);
  const value = yield* evaluation.value();
  if (!(at.every(Number.isFinite) && Number.isFinite(value))) {
    return verdicts.undecidedPoint("the point or its objective is not a finite number");
  }
  const stationary = yield* firstOrder(problem, at, { threshold });
  if (stationary.verdict === "undecided") return verdicts.undecidedPoint("its gradient cannot be told from zero");
  const gradient = Float64Array.from(yield* evaluation.gradient());
  const terms = yield* cancelling(problem, at);
  const residual = naturalResidual(problem, at, gradient, terms);
  if (stationary.verdict === "fails") return verdicts.notStationary(stationary, residual);

  const cone = criticalCone(problem, at, gradient, residual, terms);
  const { free, degenerate, held } = cone;
  const moving = [...free, ...degenerate];
  const isFree = new Uint8Array(at.length);
  for (const k of free) isFree[k] = 1;
  const orbit = faceOrbit(problem, at, (k) => isFree[k] === 1);
  const shares = columnsOf(problem, at);
  const prediction = yield* evaluation.prediction();
  const facts: verdicts.ConeFacts = {
    free: free.length,
    degenerate: degenerate.length,
    held,
    columns: problem.parametrization.rank,
    distinctColumns: mergedColumns(shares).length,
    explained: norm(problem.observed) > 0 ? norm(prediction) / norm(problem.observed) : 1,
  };
  const size = norm(at);
  const place = { problem, cancelling: size > 0 ? stationary.numbers.scale / size : 0 };
  const slope = norm(residual);
  const zeroAt = (largest: number) =>
    Math.max(FLAT, unfinished(slope, largest, size)) * largest + roundingAt(place, largest);

  const whole = new Float64Array(at.length);
  /** The Hessian among the numbers that may move. */
  const map: ProjectedMap = {
    size: moving.length,
    *apply(x, out) {
      whole.fill(0);
      for (const [c, k] of moving.entries()) whole[k] = x[c];
      const bent = yield* evaluation.hessianVector(whole);
      for (const [c, k] of moving.entries()) out[c] = bent[k];
    },
    project: (x) => orthogonalize(x, turns),
  };
  const turns = orbit.map((direction) => Float64Array.from(moving, (k) => direction[k]));
  const small = moving.length <= formUpTo;
  const formed = small ? yield* formedOf(map) : undefined;
  const found = formed
    ? yield* denseLeastCurvature({ ...map, apply: productWith(formed) })
    : yield* lanczosLeastCurvature(map, {
        ...{ random: random(seed).fork("secondOrderNonnegative"), mostSteps, failureProbability, zeroAt },
      });
  if (!found) return verdicts.undecidedPoint("the curvature of its objective is not a finite number");
  const { least, lower, largest } = found;
  const zero = zeroAt(largest);
  const curvature: verdicts.CurvatureFacts = {
    relativeLeast: largest > 0 ? least / largest : 0,
    relativeLower: largest > 0 ? lower / largest : lower,
    tolerance: largest > 0 ? zero / largest : FLAT,
    numbers: {
      ...finiteNumbers({
        gradientNorm: slope,
        leastCurvature: least,
        curvatureBound: lower,
        largestCurvature: largest,
        simplices: 0,
        ...facts,
      }),
      products: found.products,
      failureProbability: found.failureProbability,
    },
  };
  // An orbit that tilts the slopes of degenerate numbers leads down, though nothing curves along it.
  const tilted = degenerate.length > 0 && turns.length > 0;
  const level = !tilted || (!formed && (yield* isFlatAlong(map, turns, zero, seed)));
  if (lower > zero && level) return verdicts.localMinimum(curvature, facts);

  const decided = formed
    ? yield* coneCurvature(formed, free.length, turns, zero)
    : yield* coneDirection(map, { start: found.coordinates(), free: free.length, largest, zero });
  const numbers = { ...curvature.numbers, simplices: decided.simplices };
  if (decided.sign === "positive") return verdicts.localMinimum({ ...curvature, numbers }, facts);
  if (decided.direction) {
    const direction = new Float64Array(at.length);
    const length = norm(decided.direction);
    for (const [c, k] of moving.entries()) direction[k] = decided.direction[c] / length;
    const bent = Float64Array.from(yield* evaluation.hessianVector(direction));
    const along = dot(direction, 0, bent, 0, at.length);
    const oneSided = degenerate.some((k) => direction[k] !== 0);
    const { step, predictedFall } = yield* fallAlong(problem, at, direction, value, oneSided ? [1] : [1, -1]);
    if (along + roundingAt(place, largest) < 0 && predictedFall > 0) {
      const side = Math.sign(step);
      const witness = { curvature: along, predictedFall, step: Math.abs(step), oneSided };
      return verdicts.strictSaddle({ ...curvature, numbers }, facts, {
        ...witness,
        direction: direction.map((x) => side * x),
      });
    }
  }
  return verdicts.open({ ...curvature, numbers }, facts, decided.sign === "flat");
}

/** The symmetric matrix of a map. */
function* formedOf({ size, apply }: ProjectedMap) {
  const h = matrix(size, size);
  const [unit, out] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k++) {
    unit.fill(0);
    unit[k] = 1;
    yield* apply(unit, out);
    h.data.set(out, k * size);
    yield;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (h.data[i * size + j] + h.data[j * size + i]) / 2;
      h.data[i * size + j] = mean;
      h.data[j * size + i] = mean;
    }
  }
  return h;
}

function productWith({ rows, data }: ReturnType<typeof matrix>): ProjectedMap["apply"] {
  return function* (x, out) {
    for (let i = 0; i < rows; i++) out[i] = dot(data, i * rows, x, 0, rows);
    yield;
  };
}

/** Does the Hessian vanish along the orbit, by one random direction of it. */
function* isFlatAlong({ size, apply }: ProjectedMap, orbit: readonly Float64Array[], zero: number, seed: number) {
  const draw = random(seed).fork("orbit");
  const [along, bent] = [new Float64Array(size), new Float64Array(size)];
  for (const direction of orbit) {
    const share = draw.gaussian();
    for (let k = 0; k < size; k++) along[k] += share * direction[k];
  }
  yield* apply(along, bent);
  return norm(bent) <= zero * norm(along);
}
