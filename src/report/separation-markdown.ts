import { numberText, percentText } from "../number-text.ts";
import { certificateTable, evidenceLine, factTable, inline, sectionsOf, table, verbatim } from "./markdown-parts.ts";
import { separationNumbers, separationReproduction, separationSettings } from "./separation-numbers.ts";
import type { OutlierLine, SeparationReport } from "./separation-report.ts";
import { separationNouns, separationStatus } from "./separation-words.ts";

/** The report of a separation as Markdown: the findings and the tables, without the pictures. */
export function separationMarkdown(report: SeparationReport): string {
  const [command, ...origin] = separationReproduction(report);
  const { outliers, rank } = report;
  const { row, column } = separationNouns(report);
  const title = (noun: string) => `Outliers by ${noun}`;
  return `${[
    `# ${inline(report.data.source)}`,
    `**${separationStatus(report).status}.** ${report.headline}`,
    report.sentences.map(inline).join(" "),
    ...sectionsOf([
      ["Key numbers", factTable(separationNumbers(report))],
      ["Warnings", report.warnings.map((warning) => `- ${inline(warning)}`).join("\n")],
      [title(row), lines(outliers.worstRows)],
      [title(column), lines(outliers.worstColumns)],
      ["Certificates", report.certificates.length === 0 ? "" : certificateTable(report.certificates)],
      ["Ranks", rank.trials.length < 2 ? "" : table(RANK_HEADS, rankRows(report))],
      ["Settings", factTable(separationSettings(report))],
      ["How to reproduce this", `${verbatim(command.value)}\n\n${factTable(origin)}`],
    ]),
    evidenceLine(),
  ].join("\n\n")}\n`;
}

/** The heads of the table of rows or columns with the most outliers. */
export const OUTLIER_HEADS = ["", "Outliers", "Of", "Share"] as const;

/** That table's rows. */
export function outlierRows(worst: readonly OutlierLine[]): string[][] {
  return worst.map(({ label, outliers, observed }) => [
    label,
    numberText(outliers),
    numberText(observed),
    percentText(outliers / observed),
  ]);
}

const lines = (worst: readonly OutlierLine[]): string =>
  worst.length === 0 ? "" : table(OUTLIER_HEADS, outlierRows(worst));

/** The heads of the table of ranks that were tried. */
export const RANK_HEADS = ["Rank", "Noise", "Outliers", ""] as const;

/** That table's rows. */
export function rankRows({ rank }: SeparationReport): string[][] {
  return rank.trials.map((trial) => [
    numberText(trial.rank),
    numberText(trial.noise, 3),
    numberText(trial.outliers),
    trial.rank === rank.chosen ? "taken" : "",
  ]);
}
