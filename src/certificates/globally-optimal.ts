import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { numberText } from "../number-text.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { type Balanced, balanced, inverseRoots } from "../problem/balance.ts";
import { measureRankOne } from "../problem/measure-offsets.ts";
import { canBlockSolve, type Problem } from "../problem/problem.ts";
import type { Certificate, Evidence, Verdict, Witness } from "./certificate.ts";
import { dualBound, dualDirection } from "./dual-bound.ts";
import { exactFit, zeroButForRounding } from "./exact-fit.ts";
import { canProve, provenNorm } from "./norm-proof.ts";
import { splitNorm } from "./split-norm.ts";
import { stationarity } from "./stationarity.ts";

/** How the certificate of global optimality is sought. */
export interface GloballyOptimalOptions {
  /** The claim: (P − D)/P ≤ gap. */
  readonly gap?: number;
  readonly seed?: number;
  /** Most Lanczos steps on the complement. */
  readonly mostSteps?: number;
  /** Try a Cholesky proof where the smaller side allows it. */
  readonly prove?: boolean;
  /** Probability with which the Lanczos bound may be wrong. */
  readonly failureProbability?: number;
}

/** Directions of X below this share of σ₁ are rounding, where G need not be λ: the norm is not split along them. */
const NEGLIGIBLE = 1e-6;
/** Where a proof can follow, the Ritz value need only be good enough to guess the norm. */
const STEPS_BEFORE_PROOF = 80;

/**
 * Is the point within `gap` of the least objective over matrices of every rank, at this ridge, these weights and these
 * entries? By duality: F ≥ P(X) ≥ min P ≥ D(sZ) at any point, stationary or not, with P the convex problem
 * Σ ℓ + λ‖X‖_* (+ biases) and the dual point of `dualDirection`. A direction that lowers P by more is a witness against.
 *
 * @see Lee, Liang, Tang & Toh 2024, arXiv:2204.14067; Kuczyński & Woźniakowski 1992, doi:10.1137/0613066
 */
export function* globallyOptimal(given: Problem, at: Point, options: GloballyOptimalOptions = {}): Steps<Certificate> {
  const exact = given.with({ precision: "float64" });
  return yield* globallyOptimalAt(yield* balanced(exact, Float64Array.from(at), 0), options);
}

