import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Claim } from "../../papers/claim.ts";
import { papers, type Reproduction, reproductionJson, reproductionMarkdown, type Stage } from "../../papers/index.ts";

const options = { short: true, seed: 0 };
const claimsOf = Object.fromEntries(
  await Promise.all(
    Object.keys(papers).map(async (name): Promise<[string, readonly Claim<never>[]]> => {
      const { claims } = await import(`../../papers/${name}/claims.ts`);
      return [name, claims];
    }),
  ),
);

describe.for(Object.entries(papers))("%s", ([name, paper]) => {
  const folder = `papers/${name}`;
  const claims = claimsOf[name];
  const stages: Stage[] = [];
  let found: Reproduction;

  beforeAll(async () => {
    const script = (await paper.load()).reproduce(options);
    for (;;) {
      const { done, value } = script.next();
      if (done) {
        found = value;
        return;
      }
      stages.push(value);
    }
  }, 120_000);

  test("progress never goes back, and ends at the whole", () => {
    for (let k = 1; k < stages.length; k++) expect(stages[k].done).toBeGreaterThanOrEqual(stages[k - 1].done);
    expect(stages[stages.length - 1].done / stages[0].total).toBeCloseTo(1, 12);
  });

  test("names each claim once", () => {
    expect(new Set(claims.map((it) => it.name)).size).toBe(claims.length);
    expect(found.claims.map((it) => it.name)).toEqual(claims.map((it) => it.name));
  });

  test.for(claims.map((it) => it.name))("%s holds", (claim) => {
    expect(found.claims.find((it) => it.name === claim)).toMatchObject({ holds: true });
  });

  test("a claim fails where what is measured is outside, or is no number", () => {
    for (const { expected, name } of claims) {
      expect(expected.met(Number.NaN), name).toBe(false);
      expect(expected.met(expected.value), name).toBe(true);
      const far = 100 * (1 + Math.abs(expected.value));
      const outside = [expected.value - far, expected.value + far];
      expect(
        outside.every((value) => expected.met(value)),
        name,
      ).toBe(false);
    }
  });

  test("figures are drawn, without a number that is none", () => {
    expect(found.figures.length).toBeGreaterThan(0);
    for (const { name, svg } of found.figures) {
      expect(svg, name).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*><title>.+<\/title><style>/);
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity/);
      expect([...svg.matchAll(/aria-label="line"><path d="M[^"]*L[^"]*"/g)].length, name).toBeGreaterThan(1);
    }
  });

  test("the report says in Markdown what the JSON says", () => {
    const reported = { name, paper, options, reproduction: found };
    const text = reproductionMarkdown(reported);
    expect(text).toContain(`${claims.length} of ${claims.length} claims hold`);
    for (const { claim } of found.claims) expect(text).toContain(claim.replaceAll("|", "\\|"));
    expect(JSON.parse(JSON.stringify(reproductionJson(reported))).claims).toEqual(found.claims);
  });

  describe("what is committed", () => {
    const text = (file: string) => readFileSync(`${folder}/${file}`, "utf8");

    test("has a page, which the list of papers knows, with its number of claims", () => {
      for (const file of ["README.md", "report.md", "report.json", "index.ts"]) {
        expect(existsSync(`${folder}/${file}`), file).toBe(true);
      }
      const row = readFileSync("papers/README.md", "utf8")
        .split("\n")
        .find((line) => line.includes(`(${name}/README.md)`));
      expect(row).toContain(`| ${claims.length} |`);
      expect(row).toContain(paper.arxiv);
    });

    test("is of the full run, with every claim as it is now, all of them holding", () => {
      const stored = JSON.parse(text("report.json"));
      expect(stored).toMatchObject({ paper: name, short: false });
      const words = ({ name, claim, source, check, evidence, expected, holds }: Reproduction["claims"][number]) => ({
        ...{ name, claim, source, check, evidence, expected, holds },
      });
      expect(stored.claims.map(words)).toEqual(found.claims.map(words));
      for (const { name, holds } of stored.claims) expect(holds, name).toBe(true);
    });

    test("names figures that are there, each mentioned in the page or the report", () => {
      const names = found.figures.map((figure) => `${figure.name}.svg`).sort();
      expect(readdirSync(`${folder}/figures`).sort()).toEqual(names);
      for (const file of names) expect(text("README.md") + text("report.md")).toContain(`figures/${file}`);
    });
  });
});
