import { numberText } from "../number-text.ts";
import {
  certificateTable,
  evidenceLine,
  factTable,
  inline,
  roundTable,
  sectionsOf,
  table,
  verbatim,
} from "./markdown-parts.ts";
import { PART_HEADS, partRows } from "./nonnegative-facts.ts";
import type { NonnegativeReport } from "./nonnegative-report.ts";
import { RUN_HEADS, runCells, runNumbers, runReproduction, runSettings, runStatus, shareText } from "./run-facts.ts";
import type { RunReport } from "./run-report.ts";

/** The report of a run as Markdown: the verdict and the tables, without the plots. */
export function runMarkdown(report: RunReport): string {
  const [command, ...origin] = runReproduction(report);
  return `${[
    `# ${inline(report.data.source)}`,
    `**${runStatus(report)}.** ${report.headline}`,
    report.sentences.map(inline).join(" "),
    ...sectionsOf([
      ["Key numbers", factTable(runNumbers(report))],
      ["Warnings", report.warnings.map((warning) => `- ${inline(warning)}`).join("\n")],
      ["Certificates", report.certificates.length === 0 ? "" : certificateTable(report.certificates)],
      ["Parts", report.nonnegative?.parts.length ? table(PART_HEADS, partRows(report.nonnegative)) : ""],
      ["Ranks that were tried", report.nonnegative?.path.length ? triedTable(report.nonnegative) : ""],
      ["Error against rank", report.errorByRank.length === 0 ? "" : errorTable(report)],
      ["Solvers", table(RUN_HEADS, report.runs.map(runCells))],
      ["Rounds", report.rounds.length === 0 ? "" : roundTable(report.rounds)],
      ["Settings", factTable(runSettings(report))],
      ["How to reproduce this", `${verbatim(command.value)}\n\n${factTable(origin)}`],
    ]),
    evidenceLine(),
  ].join("\n\n")}\n`;
}

function triedTable({ path }: NonnegativeReport): string {
  return table(
    ["Rank", "Ridge", "Error on entries set aside"],
    path.map(({ rank, ridge, validationRmse }) => [String(rank), numberText(ridge), numberText(validationRmse)]),
  );
}

/** More ranks than this are shown at even steps. */
const RANKS = 20;

function errorTable({ errorByRank, singularValues }: RunReport): string {
  const every = Math.ceil(errorByRank.length / RANKS);
  const shown = errorByRank.filter((_, k) => k % every === 0 || k === errorByRank.length - 1);
  return table(
    ["Rank", "Error", "Singular value"],
    shown.map(({ rank, error }) => [String(rank), shareText(error), String(singularValues[rank - 1] ?? "")]),
  );
}