/** The same at a point whose factors are balanced already, in float64, with their SVD. */
export function* globallyOptimalAt(
  { problem, point, svd }: Balanced,
  options: GloballyOptimalOptions = {},
): Steps<Certificate> {
  const { gap: tolerance = 1e-6, seed = 0, mostSteps = 300, prove = true, failureProbability = 1e-6 } = options;
  const { ridge } = problem.regularizer;
  const evaluation = problem.at(point);
  // At balanced factors the penalty of the factors is the nuclear norm's, so the factored objective is P itself.
  const primal = yield* evaluation.value();
  if (!Number.isFinite(primal)) return undecided(tolerance, primal, "is not a finite number");
  const residual = yield* evaluation.negativeDerivative();
  if (ridge === 0) return yield* exactFit(problem, point, primal, tolerance);

  const direction = yield* dualDirection(problem, residual);
  if (outOfRange(norm(residual)) || outOfRange(Math.sqrt(primal))) {
    return undecided(tolerance, primal, "is too small or too large for its rounding to be bounded");
  }
  const rho = yield* stationarity(problem, point);
  const g = yield* problem.store.bound.backProjection(direction.z, inverseRoots(problem.regularizer));
  if (squareOutOfRange(yield* probe(g, seed)) || squareOutOfRange(ridge)) {
    return undecided(tolerance, primal, "has a gradient or a ridge too small or too large for the squares of its norm");
  }
  const bounds = yield* splitNorm(g, {
    u: svd.u,
    v: svd.v,
    directions: svd.singularValues.filter((sigma) => sigma > NEGLIGIBLE * svd.singularValues[0]).length,
    random: random(seed).fork("globallyOptimal"),
    ridge,
    mostSteps: prove && canProve(g) ? Math.min(mostSteps, STEPS_BEFORE_PROOF) : mostSteps,
    failureProbability,
  });
  const margin = roundingOf(problem, primal, residual, yield* evaluation.prediction());
  const gapAt = (bound: number) => {
    const dual = dualBound(problem, direction, Math.min(bound > 0 ? ridge / bound : 1e3, 1e3));
    return { dual, gap: Math.max(0, primal - dual.value + margin) };
  };
  let upper = bounds.upper;
  let evidence: Evidence = "computed";
  // A proof costs more than the rest, so it is tried only where its best outcome would satisfy the claim.
  if (prove && gapAt(bounds.estimate).gap <= tolerance * primal) {
    for (const sigma of [
      bounds.estimate * (1 + Math.min(2e-8, tolerance / 8)),
      bounds.estimate * (1 + 1e-7),
      bounds.upper,
    ]) {
      const proven = Number.isFinite(sigma) ? yield* provenNorm(problem.store, g, sigma) : undefined;
      if (proven === undefined) continue;
      // A proof too coarse for the claim gives way to the finer bound that is only computed.
      if (proven <= upper || gapAt(proven).gap <= tolerance * primal) [upper, evidence] = [proven, "proved"];
      break;
    }
  }
  const { dual, gap } = gapAt(upper);
  if (dual.value > primal + margin) {
    return undecided(tolerance, primal, "lies below its own lower bound, so rounding has spoilt one of them");
  }
  // Where X is not zero its norm is no rounding, however small the ridge makes it.
  const isZero = problem.parametrization.rank === 0 && zeroButForRounding(problem, primal);
  const relativeGap = isZero ? 0 : gap / primal;
  // A pair that lowers the objective over all matrices tells nothing where the points reach only some of them.
  const witness: Witness | undefined =
    bounds.values.length > 0 && problem.parametrization.surjective ? bounds : undefined;
  const appended = witness ? yield* predictedFall(problem, witness, point, residual) : 0;
  const open = relativeGap > tolerance;
  const descended = open && appended <= tolerance * primal ? yield* descentFall(problem, point, primal) : 0;
  const fall = Math.max(appended, descended);
  const verdict: Verdict = !open ? "holds" : fall - margin > tolerance * primal ? "fails" : "undecided";
  return {
    claim: "globallyOptimal",
    verdict,
    evidence: verdict === "fails" ? "proved" : evidence,
    quantity: relativeGap,
    threshold: tolerance,
    sentence: sentenceOf(verdict, relativeGap, fall / primal, appended >= descended, evidence, failureProbability),
    numbers: {
      primal,
      dual: dual.value,
      gap,
      scale: dual.s,
      ridge,
      normBound: upper,
      complement: bounds.complement,
      lanczosSteps: bounds.steps,
      failureProbability: evidence === "proved" ? 0 : failureProbability,
      stationarity: rho,
      predictedFall: fall,
      predictedFallByColumn: appended,
    },
    ...(witness ? { witness: { values: bounds.values, left: bounds.left, right: bounds.right } } : {}),
  };
}

/**
 * The fall along the first pair alone: (σ − λ)² / (2‖𝒜(pqᵀ)‖²), σ = ⟨𝒜(pqᵀ), residual⟩, for least squares; measured at the
 * best of some steps along the pair for any other loss.
 */
