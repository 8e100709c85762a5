import type { Steps } from "../kernels/steps.ts";
import { type IsometryConstants, isometryConstants } from "../landscape/isometry/isometry-constants.ts";
import { numberText } from "../number-text.ts";
import { isSymmetric, type Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Certificate, Evidence, Verdict } from "./certificate.ts";
import { finiteNumbers } from "./finite-numbers.ts";

/** What is asked about restricted isometry. */
export interface RestrictedIsometryOptions {
  /** The claim: δ is below this. */
  readonly threshold?: number;
  /** Of the matrices; twice the point's where absent. */
  readonly rank?: number;
  readonly seed?: number;
  /** About how often the search may apply 𝒜. */
  readonly mostApplications?: number;
}

/** What rounding may add to a δ that was found, as a share of 1. */
const ROUNDING = 1e-10;

/**
 * Does restricted isometry say something of a problem: least squares on the low-rank part alone, of factors of any sign.
 * Nonnegative factors may have spurious minima at every δ > 0 (Zhang 2025, arXiv:2505.03717).
 */
export function hasIsometry({ loss, parametrization }: Problem): boolean {
  const { mean, rows, columns } = parametrization.biases;
  return loss.quadratic === true && !parametrization.nonnegative && !(mean || rows || columns);
}

/**
 * Do the measurements keep the norms of all matrices of rank 2r but for a share δ < `threshold`, up to a scale: (1 − δ)‖M‖² ≤
 * c‖𝒜(M)‖² ≤ (1 + δ)‖M‖²; of the symmetric ones for X = U Uᵀ. Below the default of ½, least squares on U Uᵀ without noise has no
 * spurious local minima, and above it some such problem has. It holds where an upper bound on δ over all ranks is below (`computed`), and fails
 * where two matrices or a count show δ at or above (`proved`); what a search finds else is an `estimated` lower bound, and undecided.
 *
 * The search applies 𝒜 about `mostApplications` times (default 240) where no bound is exact; single entries need none.
 *
 * @see Zhang, Sojoudi & Lavaei 2019, arXiv 1901.01631 (rank 1); Zhang 2021, arXiv 2104.10790 (any rank)
 */
export function* restrictedIsometry(
  problem: Problem,
  _point: Point,
  options: RestrictedIsometryOptions = {},
): Steps<Certificate> {
  const { threshold = 0.5, rank = 2 * problem.parametrization.rank, seed = 0, mostApplications = 240 } = options;
  if (!hasIsometry(problem)) {
    return answer("undecided", "estimated", Number.NaN, threshold, {
      sentence: "Undecided: restricted isometry is about least squares without biases.",
    });
  }
  if (rank === 0) {
    const sentence = "At rank 0 there are no two matrices to tell apart.";
    return answer("holds", "proved", 0, threshold, { sentence });
  }
  const exact = problem.with({ precision: "float64" });
  const found = yield* isometryConstants(exact, { rank, seed, mostApplications });
  const { delta, deltaAtMost, least, most, condition, scale, unscaled, bounds } = found;
  if (Number.isNaN(delta)) {
    return answer("undecided", "estimated", Number.NaN, threshold, {
      sentence: "Undecided: what the operator gives is too large for the squares of its norm.",
    });
  }
  const numbers = finiteNumbers({ rank: found.rank, delta, deltaAtMost, least, most, condition, scale, unscaled });
  const known = bounds?.exact === true;
  const above = known ? delta >= threshold : delta - ROUNDING >= threshold;
  const verdict: Verdict = deltaAtMost < threshold ? "holds" : above ? "fails" : "undecided";
  const evidence: Evidence =
    verdict === "fails" ? "proved" : verdict === "holds" && bounds ? bounds.evidence : "estimated";
  const quantity = verdict === "holds" ? deltaAtMost : delta;
  return answer(verdict, evidence, quantity, threshold, {
    sentence: sentenceOf(verdict, problem, found, threshold),
    numbers,
  });
}

function answer(
  verdict: Verdict,
  evidence: Evidence,
  quantity: number,
  threshold: number,
  { sentence, numbers = {} }: { sentence: string; numbers?: Record<string, number> },
): Certificate {
  return { claim: "restrictedIsometry", verdict, evidence, quantity, threshold, sentence, numbers };
}

function sentenceOf(
  verdict: Verdict,
  { parametrization }: Problem,
  found: IsometryConstants,
  threshold: number,
): string {
  const { rank, delta, deltaAtMost, least, condition, bounds } = found;
  const matrices = `${isSymmetric(parametrization.hull) ? "symmetric matrices" : "matrices"} of rank up to ${numberText(rank)}`;
  if (verdict === "holds") {
    return `The measurements keep the norms of all ${matrices} but for a share δ of at most ${numberText(deltaAtMost, 3)}, below ${numberText(threshold, 3)} (${bounds?.reason}).`;
  }
  if (verdict === "fails" && !(least > 0)) {
    return `The measurements do not keep the norms of ${matrices}, δ = 1: ${bounds?.reason}.`;
  }
  if (verdict === "fails") {
    return `Of the ${matrices} the measurements magnify some ${numberText(condition, 3)} times as much as others, in squares: δ is at least ${numberText(delta, 3)}, not below ${numberText(threshold, 3)}.`;
  }
  return `Undecided: a search among ${matrices} found δ to be at least ${numberText(delta, 3)}; whether it is below ${numberText(threshold, 3)} no search can tell.`;
}
