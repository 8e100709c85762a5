import { type Certificate, numberText, wordsOf } from "../../src/index.ts";
import { textTable } from "../text-table.ts";

/** Certificates as a small table of plain text. */
export function certificateTable(certificates: readonly Certificate[]): string {
  return textTable([
    ["Claim", "Verdict", "Evidence", "Number", "Threshold"],
    ...certificates.map(({ claim, verdict, evidence, quantity, threshold }) => [
      wordsOf(claim),
      verdict,
      evidence,
      numberText(quantity, 2),
      numberText(threshold, 2),
    ]),
  ]);
}
