import type { Inspection } from "./inspection.ts";
import type { Report } from "./report.ts";
import type { RunReport } from "./run-report.ts";
import type { SeparationReport } from "./separation-report.ts";

/** Arrays of plain values stand on one line: five thousand held-out pairs should not be ten thousand lines. */
function text(value: unknown, indent: string): string {
  if (typeof value === "number" && !Number.isFinite(value)) return "null";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = value.every((item) => item === null || typeof item !== "object");
    if (flat) return `[${value.map((item) => text(item, inner)).join(",")}]`;
    return `[\n${value.map((item) => inner + text(item, inner)).join(",\n")}\n${indent}]`;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${inner}${JSON.stringify(key)}: ${text(field, inner)}`);
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}

/**
 * The report as JSON: keys in alphabetical order, so that two reports compare line by line; numbers at full precision; what is
 * not finite is null.
 */
export function reportJson(report: Report | RunReport | SeparationReport): string {
  return `${text(report, "")}\n`;
}

/** An inspection as JSON, likewise; witnesses and directions are left out, and `about` is added. */
export function inspectionJson(
  { certificates, ...rest }: Inspection,
  about: Readonly<Record<string, unknown>> = {},
): string {
  const plain = certificates.map(({ witness: _, direction: __, ...certificate }) => certificate);
  return `${text({ ...rest, ...about, certificates: plain }, "")}\n`;
}
