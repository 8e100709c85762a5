import { type Certificate, numberText, wordsOf } from "../../src/index.ts";

/** Certificates as a small table of plain text. */
export function certificateTable(certificates: readonly Certificate[]): string {
  const lines = [
    ["Claim", "Verdict", "Evidence", "Number", "Threshold"],
    ...certificates.map(({ claim, verdict, evidence, quantity, threshold }) => [
      wordsOf(claim),
      verdict,
      evidence,
      numberText(quantity, 2),
      numberText(threshold, 2),
    ]),
  ];
  const widths = lines[0].map((_, k) => Math.max(...lines.map((cells) => cells[k].length)));
  const line = (cells: string[]) => cells.map((cell, k) => cell.padEnd(widths[k])).join("  ");
  return lines.map((cells) => `${line(cells).trimEnd()}\n`).join("");
}
