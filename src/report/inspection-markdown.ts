import { numberText, wordsOf } from "../number-text.ts";
import type { Inspection } from "./inspection.ts";
import { inspectionFacts } from "./inspection-facts.ts";
import { certificateTable, evidenceLine, factTable, inline, sectionsOf, table } from "./markdown-parts.ts";

/** The heads of the table of exits. */
export const EXIT_HEADS = ["Way out", "Works from", "Columns", "Fall promised", "Fall measured"] as const;

/** The exits as rows of that table. */
export function exitRows({ exits }: Inspection): string[][] {
  return exits.map(({ kind, claim, columns, predictedFall, measuredFall }) => [
    wordsOf(kind),
    wordsOf(claim),
    numberText(columns),
    numberText(predictedFall, 3),
    numberText(measuredFall, 3),
  ]);
}

/** What is known of a point as Markdown, under a title. */
export function inspectionMarkdown(inspection: Inspection, title = "Inspection of a point"): string {
  const { headline, sentences, next, certificates, notApplicable, exits, noExits } = inspection;
  const names = notApplicable.map((claim) => wordsOf(claim).toLowerCase()).join(", ");
  return `${[
    `# ${inline(title)}`,
    `**${inline(headline)}**`,
    sentences.map(inline).join(" "),
    ...sectionsOf([
      ["What to do next", next.map((line) => `- ${inline(line)}`).join("\n")],
      ["Key numbers", factTable(inspectionFacts(inspection))],
      ["Certificates", certificates.length === 0 ? "" : certificateTable(certificates)],
      ["Not asked", names === "" ? "" : `These say nothing about a problem of this kind: ${names}.`],
      ["Ways out", exits.length === 0 ? "" : table(EXIT_HEADS, exitRows(inspection))],
      ["No way out", noExits.map((it) => `- ${inline(`${wordsOf(it.escape)}: ${it.reason}`)}`).join("\n")],
    ]),
    evidenceLine(),
  ].join("\n\n")}\n`;
}
