import { numberText, percentText } from "../number-text.ts";
import type { CompletionParts } from "./completion-report.ts";

/** The verdict in plain sentences: the held-out error, the certificate, what the data cannot determine. */
export function completionSentences(parts: CompletionParts): string[] {
  return [heldOutSentence(parts), certificateSentence(parts), undeterminedSentence(parts)].filter(
    (text) => text !== "",
  );
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

function certificateSentence({ recovery, settings }: CompletionParts): string {
  const { certificate, problem } = recovery;
  const { rank } = problem.parametrization;
  const { primal, predictedFallByColumn: fall } = certificate.numbers;
  if (certificate.verdict === "holds" || settings.rank === undefined) return certificate.sentence;
  const more =
    fall > 0 ? `; one more column lowers the objective by at least ${numberText(fall / primal, 2)} of its value` : "";
  return `The best point found at rank ${numberText(rank)}${more}; whether another matrix of that rank is better is not known.`;
}

function undeterminedSentence({ undetermined, entries }: CompletionParts): string {
  const { rank, entries: share, singleColumns, singleRows } = undetermined;
  if (rank === 0) return "Nothing beyond the mean and the biases was found in the data.";
  const single = [
    ...(singleRows > 0 ? [`${numberText(singleRows)} of ${numberText(entries.shape[0])} rows`] : []),
    ...(singleColumns > 0 ? [`${numberText(singleColumns)} of ${numberText(entries.shape[1])} columns`] : []),
  ].join(" and ");
  const tail = single === "" ? "" : ` ${single} have a single entry.`;
  return share > 0
    ? `At rank ${numberText(rank)} the entries cannot determine ${percentText(share)} of the missing cells: there the ridge decides, not the data.${tail}`
    : `At rank ${numberText(rank)} no missing cell is beyond what the entries could determine.${tail}`;
}

/** What a reader should know before trusting the numbers. */
export function completionWarnings({ undetermined, entries, recovery, settings, task }: CompletionParts): string[] {
  const { singleRows, singleColumns, emptyRows, emptyColumns } = undetermined;
  const [rows, columns] = entries.shape;
  const few = (count: number, of: number, what: string, consequence: string) =>
    count > 0 ? [`${numberText(count)} of ${numberText(of)} ${what}: ${consequence}.`] : [];
  const constant = entries.values.every((value) => value === entries.values[0]);
  const [first] = entries.values;
  return [
    ...few(singleRows, rows, "rows have a single entry", "their predictions are little more than biases"),
    ...few(singleColumns, columns, "columns have a single entry", "their predictions are little more than biases"),
    ...few(emptyRows, rows, "rows have no entry", "nothing of their own is known"),
    ...few(emptyColumns, columns, "columns have no entry", "nothing of their own is known"),
    ...(constant ? [`All observed values are ${numberText(first)}: there is nothing to learn from.`] : []),
    ...(settings.ridge === undefined && task.operator.measurements < 20
      ? ["So few entries make the choice of the ridge a guess."]
      : []),
    ...(recovery.stopped.converged ? [] : [`The run ended before it converged (${recovery.stopped.rule}).`]),
  ];
}
