import { describe, expect, it } from "vitest";
import { reportJson } from "../../src/report/json.ts";
import type { Report } from "../../src/report/report.ts";
import { tripletsReport, wideReport } from "../render/sample-report.ts";

function reversed(report: Report): Report {
  return Object.fromEntries(Object.entries(report).reverse()) as unknown as Report;
}

describe("reportJson", () => {
  it.each([wideReport, tripletsReport])("gives every number back to the last bit", (sample) => {
    const report = { ...sample(), trace: sample().trace.filter((row) => Number.isFinite(row.relativeGap)) };
    expect(JSON.parse(reportJson(report))).toEqual(report);
  });

  it("writes null for what is not finite", () => {
    const report = { ...wideReport(), objective: Number.NaN, relativeGap: Number.NEGATIVE_INFINITY };
    const read = JSON.parse(reportJson(report));
    expect([read.objective, read.relativeGap]).toEqual([null, null]);
    expect(read.trace[0].relativeGap).toBeNull();
  });

  it("does not depend on the order in which the report was put together", () => {
    expect(reportJson(reversed(wideReport()))).toBe(reportJson(wideReport()));
  });

  it("keeps an array of numbers on one line", () => {
    const line = reportJson(wideReport())
      .split("\n")
      .find((text) => text.includes('"singularValues"'));
    expect(line?.match(/,/g)?.length).toBeGreaterThanOrEqual(9);
  });
});
