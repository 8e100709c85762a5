/** Lines of cells as plain text, each column as wide as its widest cell. */
export function textTable(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, k) => Math.max(...lines.map((cells) => cells[k].length)));
  const line = (cells: readonly string[]) => cells.map((cell, k) => cell.padEnd(widths[k])).join("  ");
  return lines.map((cells) => `${line(cells).trimEnd()}\n`).join("");
}
