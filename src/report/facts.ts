import { numberText, percentText } from "../number-text.ts";
import type { Report } from "./report.ts";

/** One number of a report in words: its name, the number, and what to compare it with. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** A fact. */
export function fact(name: string, value: string, note = ""): Fact {
  return { name, value, note };
}

/** The threshold that the relative gap was compared with; NaN where the report has no such certificate. */
export function gapThreshold(report: Report): number {
  return report.certificates.find((certificate) => certificate.claim === "globallyOptimal")?.threshold ?? Number.NaN;
}

function origin(report: Report, name: string): string {
  return report.chosen.byValidation.includes(name) ? "chosen on validation entries" : "given";
}

/** The numbers that sum a report up, the held-out error first. */
export function keyNumbers(report: Report): Fact[] {
  const { heldOut, chosen, data } = report;
  const cells = data.rows * data.columns;
  const threshold = gapThreshold(report);
  return [
    heldOut === null
      ? fact("Held-out RMSE", "–", "nothing was held out")
      : fact("Held-out RMSE", numberText(heldOut.rmse), `baseline ${numberText(heldOut.baselineRmse)}`),
    fact(
      "Relative gap",
      numberText(report.relativeGap, 2),
      Number.isNaN(threshold) ? "" : `certified at ${numberText(threshold, 2)} or less`,
    ),
    fact(
      "Rank",
      numberText(chosen.rank),
      chosen.byValidation.includes("rank")
        ? origin(report, "rank")
        : `of at most ${numberText(Math.min(data.rows, data.columns))}`,
    ),
    fact("Ridge", numberText(chosen.ridge), origin(report, "ridge")),
    fact(
      "Observed cells",
      numberText(data.observed),
      `${percentText(data.observed / cells)} of ${numberText(data.rows)} × ${numberText(data.columns)}`,
    ),
  ];
}

/** What the entries cannot determine, in counts. */
export function undeterminedNumbers(report: Report): Fact[] {
  const { undetermined, data } = report;
  const rows = `of ${numberText(data.rows)}`;
  const columns = `of ${numberText(data.columns)}`;
  const rank = numberText(undetermined.rank);
  const row = data.rowName === "" ? "Rows" : `Rows (${data.rowName})`;
  const column = data.columnName === "" ? "Columns" : `Columns (${data.columnName})`;
  return [
    fact(`Missing cells that the entries cannot determine at rank ${rank}`, percentText(undetermined.entries)),
    fact(`${row} with too few entries for rank ${rank}`, numberText(undetermined.rows), rows),
    fact(`${column} with too few entries for rank ${rank}`, numberText(undetermined.columns), columns),
    fact(`${row} with a single entry`, numberText(undetermined.singleRows), rows),
    fact(`${column} with a single entry`, numberText(undetermined.singleColumns), columns),
    fact(`${row} without an entry`, numberText(undetermined.emptyRows), rows),
    fact(`${column} without an entry`, numberText(undetermined.emptyColumns), columns),
  ];
}

/** The settings of the run that the key numbers leave out, and how it ended. */
export function settings(report: Report): Fact[] {
  const { chosen, data, heldOut } = report;
  const named = [data.rowName, data.columnName, data.valueName].filter((name) => name !== "").join(", ");
  return [
    fact("Layout", data.shape, named),
    fact("Values", `${numberText(data.minimum)} to ${numberText(data.maximum)}`, `scaled: ${data.scale}`),
    ...(data.repeated > 0 ? [fact("Repeated entries", numberText(data.repeated))] : []),
    ...(chosen.nonnegative ? [fact("Factors", "nonnegative")] : []),
    fact("Biases", chosen.bias, `ridge ${numberText(chosen.biasRidge)}, ${origin(report, "biasRidge")}`),
    fact("Ridge weights", chosen.ridgeWeights),
    fact("Objective", numberText(report.objective, 6)),
    fact("Residuals", `RMSE ${numberText(report.residuals.rmse)}`, `mean ${numberText(report.residuals.mean, 2)}`),
    ...(heldOut === null
      ? []
      : [fact("Held-out MAE", numberText(heldOut.mae), `${numberText(heldOut.count)} entries`)]),
    fact("Stopped by", report.stopped.rule, report.stopped.converged ? "converged" : "not converged"),
    fact("Time", `${numberText(report.seconds, 3)} s`),
  ];
}

/** What it takes to get the same report again. */
export function reproduction(report: Report): Fact[] {
  return [
    fact("Command", report.command),
    fact("Seed", String(report.seed)),
    fact("Version", `lowlands ${report.version}`),
    fact("Data", report.data.source),
    ...(report.data.hash === "" ? [] : [fact("SHA-256", report.data.hash)]),
    ...(report.credit === "" ? [] : [fact("Credit", report.credit)]),
  ];
}

/** What the words of evidence mean. */
export const EVIDENCE: readonly Fact[] = [
  fact("proved", "an inequality shown with its rounding margin"),
  fact("computed", "true unless a randomised step failed, whose probability is given"),
  fact("estimated", "sampled or extrapolated"),
];
