import { describe, expect, it } from "vitest";
import { headline } from "../../src/report/headline.ts";
import { reportMarkdown } from "../../src/report/markdown.ts";
import { DEGENERATE } from "../render/degenerate-reports.ts";
import { tripletsReport, wideReport } from "../render/sample-report.ts";

describe("reportMarkdown", () => {
  it("holds the verdict, the sentences and the tables", () => {
    const text = reportMarkdown(tripletsReport());
    expect(text).toContain("**Certified.** Held-out error 2.05\u00a0% below the baseline. Certified globally optimal.");
    expect(text).toContain(tripletsReport().sentences[0]);
    for (const title of ["Key numbers", "Warnings", "Certificates", "Rounds", "Settings", "How to reproduce this"]) {
      expect(text).toContain(`\n## ${title}\n`);
    }
    expect(text).toContain("| Held-out RMSE | 0.8631 | baseline 0.8812 |");
    expect(text).toMatch(/\| Globally optimal \| holds \| computed \|/);
    expect(text).toContain("24 columns added: fall of");
    expect(text).toContain(`\`\`\`text\n${tripletsReport().command}\n\`\`\``);
  });

  it.each(Object.entries(DEGENERATE))("has tables of even width for %s", (_, report) => {
    const text = reportMarkdown(report());
    const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
    expect(tables.length).toBeGreaterThan(1);
    for (const table of tables) {
      const widths = table.split("\n").map((line) => line.replaceAll("\\|", "").split("|").length);
      expect(new Set(widths).size).toBe(1);
    }
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("gives labels from a file no effect", () => {
    const text = reportMarkdown(DEGENERATE["labels with markup"]());
    const outside = text.replace(/```text[\s\S]*?```/g, "");
    expect(outside).not.toContain("<script>");
    expect(outside).toContain("&lt;script>");
    const fenced = reportMarkdown({ ...wideReport(), command: "a\n```\n# b" });
    expect(fenced).toContain("````text\na\n```\n# b\n````");
  });
});

describe("headline", () => {
  const heldOut = { ...tripletsReport().heldOut!, baselineRmse: 1 };
  it.each([
    [0.8, "Held-out error 20.0\u00a0% below the baseline."],
    [1.0005, "Held-out error no lower than the baseline."],
    [1.5, "Held-out error 50.0\u00a0% above the baseline."],
    [Number.NaN, "Held-out error –."],
  ])("says what a held-out error of %d against 1 means", (rmse, words) => {
    expect(headline({ ...wideReport(), heldOut: { ...heldOut, rmse } })).toBe(`${words} Certified globally optimal.`);
  });

  it("says so where nothing was measured or certified", () => {
    expect(headline({ ...wideReport(), heldOut: null, verdict: "undecided" })).toBe(
      "Prediction error not measured. Optimality undecided.",
    );
    expect(headline({ ...wideReport(), verdict: "fails" })).toMatch(/Not globally optimal: a better matrix exists\.$/);
  });
});
