import type { Certificate } from "../certificates/certificate.ts";
import { numberText, wordsOf } from "../number-text.ts";
import { EVIDENCE, type Fact } from "./facts.ts";
import { jumpText } from "./jump-text.ts";
import type { RoundSummary } from "./report.ts";

/** Text from a user's file, on one line and without effect as Markdown or HTML. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_|~[\]#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;");
}

/** A block that shows text as it is: its fence is longer than any run of backticks inside. */
export function verbatim(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}text\n${text}\n${fence}`;
}

/** A table of plain cells. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Facts, a line each. */
export function factTable(facts: readonly Fact[]): string {
  return table(
    ["", "", ""],
    facts.map(({ name, value, note }) => [name, value, note]),
  );
}

/** The certificates, a line each. */
export function certificateTable(certificates: readonly Certificate[]): string {
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

/** The rounds, a line each. */
export function roundTable(rounds: readonly RoundSummary[]): string {
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
      it.jumps.map(jumpText).join("; "),
    ]),
  );
}

/** What the words of evidence mean, as the last line of a report. */
export function evidenceLine(): string {
  return `Evidence: ${EVIDENCE.map(({ name, value }) => `*${name}*: ${value}`).join("; ")}.`;
}

/** Titles with their texts as sections; those without text are left out. */
export function sectionsOf(sections: readonly (readonly [title: string, body: string])[]): string[] {
  return sections.filter(([, body]) => body !== "").map(([title, body]) => `## ${title}\n\n${body}`);
}
