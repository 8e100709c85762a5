import type { Certificate } from "../certificates/certificate.ts";
import { norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import { shareText } from "../report/run-facts.ts";
import type { Descended } from "./descend.ts";
import { escapeSentence } from "./escape-sentence.ts";
import type { RobustRun } from "./robust-run.ts";
import type { RunWords } from "./run-report.ts";
import type { RunSettings } from "./run-settings.ts";

/** The verdict on a sensing in words: how well it fits, whether anything fits better, what the measurements determine. */
export function sensingWords(
  found: Descended,
  settings: RunSettings,
  certificates: readonly Certificate[],
  robust?: RobustRun,
): Pick<RunWords, "headline" | "sentences" | "warnings"> {
  const { problem } = found;
  const { rank, degreesOfFreedom: freedom } = problem.parametrization;
  const p = problem.operator.measurements;
  const determination = certificates.find(({ claim }) => claim === "identifiability");
  const kind = certificates.find((certificate) => certificate.kind !== undefined);
  const escaped = escapeSentence(found.rounds);
  const few = p < freedom;
  const warnings = [
    ...(few ? [tooFew(p, freedom, rank)] : []),
    ...(robust && 2 * robust.outliers.indices.length >= robust.residual.length ? [MOST_ASIDE] : []),
    ...(found.stopped.converged ? [] : [`The run ended before it converged (${found.stopped.rule}).`]),
  ];
  return {
    headline: `${robust ? robustFitPhrase(found, robust) : fitPhrase(found)} ${rank === 0 ? "Nothing stands above the ridge." : determinationPhrase(few, determination)}`,
    sentences: [
      ...(robust ? asideSentences(robust, p, freedom) : []),
      fitSentence(found),
      certificateSentence(found, settings),
      ...(escaped ? [escaped] : []),
      ...(kind && rank > 0 ? [kind.sentence] : []),
      ...(determination && rank > 0 ? [determination.sentence] : []),
    ],
    warnings,
  };
}

const MOST_ASIDE =
  "Half of the measurements or more were set aside: then the ones kept may as well be the wrong ones, and nothing is claimed about the true matrix.";

/** How many were set aside, how far off, and what the others are to a matrix of this many degrees of freedom. */
function asideSentences({ outliers, residual }: RobustRun, kept: number, freedom: number): string[] {
  const count = outliers.indices.length;
  const all = numberText(residual.length);
  if (count === 0) return [`No measurement of ${all} stands out as an outlier.`];
  const largest = outliers.indices.reduce((most, k) => Math.max(most, Math.abs(residual[k])), 0);
  const [was, is] = [count === 1 ? "was" : "were", count === 1 ? "it is" : "they are"];
  return [
    `${numberText(count)} of ${all} measurements ${was} set aside as outliers: ${is} off by more than ${numberText(outliers.threshold, 2)}, the farthest by ${numberText(largest, 3)}.`,
    ...(freedom > 0
      ? [
          `The ${numberText(kept)} that are left are ${numberText(kept / freedom, 3)} times the ${numberText(freedom)} degrees of freedom of a matrix of this rank; what follows is about them alone.`,
        ]
      : []),
  ];
}

function robustFitPhrase(found: Descended, { outliers }: RobustRun): string {
  const phrase = fitPhrase(found);
  if (outliers.indices.length === 0) return phrase;
  return found.certificate.verdict === "holds"
    ? `Fits every measurement but ${numberText(outliers.indices.length)}, set aside as outliers.`
    : `${numberText(outliers.indices.length)} measurements set aside as outliers. ${phrase}`;
}

/** Said wherever fewer numbers were observed than a matrix of this rank has degrees of freedom. */
function tooFew(p: number, freedom: number, rank: number): string {
  return `${numberText(p)} measurements are fewer than the ${numberText(freedom)} degrees of freedom of a rank-${rank} matrix of this size: other matrices of that rank fit as well, and nothing is claimed about the true one.`;
}

function relativeResidual({ residual, problem }: Descended): number {
  return norm(residual) / (norm(problem.observed) || 1);
}

function fitPhrase(found: Descended): string {
  if (found.certificate.verdict === "holds") {
    return found.problem.regularizer.ridge === 0 ? "Fits every measurement." : "Certified globally optimal.";
  }
  if (found.certificate.verdict === "fails") return "Not globally optimal: a better matrix exists.";
  return `Leaves ${shareText(relativeResidual(found))} of the observations unexplained.`;
}

function determinationPhrase(few: boolean, determination: Certificate | undefined): string {
  if (few) return "Too few measurements to tell the matrix from others of its rank.";
  if (determination?.verdict === "holds") return "The measurements determine a matrix of this rank.";
  if (determination?.verdict === "fails") return "The measurements do not determine a matrix of this rank.";
  return "Whether the measurements determine it was not decided.";
}

function fitSentence(found: Descended): string {
  const { rank } = found.problem.parametrization;
  const share = shareText(relativeResidual(found));
  return `The matrix of rank ${numberText(rank)} leaves a residual of ${share} of the observations’ size.`;
}

function certificateSentence({ certificate, problem }: Descended, settings: RunSettings): string {
  const { ridge } = problem.regularizer;
  if (certificate.verdict === "holds" || settings.rank === undefined || ridge === 0) return certificate.sentence;
  const { predictedFallByColumn: fall, primal } = certificate.numbers;
  const more =
    fall > 0 ? `; one more column lowers the objective by at least ${numberText(fall / primal, 2)} of its value` : "";
  return `The best point found at rank ${numberText(problem.parametrization.rank)}${more}; whether another matrix of that rank is better is not known.`;
}
