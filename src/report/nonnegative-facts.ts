import { numberText, percentText } from "../number-text.ts";
import { type Fact, fact } from "./facts.ts";
import type { NonnegativeReport, PartMember } from "./nonnegative-report.ts";

/** The heads of the table of parts. */
export const PART_HEADS = ["Part", "Share", "Size", "Rows", "Columns", "Most in rows", "Most in columns"] as const;

/** Parts as the cells of that table. */
export function partRows({ parts }: NonnegativeReport): string[][] {
  const named = (members: readonly PartMember[]) =>
    members.map(({ label, share }) => `${label} (${percentText(share)})`).join(", ");
  return parts.map((part, c) => [
    String(c + 1),
    percentText(part.share),
    numberText(part.size),
    numberText(part.rows),
    numberText(part.columns),
    named(part.mostRows),
    named(part.mostColumns),
  ]);
}

/** What was minimised, and over which entries. */
export function nonnegativeSettings({ loss, l1, missing }: NonnegativeReport): Fact[] {
  return [
    fact("Factors", "nonnegative"),
    fact("Loss", loss),
    ...(l1 > 0 ? [fact("ℓ₁ penalty", numberText(l1), "of the factors’ sums")] : []),
    ...(missing > 0 ? [fact("Missing entries", numberText(missing), "left out of the fit")] : []),
  ];
}
