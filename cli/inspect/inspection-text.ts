import { EXIT_HEADS, exitRows, type Inspection, inspectionFacts, wordsOf } from "../../src/index.ts";
import { certificateTable } from "../certify/certificate-table.ts";
import { textTable } from "../text-table.ts";

/** What is known of a point as plain text: the sentences, what to do next, then the tables. */
export function inspectionText(inspection: Inspection): string {
  const { headline, sentences, next, certificates, notApplicable, exits, noExits } = inspection;
  const facts = inspectionFacts(inspection).map(({ name, value, note }) => [
    name,
    note === "" ? value : `${value} (${note})`,
  ]);
  const others = notApplicable.map((claim) => wordsOf(claim).toLowerCase()).join(", ");
  return [
    `${[headline, ...sentences].join("\n")}\n`,
    next.map((line) => `- ${line}\n`).join(""),
    textTable(facts),
    certificates.length > 0 ? certificateTable(certificates) : "",
    others === "" ? "" : `Not asked, because they say nothing about such a problem: ${others}.\n`,
    exits.length > 0 ? textTable([EXIT_HEADS, ...exitRows(inspection)]) : "",
    noExits.map(({ escape: name, reason }) => `No way out by ${wordsOf(name).toLowerCase()}: ${reason}.\n`).join(""),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
