import type { Certificate } from "../certificates/certificate.ts";
import { numberText, wordsOf } from "../number-text.ts";
import { EVIDENCE, type Fact, keyNumbers, reproduction, settings, undeterminedNumbers } from "./facts.ts";
import { headline, STATUS } from "./headline.ts";
import type { Report, RoundSummary } from "./report.ts";

/** Text from a user's file, on one line and without effect as Markdown or HTML. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_|~[\]#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;");
}

/** A block that shows text as it is: its fence is longer than any run of backticks inside. */
function verbatim(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function factTable(facts: readonly Fact[]): string {
  return table(
    ["", "", ""],
    facts.map(({ name, value, note }) => [name, value, note]),
  );
}

function certificateTable(certificates: readonly Certificate[]): string {
  return table(
    ["Claim", "Verdict", "Evidence", "Number", "Threshold", "In words"],
    certificates.map((it) => [
      wordsOf(it.claim),
      it.verdict,
      it.evidence,
      numberText(it.quantity),
      numberText(it.threshold),
      it.sentence,
    ]),
  );
}

function roundTable(rounds: readonly RoundSummary[]): string {
  return table(
    ["Round", "Rank", "Iterations", "Objective", "Relative gap", "Verdict", "Stopped by", "Escape"],
    rounds.map((it) => [
      numberText(it.round),
      numberText(it.rank),
      numberText(it.iterations),
      numberText(it.objective, 6),
      numberText(it.relativeGap, 2),
      it.verdict,
      it.stopped,
      it.escape === undefined
        ? ""
        : `${numberText(it.escape.columns)} more columns: fall of ${numberText(it.escape.predictedFall)} promised, ${numberText(it.escape.measuredFall)} came`,
    ]),
  );
}

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
  const evidence = EVIDENCE.map(({ name, value }) => `*${name}*: ${value}`).join("; ");
  return `${[
    `# ${inline(report.data.source)}`,
    `**${STATUS[report.verdict]}.** ${headline(report)}`,
    report.sentences.map(inline).join(" "),
    ...sections.filter(([, body]) => body !== "").map(([title, body]) => `## ${title}\n\n${body}`),
    `Evidence: ${evidence}.`,
  ].join("\n\n")}\n`;
}
