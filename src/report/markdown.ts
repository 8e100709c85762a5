import { keyNumbers, reproduction, settings, undeterminedNumbers } from "./facts.ts";
import { headline, STATUS } from "./headline.ts";
import {
  certificateTable,
  evidenceLine,
  factTable,
  inline,
  roundTable,
  sectionsOf,
  verbatim,
} from "./markdown-parts.ts";
import type { Report } from "./report.ts";

/** The report as Markdown: the verdict and the tables, without the plots. */
export function reportMarkdown(report: Report): string {
  const [command, ...origin] = reproduction(report);
  const sections: [string, string][] = [
    ["Key numbers", factTable(keyNumbers(report))],
    ["Warnings", report.warnings.map((warning) => `- ${inline(warning)}`).join("\n")],
    ["Certificates", report.certificates.length === 0 ? "" : certificateTable(report.certificates)],
    ["Rounds", report.rounds.length === 0 ? "" : roundTable(report.rounds)],
    ["What the data cannot determine", factTable(undeterminedNumbers(report))],
    ["Settings", factTable(settings(report))],
    ["How to reproduce this", `${verbatim(command.value)}\n\n${factTable(origin)}`],
  ];
  return `${[
    `# ${inline(report.data.source)}`,
    `**${STATUS[report.verdict]}.** ${headline(report)}`,
    report.sentences.map(inline).join(" "),
    ...sectionsOf(sections),
    evidenceLine(),
  ].join("\n\n")}\n`;
}
