import type { CheckedClaim, Paper } from "../../papers/index.ts";
import { numberText } from "../../src/index.ts";

/** The papers, one a line. */
export function paperTable(papers: Readonly<Record<string, Paper>>): string {
  const lines = Object.entries(papers).map(([name, { authors, title, arxiv }]) => [
    name,
    `${arxiv}  ${authors}: ${title}`,
  ]);
  return aligned(lines);
}

/** Claims by name with what was expected and measured. */
export function claimTable(claims: readonly CheckedClaim[]): string {
  return aligned([
    ["Claim", "", "Expected", "Measured"],
    ...claims.map(({ name, holds, expected, measured }) => [
      name,
      holds ? "holds" : "fails",
      expected,
      numberText(measured, 3),
    ]),
  ]);
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((cells) => cells[k].length)));
  return lines
    .map(
      (cells) =>
        `${cells
          .map((cell, k) => cell.padEnd(widths[k]))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
