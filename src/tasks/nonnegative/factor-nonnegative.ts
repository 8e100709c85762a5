import { bestOfRank, isSigned, rankBound } from "../../certificates/best-of-rank.ts";
import { firstOrder } from "../../certificates/first-order.ts";
import { globallyOptimal } from "../../certificates/globally-optimal.ts";
import { secondOrderNonnegative } from "../../certificates/second-order-nonnegative.ts";
import { weightedSvd } from "../../problem/balance.ts";
import { breathe } from "../../recover/breathe.ts";
import { descend } from "../descend.ts";
import type { Factorization, FactorOptions, MatrixData } from "../factoring.ts";
import type { FullMatrix } from "../full-matrix.ts";
import { modelOf } from "../model-of.ts";
import { type RunClock, runClock } from "../run-clock.ts";
import { runReport } from "../run-report.ts";
import { solverFor } from "../solver-choice.ts";
import { chooseNonnegative, type NonnegativeChoice } from "./choose-nonnegative.ts";
import { lowestRun } from "./lowest-run.ts";
import { nonnegativeLosses } from "./nonnegative-losses.ts";
import { nonnegativeMatrix } from "./nonnegative-matrix.ts";
import { knownEntries, nonnegativeProblem } from "./nonnegative-problem.ts";
import { nonnegativeWords } from "./nonnegative-sentences.ts";
import { partsOf } from "./parts.ts";
import { partsReport, withGiven } from "./parts-report.ts";
import { type NonnegativeSettings, nonnegativeSettings } from "./settings.ts";
import { nonnegativeStarts } from "./starts.ts";

/**
 * Factors a matrix of entries ≥ 0, some of them missing perhaps, as A ≈ U Vᵀ with U, V ≥ 0: from the leading singular vectors
 * and from random starts, the lowest end taken.
 *
 * @throws RangeError or TypeError naming the argument where the data or an option is of no use; what numbers bring (a
 * limit, a stall) is in the result.
 */
export async function factorNonnegative(data: MatrixData, options: FactorOptions): Promise<Factorization> {
  const clock = runClock(options);
  const given = nonnegativeMatrix(data);
  const asked = nonnegativeSettings(options, given);
  const { ridge, gap, seed, loss, l1, precision, mostIterations } = asked;
  const choice = asked.rank === undefined ? await chooseRank(given, asked, clock, options.observe) : null;
  const rank = asked.rank ?? choice?.rank ?? 1;
  const settings = { ...asked, rank };
  const problem = nonnegativeProblem(given, { rank, loss, ridge, l1, precision });
  const starts = nonnegativeStarts(problem, settings);
  const bound = isSigned(problem) ? await breathe(rankBound(problem, rank, { seed })) : undefined;
  const found = await descend(problem, settings, clock, options.observe, {
    certify: (at, point) =>
      bound ? bestOfRank(at, point, { gap, rank, bound }) : globallyOptimal(at, point, { gap, seed }),
    start: () => starts[0].make(),
    main: (at) => {
      const rough = solverFor(at, settings.solver === "auto" ? nonnegativeLosses[loss].rough : settings.solver);
      const solvers = { rough, final: solverFor(at, settings.solver) };
      return lowestRun(at, starts, solvers, settings, { clock, observe: options.observe, mostIterations });
    },
  });
  const certificates = [
    found.certificate,
    await breathe(firstOrder(found.problem, found.point)),
    await breathe(secondOrderNonnegative(found.problem, found.point, { seed })),
  ];
  const { verdict } = found.certificate;
  const facts = { given, settings, parts: partsOf(found), choice };
  const report = runReport(found, asked, {
    task: "factor",
    verdict,
    start: starts.map(({ name }) => name).join(", "),
    certificates,
    errorByRank: [],
    ...nonnegativeWords(found, facts),
    seconds: clock.seconds(),
  });
  return {
    model: modelOf(found),
    svd: await breathe(weightedSvd(found.problem, found.point)),
    parts: facts.parts,
    certificates,
    verdict,
    certified: verdict === "holds",
    trace: found.runs[0].trace,
    runs: found.runs,
    report: { ...report, picture: withGiven(report.picture, given), nonnegative: partsReport(facts) },
  };
}

/** The rank that predicts entries set aside best, at the ridge that is given. */
async function chooseRank(
  given: FullMatrix,
  { ridge, loss, l1, seed }: NonnegativeSettings,
  clock: RunClock,
  observe: FactorOptions["observe"],
): Promise<NonnegativeChoice> {
  return await chooseNonnegative({
    entries: knownEntries(given),
    rank: undefined,
    highestRank: Math.min(given.rows, given.columns),
    ...{ ridge, loss, l1, seed },
    expired: clock.expired,
    observe({ iteration, value, gradientNorm }, rank) {
      const [applications, residual] = [Number.NaN, Number.NaN];
      const seconds = clock.seconds();
      observe?.({ solver: "rank", rank, iteration, applications, seconds, objective: value, residual, gradientNorm });
    },
  });
}
