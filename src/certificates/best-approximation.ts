import type { Steps } from "../kernels/steps.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { numberText } from "../number-text.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { type Balanced, balanced } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { ridge } from "../regularizers/ridge.ts";
import type { Certificate, Verdict } from "./certificate.ts";
import { canProve, provenNorm } from "./norm-proof.ts";
import { type SplitNorm, splitNorm } from "./split-norm.ts";

/** What rounding may hide, as a share of ‖A‖_F². */
const ROUNDING = 8 * Number.EPSILON;
/** The first singular value outside may exceed the last inside by this share of it, which costs next to nothing. */
const CLOSE = 1e-8;
/** Norms between these and their squares are numbers with all their digits; all is divided by others. */
const SMALLEST = 1e-100;
const LARGEST = 1e100;
/** A norm below this is made of numbers that have lost digits. */
const UNDERFLOW = 1e-290;
/** A proof takes the cube of the smaller side. */
const PROVABLE = 1_500;

/** How the certificate of the best approximation is sought. */
export interface BestApproximationOptions {
  /** The claim: no matrix of this rank leaves less of ‖A‖_F² by more than this share of it. */
  readonly gap?: number;
  /** k; the point's where absent. */
  readonly rank?: number;
  readonly seed?: number;
  /** Most Lanczos steps on what X leaves. */
  readonly mostSteps?: number;
  /** Probability with which the Lanczos bound may be wrong. */
  readonly failureProbability?: number;
}

/**
 * Is X, of rank k, within `gap` of the best rank-k approximation of a matrix A that is observed in full, as shares of
 * ‖A‖_F²? With E = A − X cut along the column spaces of X into C outside both and R, the rest: the best approximation of X + C
 * leaves at least ‖C‖² − Σ_{i≤k} max(0, ‖C‖₂² − σ_i²) (Eckart & Young), and A differs from X + C by R, so that no
 * matrix of rank k leaves less than ‖E‖² by more than 2‖C‖‖R‖ + ‖R‖² + that sum.
 *
 * @see Eckart & Young 1936, doi:10.1007/BF02288367; Kuczyński & Woźniakowski 1992, doi:10.1137/0613066
 */
export function* bestApproximation(
  given: Problem,
  at: Point,
  options: BestApproximationOptions = {},
): Steps<Certificate> {
  // Weights without a ridge penalise nothing, and would tilt the singular vectors.
  const { ridge: strength } = given.regularizer;
  const exact = given.with({ precision: "float64", ...(strength === 0 && { regularizer: ridge({ ridge: 0 }) }) });
  const { rank } = given.parametrization;
  return yield* bestApproximationAt(yield* balanced(exact, Float64Array.from(at), 0), { rank, ...options });
}

/** The same at a point whose factors are balanced already, in float64, with their SVD. */
function* bestApproximationAt(
  { problem, point, svd }: Balanced,
  options: BestApproximationOptions = {},
): Steps<Certificate> {
  const { gap = 1e-6, seed = 0, mostSteps = 100, failureProbability = 1e-6 } = options;
  const { rank = problem.parametrization.rank } = options;
  const undecided = (sentence: string) => certificate("undecided", Number.NaN, gap, sentence);
  if (!isApproximation(problem)) {
    return undecided(
      "Undecided: only least squares on a matrix observed in full, without a penalty and biases, is a best rank-k approximation.",
    );
  }
  const residual = yield* problem.at(point).negativeDerivative();
  const [length, whole] = [norm(residual), norm(problem.observed)];
  const unknown = svd.singularValues.length < problem.parametrization.rank;
  if (!Number.isFinite(length) || unknown) return undecided("Undecided: the point is not a finite number.");
  if (whole === 0) {
    return length === 0
      ? certificate("holds", 0, gap, "The matrix is zero, and so is its approximation.")
      : certificate("fails", Number.POSITIVE_INFINITY, gap, "The matrix is zero, and its approximation is not.");
  }
  const unit = whole > SMALLEST && Math.max(whole, length) < LARGEST ? 1 : whole;
  const [left, size] = [length / unit, whole / unit];
  if (!(whole > UNDERFLOW && left < LARGEST)) {
    return undecided("Undecided: the numbers are too small or too large for their rounding to be bounded.");
  }
  if (left < SMALLEST * size && ROUNDING <= gap) {
    const exact = { rank, excess: ROUNDING, fall: 0, probability: 0 };
    return { ...certificate("holds", ROUNDING, gap, sentenceOf("holds", exact)), evidence: "proved" };
  }
  const sigma = svd.singularValues.map((value) => value / unit);
  // Fewer directions than the rank allows leave room for any other.
  const smallest = sigma.length < rank ? 0 : (sigma.at(-1) ?? 0);
  const rest = yield* problem.store.bound.backProjection(residual);
  const bounds = yield* splitNorm(divided(rest, unit), {
    u: svd.u,
    v: svd.v,
    directions: sigma.length,
    random: random(seed).fork("bestApproximation"),
    ridge: smallest,
    mostSteps,
    failureProbability,
  });
  const share = (outside: number) => excessOf({ ...bounds, outside }, { sigma, rank, left }) / size ** 2 + ROUNDING;
  let excess = share(bounds.outside);
  let proved = false;
  // Where the next singular value is close, Lanczos cannot tell: a Cholesky proof can.
  const near = smallest * (1 + CLOSE);
  if (
    excess > gap &&
    unit === 1 &&
    share(near) <= gap &&
    bounds.complement <= near &&
    Math.min(rest.rows, rest.columns) <= PROVABLE
  ) {
    const proven = canProve(rest) ? yield* provenNorm(problem.store, rest, near) : undefined;
    if (proven !== undefined) [excess, proved] = [share(proven), true];
  }
  const fall = fallOf(bounds, smallest) / size ** 2 - ROUNDING;
  const verdict: Verdict = excess <= gap ? "holds" : fall > gap ? "fails" : "undecided";
  const probability = proved || verdict === "fails" ? 0 : failureProbability;
  return {
    ...certificate(verdict, excess, gap, sentenceOf(verdict, { rank, excess, fall, probability })),
    evidence: probability === 0 ? "proved" : "computed",
    numbers: {
      error: left / size,
      touching: bounds.touching / size,
      outside: bounds.outside * unit,
      smallest: smallest * unit,
      lanczosSteps: bounds.steps,
      failureProbability: probability,
    },
  };
}

