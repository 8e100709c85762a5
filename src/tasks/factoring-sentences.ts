import { norm } from "../linalg/norm.ts";
import { numberText } from "../number-text.ts";
import { shareText } from "../report/run-facts.ts";
import type { Descended } from "./descend.ts";
import type { RunWords } from "./run-report.ts";
import type { RunSettings } from "./run-settings.ts";

/** Residuals below this share are rounding. */
const EXACT = 1e-12;

/** The verdict on a factorization in words: how much it explains, how the rank came about, whether any does better. */
export function factoringWords(
  found: Descended,
  settings: RunSettings,
): Pick<RunWords, "headline" | "sentences" | "warnings"> {
  const { problem, residual, certificate, stopped } = found;
  const { rank } = problem.parametrization;
  const share = norm(residual) / (norm(problem.observed) || 1);
  const of = `Rank ${numberText(rank)}`;
  return {
    headline:
      share <= EXACT
        ? `${of} gives the matrix back exactly.`
        : rank === 0
          ? "Nothing but noise was found."
          : `${of} explains ${shareText(1 - share ** 2)} of the matrix’s sum of squares.`,
    sentences: [
      `The matrix of rank ${numberText(rank)} differs from the given one by ${share <= EXACT ? "rounding alone" : `${shareText(share)} of its size (Frobenius norm)`}.`,
      certificate.sentence,
      ...rankSentence(settings, rank),
    ],
    warnings: [
      ...(settings.rank !== undefined && rank < settings.rank
        ? [`Rank ${numberText(settings.rank)} was asked for; beyond ${numberText(rank)} nothing rises above rounding.`]
        : []),
      ...(stopped.converged ? [] : [`The run ended before it converged (${stopped.rule}).`]),
    ],
  };
}

function rankSentence({ rank, ridge }: RunSettings, found: number): string[] {
  if (rank !== undefined) return [];
  const kept = numberText(found);
  if (found === 0 && ridge === 0) {
    return [
      "No singular value stands above what white noise of the matrix’s size would give; a rank that is given keeps as many as it says.",
    ];
  }
  return ridge > 0
    ? [`The ridge ${numberText(ridge)} keeps the ${kept} singular values above it, each less by the ridge.`]
    : [
        `The rank was chosen: ${kept} singular values stand above what white noise of the size of the rest would give (Gavish & Donoho).`,
      ];
}
