import { kernelsFor } from "../kernels/index.ts";
import { Memory } from "../kernels/memory.ts";
import { scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { denseBlockMap } from "../linalg/block-map.ts";
import { leadingColumns, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { fixedRank } from "../linalg/rank-rules.ts";
import { truncatedSvd } from "../linalg/truncated-svd.ts";
import { leastSquares } from "../losses/least-squares.ts";
import { numberText, percentText } from "../number-text.ts";
import { fullObservation } from "../operators/full-observation.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { ridge } from "../regularizers/ridge.ts";
import { bestApproximation, isApproximation } from "./best-approximation.ts";
import type { Certificate } from "./certificate.ts";
import { finiteNumbers } from "./finite-numbers.ts";

/** What rounding may hide of ½‖A‖². */
const ROUNDING = 1e-14;

/** A number that no matrix of a rank falls below. */
export interface RankBound {
  /** ½‖A − X‖² is at least this for every X of the rank; NaN where it was not found. */
  readonly least: number;
  /** Probability with which it may be wrong; 0 where it is proved. */
  readonly failureProbability: number;
}

/** How the certificate of the best of a rank is sought. */
export interface BestOfRankOptions {
  /** The claim: (P − D)/P ≤ gap. */
  readonly gap?: number;
  /** k; the point's where absent. */
  readonly rank?: number;
  readonly seed?: number;
  /** D, where it is known already. */
  readonly bound?: RankBound;
}

/** Does dropping the signs leave a problem that is solved: nonnegative factors, least squares, everything observed, no penalty. */
export function isSigned(problem: Problem): boolean {
  return problem.parametrization.nonnegative && isApproximation(problem);
}

/**
 * Is a nonnegative factorization within `gap` of the least objective at its rank: P is its objective, D = ½‖A − A_k‖² that of the
 * best matrix of the rank with entries of any sign, which no nonnegative factorization falls below. It never fails: D is
 * seldom reached, and then the share (P − D)/P bounds what is left to gain.
 *
 * @see Eckart & Young 1936, doi:10.1007/BF02288367
 */
export function* bestOfRank(problem: Problem, point: Point, options: BestOfRankOptions = {}): Steps<Certificate> {
  const { gap = 1e-6, seed = 0, rank = problem.parametrization.rank } = options;
  const make = (verdict: "holds" | "undecided", quantity: number, sentence: string): Certificate => {
    return { claim: "bestOfRank", verdict, evidence: "computed", quantity, threshold: gap, sentence, numbers: {} };
  };
  if (!isSigned(problem)) {
    return make(
      "undecided",
      Number.NaN,
      "Undecided: only for nonnegative factors of a matrix observed in full, under least squares without a penalty, a bound is known.",
    );
  }
  const { least, failureProbability } = options.bound ?? (yield* rankBound(problem, rank, { seed }));
  const primal = yield* problem.with({ precision: "float64" }).at(Float64Array.from(point)).value();
  const whole = 0.5 * norm(problem.observed) ** 2;
  if (!Number.isFinite(primal) || Number.isNaN(least)) {
    return make(
      "undecided",
      Number.NaN,
      "Undecided: the numbers are not finite, or too small or too large to be bounded.",
    );
  }
  const gained = Math.max(0, primal - least);
  const quantity = primal <= ROUNDING * whole ? 0 : gained / primal;
  const verdict = quantity <= gap ? "holds" : "undecided";
  const proved = failureProbability === 0;
  const of = `of rank ${numberText(rank)}`;
  const above = least > ROUNDING * whole ? gained / least : Number.POSITIVE_INFINITY;
  const how = proved ? "proved" : `computed; wrong with probability at most ${numberText(failureProbability)}`;
  return {
    ...make(
      verdict,
      quantity,
      verdict === "holds"
        ? `No matrix ${of}, with signs or without, lowers the objective by more than ${numberText(quantity, 2)} of it (${how}).`
        : above === Number.POSITIVE_INFINITY
          ? `Undecided: a matrix ${of} with entries of any sign fits exactly, which says nothing of nonnegative factors.`
          : `The objective is at most ${percentText(above)} above the least ${of}: so far below it lies the best matrix with entries of any sign (${how}). Whether nonnegative factors come closer is not known.`,
    ),
    evidence: proved ? "proved" : "computed",
    numbers: finiteNumbers({ primal, bound: least, excess: above, failureProbability }),
  };
}

/** The least ½‖A − X‖² of a rank, from the truncated SVD and the certificate of it. */
export function* rankBound(
  { observed, parametrization: { rows, columns } }: Problem,
  wanted: number,
  { seed = 0 }: { seed?: number } = {},
): Steps<RankBound> {
  const rank = Math.min(wanted, rows, columns);
  const memory = new Memory();
  const space = scratch({ memory, kernels: kernelsFor(memory) });
  const block = space.block("A", "float64", observed.length);
  memory.floats(block).set(observed);
  const map = yield* denseBlockMap(space, { block, rows, columns, lda: columns });
  const { u, v, singularValues } = yield* truncatedSvd(space, map, {
    rank: fixedRank(rank),
    random: random(seed).fork("best of rank"),
  });
  const kept = singularValues.length;
  const signed = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank: kept }),
  });
  const point = signed.point();
  const half = (basis: typeof u) => {
    const { rows: length, data } = leadingColumns(basis, kept);
    return matrix(
      length,
      kept,
      data.map((x, k) => x * Math.sqrt(singularValues[k % kept])),
    );
  };
  signed.parametrization.setFactors({ left: half(u), right: half(v) }, point);
  const certificate = yield* bestApproximation(signed, point, { rank, seed });
  const { error = 0, failureProbability = 0 } = certificate.numbers;
  const share = Math.max(0, error ** 2 - certificate.quantity);
  return { least: 0.5 * norm(observed) ** 2 * share, failureProbability };
}