/** G/unit. */
function divided(g: LinearMap, unit: number): LinearMap {
  if (unit === 1) return g;
  const by = (out: Float64Array) => {
    for (let k = 0; k < out.length; k++) out[k] /= unit;
  };
  return {
    rows: g.rows,
    columns: g.columns,
    *apply(x, out) {
      yield* g.apply(x, out);
      by(out);
    },
    *applyTransposed(y, out) {
      yield* g.applyTransposed(y, out);
      by(out);
    },
  };
}

/** Is least squares the search of a best rank-k approximation: everything observed, no penalty, no biases. */
export function isApproximation({ operator, regularizer, parametrization, loss }: Problem): boolean {
  const { mean, rows, columns } = parametrization.biases;
  const full = operator.isometry === true && operator.measurements === operator.rows * operator.columns;
  return (
    full && regularizer.ridge === 0 && regularizer.l1 === 0 && loss.quadratic === true && !(mean || rows || columns)
  );
}

/** 2‖C‖‖R‖ + ‖R‖² + Σ max(0, ‖C‖₂² − σ_i²) over the k directions, the missing ones with σ_i = 0. */
function excessOf(
  { touching, outside }: SplitNorm,
  { sigma, rank, left }: { sigma: Float64Array; rank: number; left: number },
): number {
  const rest = Math.sqrt(Math.max(0, left ** 2 - touching ** 2));
  let better = 0;
  for (let i = 0; i < rank; i++) better += Math.max(0, outside ** 2 - (sigma[i] ?? 0) ** 2);
  return 2 * rest * touching + touching ** 2 + Math.min(better, left ** 2);
}

/**
 * By how much a matrix of this rank is seen to leave less: by the projection of A on the better one of X's own spaces, or by
 * the largest direction found outside in the place of the smallest inside.
 */
function fallOf({ touching, complement }: SplitNorm, smallest: number): number {
  return Math.max(0.5 * touching ** 2, complement ** 2 - smallest ** 2 - 2 * smallest * touching);
}

function sentenceOf(
  verdict: Verdict,
  { rank, excess, fall, probability }: Record<"rank" | "excess" | "fall" | "probability", number>,
): string {
  const matrices = `of rank ${numberText(rank)}`;
  if (verdict === "holds") {
    const how = probability === 0 ? "proved" : `computed; wrong with probability at most ${numberText(probability)}`;
    return `No matrix ${matrices} explains more of the sum of squares by over ${numberText(excess, 2)} of it (${how}).`;
  }
  if (verdict === "fails") {
    return `Another matrix ${matrices} explains more of the sum of squares by at least ${numberText(fall, 2)} of it.`;
  }
  return `Undecided: a matrix ${matrices} that explains up to ${numberText(excess, 2)} more of the sum of squares was not excluded.`;
}

function certificate(verdict: Verdict, quantity: number, threshold: number, sentence: string): Certificate {
  return { claim: "bestApproximation", verdict, evidence: "computed", quantity, threshold, sentence, numbers: {} };
}
