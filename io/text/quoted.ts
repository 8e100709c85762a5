/** What came, as a message shows it: in quotes, shortened. */
export function quoted(cell: string): string {
  if (cell === "") return "an empty cell";
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
}
