import { isNumberOrMissing } from "./cell.ts";
import { countsUp } from "./header-line.ts";
import type { TextLayout } from "./text-layout.ts";

const labelNames =
  "id index name label key code row rowid sample subject user userid patient student respondent date time year month day state country".split(
    " ",
  );

/** Whether the first column of a wide table holds labels, and why. */
export function labelColumn(layout: Pick<TextLayout, "header" | "data" | "fields">): {
  hasLabels: boolean;
  reason: string;
} {
  const cells = layout.data.map((record) => record[0] ?? "");
  const different = new Set(cells).size === cells.length;
  const name = layout.header?.[0];
  if (layout.fields === 1) return { hasLabels: false, reason: "one column of numbers" };
  if (name === "") return { hasLabels: true, reason: "row labels under an empty corner" };
  if (!cells.every(isNumberOrMissing)) return { hasLabels: true, reason: "row labels in the first column" };
  if (different && name !== undefined && labelNames.includes(name.toLowerCase().replace(/[^a-z]/g, ""))) {
    return { hasLabels: true, reason: `row labels in column "${name}"` };
  }
  if (countsUp(cells)) return { hasLabels: true, reason: "row labels in the first column, which counts up by one" };
  return { hasLabels: false, reason: "no row labels" };
}
