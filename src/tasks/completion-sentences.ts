import { numberText, percentText } from "../number-text.ts";
import type { CompletionParts } from "./completion-parts.ts";

/** The verdict in plain sentences: the held-out error, the certificate, what the data cannot determine. */
export function completionSentences(parts: CompletionParts, singularValues: readonly number[]): string[] {
  return [heldOutSentence(parts), certificateSentence(parts), undeterminedSentence(parts, singularValues)];
}

function heldOutSentence({ heldOut }: CompletionParts): string {
  if (!heldOut) return "No entries were set aside, so the error of the predictions was not measured.";
  const { rmse, baselineRmse, count } = heldOut;
  const gain = 1 - rmse / baselineRmse;
  const compared = Number.isFinite(gain)
    ? `: ${percentText(Math.abs(gain))} ${gain >= 0 ? "below" : "above"} mean and biases alone (${numberText(baselineRmse)})`
    : "";
  return `On ${numberText(count)} cells set aside the root mean square error is ${numberText(rmse)}${compared}.`;
}

function certificateSentence({ recovery, settings, choice }: CompletionParts): string {
  const { certificate, problem } = recovery;
  const { rank } = problem.parametrization;
  const { primal, predictedFallByColumn: fall } = certificate.numbers;
  const grown = settings.rank === undefined && choice.rank === undefined;
  if (certificate.verdict === "holds" || grown) return certificate.sentence;
  const more =
    fall > 0 ? `; one more column lowers the objective by at least ${numberText(fall / primal, 2)} of its value` : "";
  const others = rank > 0 ? "; whether another matrix of that rank is better is not known" : "";
  return `The best point found at rank ${numberText(rank)}${more}${others}.`;
}

/** Share of the sum of squares of the singular values that the "directions that matter" hold. */
const MATTERS = 0.99;

function undeterminedSentence({ undetermined, settings }: CompletionParts, singularValues: readonly number[]): string {
  const { rank, entries: share, shareByRank } = undetermined;
  if (rank === 0) {
    return settings.rank === 0
      ? "The rank was held at 0: the predictions are mean and biases alone."
      : "Nothing beyond the mean and the biases was found in the data.";
  }
  if (share <= 0) return `At rank ${numberText(rank)} no missing cell is beyond what the entries could determine.`;
  const at = `At rank ${numberText(rank)}, ${percentText(share)} of the missing cells lie beyond what the entries can determine: there the ridge decides, not the data`;
  const main = rankHolding(MATTERS, singularValues);
  if (main >= rank) return `${at}.`;
  return `${at}. The first ${numberText(main)} singular values hold ${percentText(MATTERS)} of the matrix; at that rank it is ${percentText(1 - shareByRank[main - 1])}.`;
}

/** How many of the largest singular values hold this share of the sum of their squares. */
function rankHolding(share: number, singularValues: readonly number[]): number {
  const whole = singularValues.reduce((sum, s) => sum + s * s, 0);
  let held = 0;
  for (const [k, s] of singularValues.entries()) {
    held += s * s;
    if (held >= share * whole) return k + 1;
  }
  return Math.max(1, singularValues.length);
}

/** What a reader should know before trusting the numbers. */
export function completionWarnings({ undetermined, entries, recovery, settings, task }: CompletionParts): string[] {
  const { singleRows, singleColumns, emptyRows, emptyColumns } = undetermined;
  const [rows, columns] = entries.shape;
  const few = (count: number, of: number, lines: string, what: string, consequence: string) =>
    count > 0
      ? [`${numberText(count)} of ${numberText(of)} ${lines} ${count === 1 ? "has" : "have"} ${what}: ${consequence}.`]
      : [];
  const constant = entries.values.every((value) => value === entries.values[0]);
  const [first] = entries.values;
  const single = "little more than biases can be said there";
  const empty = "nothing of its own is known there";
  return [
    ...few(singleRows, rows, "rows", "a single entry", single),
    ...few(singleColumns, columns, "columns", "a single entry", single),
    ...few(emptyRows, rows, "rows", "no entry", empty),
    ...few(emptyColumns, columns, "columns", "no entry", empty),
    ...(constant ? [`All observed values are ${numberText(first)}: there is nothing to learn from.`] : []),
    ...(settings.ridge === undefined && task.operator.measurements < 20
      ? ["So few entries make the choice of the ridge a guess."]
      : []),
    ...(recovery.stopped.converged ? [] : [`The run ended before it converged (${recovery.stopped.rule}).`]),
  ];
}