function* predictedFall(
  problem: Problem,
  { left, right }: Witness,
  point: Point,
  residual: Float64Array,
): Steps<number> {
  const { loss, observed, regularizer } = problem;
  const scale = inverseRoots(regularizer);
  const first = (basis: typeof left, by: Float64Array | undefined) =>
    Float64Array.from({ length: basis.rows }, (_, i) => basis.data[i * basis.columns] * (by ? by[i] : 1));
  const image = yield* measureRankOne(problem, first(left, scale?.rows), first(right, scale?.columns));
  const slope = dot(image, 0, residual, 0, image.length) - regularizer.ridge;
  const length = dot(image, 0, image, 0, image.length);
  if (!(slope > 0 && length > 0)) return 0;
  if (loss.quadratic) return slope ** 2 / (2 * length);
  const prediction = yield* problem.at(point).prediction();
  const fallAt = (t: number) => {
    let fall = -t * regularizer.ridge;
    for (let k = 0; k < observed.length; k++) {
      fall += loss.value(prediction[k], observed[k]) - loss.value(prediction[k] + t * image[k], observed[k]);
    }
    return fall;
  };
  const bend = image.reduce((sum, a, k) => sum + (loss.curvature?.(prediction[k], observed[k]) ?? 1) * a * a, 0);
  const step = slope / (bend > 0 ? bend : length);
  return Math.max(0, ...[2, 1, 0.5, 0.1, 0.01].map((share) => fallAt(share * step)));
}

/** How far one exact solve over a factor lowers the objective: the witness of a descent that is not finished. */
function* descentFall(problem: Problem, point: Point, primal: number): Steps<number> {
  if (!canBlockSolve(problem)) return 0;
  const { value } = yield* problem.blockSolve("left", point.slice());
  return primal - value;
}

/** ‖G x‖ of a random x of length about 1, which overflows or vanishes where G does. */
function* probe(g: LinearMap, seed: number): Steps<number> {
  const draw = random(seed).fork("globallyOptimal, size");
  const image = new Float64Array(g.rows);
  yield* g.apply(
    Float64Array.from({ length: g.columns }, () => draw.gaussian() / Math.sqrt(g.columns)),
    image,
  );
  return norm(image);
}

/** Lanczos works on squares. */
function squareOutOfRange(size: number): boolean {
  return size !== 0 && !(size > 1e-140 && size < 1e140);
}

/** Beyond these, squares of squares overflow or lose digits to underflow, and no rounding bound holds. */
function outOfRange(size: number): boolean {
  return size !== 0 && !(size > 1e-70 && size < 1e70);
}

/**
 * The rounding of P: of its sum, and of each residual as the difference of numbers of y's size; for another loss of each
 * term as one made of products of x, or of log y, with y and the derivative.
 */
function roundingOf(
  { observed, loss }: Problem,
  primal: number,
  residual: Float64Array,
  prediction: Float64Array,
): number {
  const size = norm(residual);
  const sums = observed.length * primal;
  if (loss.quadratic) return Number.EPSILON * (sums + 8 * size * (norm(observed) + size));
  let products = 0;
  for (let k = 0; k < observed.length; k++) {
    const y = Math.abs(observed[k]);
    products += (1 + Math.abs(prediction[k]) + Math.log1p(y)) * (1 + y + Math.abs(residual[k]));
  }
  return Number.EPSILON * (sums + 16 * products);
}

function undecided(threshold: number, primal: number, why: string): Certificate {
  return {
    claim: "globallyOptimal",
    verdict: "undecided",
    evidence: "computed",
    quantity: Number.NaN,
    threshold,
    sentence: `Undecided: the point's objective ${why}.`,
    numbers: Number.isFinite(primal) ? { primal } : {},
  };
}

function sentenceOf(
  verdict: Verdict,
  gap: number,
  fall: number,
  byColumn: boolean,
  evidence: Evidence,
  probability: number,
): string {
  const size = numberText(gap, 2);
  if (verdict === "holds") {
    const how = evidence === "proved" ? "proved" : `computed; wrong with probability at most ${probability}`;
    return `No matrix of any rank lowers the objective by more than ${size} of its value (${how}).`;
  }
  if (verdict === "fails") {
    const step = byColumn ? "one more column" : "descending further at this rank";
    return `Not optimal over all ranks: ${step} lowers the objective by at least ${numberText(fall, 2)} of its value.`;
  }
  return `Undecided: the objective is within ${size} of a proven lower bound, which is not close enough, and no direction that lowers it further was found.`;
}
