import type { Steps } from "../kernels/steps.ts";
import { numberText, percentText } from "../number-text.ts";
import { type EntrySampling, eachEntry } from "../operators/entry-sampling.ts";
import type { Pattern } from "../operators/pattern.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Certificate } from "./certificate.ts";
import { coreNumbers, missingInCore } from "./core-numbers.ts";
import { genericDetermination } from "./generic-determination.ts";

/** What is asked about identifiability. */
export interface IdentifiabilityOptions {
  /** The rank asked about; the point's where absent. */
  readonly rank?: number;
  /**
   * Run the generic Jacobian test where counting excludes nothing; else only where it is cheap: p·r at most 10⁶ for
   * entries, p·m·n at most 10⁷ for other measurements.
   */
  readonly jacobian?: boolean;
  readonly seed?: number;
}

const CHEAP = 1e6;
const CHEAP_DENSE = 1e7;

/**
 * Can the observations determine a generic matrix of this rank (up to finitely many values; never "unique")? Core
 * numbers of observed entries, or fewer measurements than degrees of freedom, give a proof against it; where they
 * exclude nothing, the generic Jacobian test decides.
 *
 * @see Király, Theran & Tomioka 2015, arXiv:1211.4116
 */
export function* identifiability(
  problem: Problem,
  _point: Point,
  options: IdentifiabilityOptions = {},
): Steps<Certificate> {
  const { rank = problem.parametrization.rank, seed = 0 } = options;
  const { pattern } = problem.operator as Partial<EntrySampling>;
  const certificate: Statement = (verdict, evidence, share, sentence) => ({
    claim: "identifiability",
    verdict,
    evidence,
    quantity: share,
    threshold: 1,
    sentence,
    numbers: { rank, ...(Number.isFinite(share) && { determinedShare: share }) },
  });
  if (!pattern) return yield* ofMeasurements(problem, rank, options, certificate);
  const missing = pattern.rows * pattern.columns - pattern.columnIndex.length;
  if (missing === 0 || rank === 0) {
    return certificate(
      "holds",
      "proved",
      1,
      missing === 0 ? "No entry is missing." : "At rank 0 nothing is left open.",
    );
  }
  // A symmetric matrix has each entry twice, which the core numbers do not know.
  const { surjective } = problem.parametrization;
  const within = surjective ? missingInCore(pattern, coreNumbers(pattern), rank)[rank - 1] / missing : 1;
  if (within < 1) {
    const outside = percentText(1 - within);
    const instead = problem.regularizer.ridge > 0 ? ", the ridge does" : "";
    return certificate(
      "fails",
      "proved",
      within,
      `At rank ${rank}, ${outside} of the missing entries lie outside the core: the data cannot determine them${instead}.`,
    );
  }
  if (!(options.jacobian ?? pattern.columnIndex.length * rank <= CHEAP)) {
    return certificate(
      "undecided",
      "computed",
      within,
      `At rank ${rank} no missing entry is excluded by its core number.`,
    );
  }
  const test = yield* genericDetermination(problem, rank, seed);
  const counts = countMissing(pattern, test.determined);
  const share = counts.determined / missing;
  if (!test.converged || counts.unknown > 0) {
    return certificate(
      "undecided",
      "computed",
      share,
      `At rank ${rank} the Jacobian test was too ill conditioned to decide.`,
    );
  }
  return share === 1
    ? certificate(
        "holds",
        "computed",
        1,
        `At rank ${rank} every missing entry is determined up to finitely many values.`,
      )
    : certificate(
        "fails",
        "computed",
        share,
        `At rank ${rank}, ${percentText(1 - share)} of the missing entries can move while every observed one stays.`,
      );
}

type Statement = (
  verdict: Certificate["verdict"],
  evidence: Certificate["evidence"],
  share: number,
  sentence: string,
) => Certificate;

/** The same of measurements that are not single entries: every entry is then to be determined. */
function* ofMeasurements(
  problem: Problem,
  rank: number,
  { jacobian, seed = 0 }: IdentifiabilityOptions,
  certificate: Statement,
): Steps<Certificate> {
  const { rows, columns, measurements, isometry } = problem.operator;
  if (rank === 0) return certificate("holds", "proved", 1, "At rank 0 nothing is left open.");
  if (isometry && measurements === rows * columns) {
    return certificate("holds", "proved", 1, "No entry is missing.");
  }
  const freedom = problem.parametrization.withRank(rank).degreesOfFreedom;
  const count = `${numberText(measurements)} measurements`;
  if (measurements < freedom) {
    const sentence = `At rank ${rank}, ${count} cannot determine ${numberText(freedom)} degrees of freedom: a generic matrix can move while every one of them stays.`;
    return {
      ...certificate("fails", "proved", measurements / freedom, sentence),
      numbers: { rank, measurements, degreesOfFreedom: freedom },
    };
  }
  if (!(jacobian ?? measurements * rows * columns <= CHEAP_DENSE)) {
    return certificate(
      "undecided",
      "computed",
      Number.NaN,
      `${count} are ${numberText(measurements / freedom, 3)} times the degrees of freedom at rank ${rank}; whether they determine a matrix was not tested at this size.`,
    );
  }
  const test = yield* genericDetermination(problem, rank, seed);
  const counts = { determined: 0, unknown: 0 };
  for (let e = 0; e < rows * columns; e++) {
    const answer = test.determined(Math.floor(e / columns), e % columns);
    if (answer === undefined) counts.unknown += 1;
    else if (answer) counts.determined += 1;
  }
  const share = counts.determined / (rows * columns);
  if (!test.converged || counts.unknown > 0) {
    return certificate(
      "undecided",
      "computed",
      share,
      `At rank ${rank} the Jacobian test of the ${count} was too ill conditioned to decide.`,
    );
  }
  return share === 1
    ? certificate(
        "holds",
        "computed",
        1,
        `At rank ${rank} the ${count} determine a generic matrix up to finitely many possibilities.`,
      )
    : certificate(
        "fails",
        "computed",
        share,
        `At rank ${rank}, ${percentText(1 - share)} of the entries of a generic matrix can move while every measurement stays.`,
      );
}

function countMissing(
  pattern: Pattern,
  determined: (i: number, j: number) => boolean | undefined,
): { determined: number; unknown: number } {
  const observed = new Uint8Array(pattern.rows * pattern.columns);
  eachEntry(pattern, (_, i, j) => {
    observed[i * pattern.columns + j] = 1;
  });
  const counts = { determined: 0, unknown: 0 };
  for (let e = 0; e < observed.length; e++) {
    if (observed[e]) continue;
    const answer = determined(Math.floor(e / pattern.columns), e % pattern.columns);
    if (answer === undefined) counts.unknown += 1;
    else if (answer) counts.determined += 1;
  }
  return counts;
}
