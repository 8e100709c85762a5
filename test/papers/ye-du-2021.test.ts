import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { papers, type Reproduction, reproductionJson, reproductionMarkdown, type Stage } from "../../papers/index.ts";
import { claims } from "../../papers/ye-du-2021/claims.ts";

const name = "ye-du-2021";
const folder = `papers/${name}`;
const options = { short: true, seed: 0 };
const stages: Stage[] = [];
let found: Reproduction;

beforeAll(async () => {
  const script = (await papers[name].load()).reproduce(options);
  for (;;) {
    const { done, value } = script.next();
    if (done) {
      found = value;
      return;
    }
    stages.push(value);
  }
});

const claimed = (claim: string) => found.claims.find((it) => it.name === claim)!;

test("progress never goes back, and ends at the whole", () => {
  for (let k = 1; k < stages.length; k++) expect(stages[k].done).toBeGreaterThanOrEqual(stages[k - 1].done);
  expect(stages[stages.length - 1].done / stages[0].total).toBeCloseTo(1, 12);
});

test.for(claims.map((it) => it.name))("%s holds", (claim) => {
  expect(claimed(claim)).toMatchObject({ holds: true });
});

test("a claim fails where what is measured is outside, or is no number", () => {
  for (const { expected, name } of claims) {
    expect(expected.met(Number.NaN), name).toBe(false);
    expect(expected.met(expected.value), name).toBe(true);
    const outside = [
      expected.value - 100 * (1 + Math.abs(expected.value)),
      expected.value + 100 * (1 + Math.abs(expected.value)),
    ];
    expect(
      outside.every((value) => expected.met(value)),
      name,
    ).toBe(false);
  }
});

describe("figures", () => {
  test("are drawn, without a number that is none", () => {
    expect(found.figures).toHaveLength(6);
    for (const { name, svg } of found.figures) {
      expect(svg, name).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*><title>.+<\/title><style>/);
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity/);
      expect([...svg.matchAll(/aria-label="line"><path d="M[^"]*L[^"]*"/g)].length, name).toBeGreaterThan(1);
    }
  });
});

describe("what is committed", () => {
  const stored = JSON.parse(readFileSync(`${folder}/report.json`, "utf8"));
  const numbers = readFileSync(`${folder}/report.md`, "utf8");

  test("is of the full run, with every claim as it is now, all of them holding", () => {
    expect(stored).toMatchObject({ paper: name, short: false });
    const words = ({ name, claim, source, check, evidence, expected, holds }: Reproduction["claims"][number]) => ({
      ...{ name, claim, source, check, evidence, expected, holds },
    });
    expect(stored.claims.map(words)).toEqual(found.claims.map(words));
    for (const { name, holds } of stored.claims) expect(holds, name).toBe(true);
  });

  test("names figures that are there, each mentioned in the page", () => {
    const names = found.figures.map((figure) => `${figure.name}.svg`).sort();
    expect(readdirSync(`${folder}/figures`).sort()).toEqual(names);
    const page = readFileSync(`${folder}/README.md`, "utf8");
    for (const file of names) expect(page + numbers).toContain(`figures/${file}`);
  });

  test("agrees with NumPy, which drew other random numbers", () => {
    const rowsOf = (title: string): (number | string)[][] =>
      stored.tables.find((table: { title: string }) => table.title === title).rows;
    const check = JSON.parse(readFileSync(`${folder}/check.json`, "utf8"));
    const [[starts, converged, , median]] = rowsOf("Random starts");
    expect([starts, converged]).toEqual([50, check.seeds.converged]);
    expect(Math.abs(Number(median) / check.seeds.median - 1)).toBeLessThan(0.02);
    const conditions = rowsOf("Shapes, ranks, condition numbers");
    expect(conditions).toHaveLength(check.conditions.length);
    conditions.forEach(([, condition, , , iterations], k) => {
      expect(condition).toBe(check.conditions[k].condition);
      expect(Math.abs(Number(iterations) / check.conditions[k].iterations - 1)).toBeLessThan(0.2);
    });
  });

  test("the report says in Markdown what the JSON says", () => {
    const reported = { name, paper: papers[name], options, reproduction: found };
    const text = reproductionMarkdown(reported);
    expect(text).toContain(`${claims.length} of ${claims.length} claims hold`);
    for (const { claim } of found.claims) expect(text).toContain(claim.replaceAll("|", "\\|"));
    expect(JSON.parse(JSON.stringify(reproductionJson(reported))).claims).toEqual(found.claims);
  });
});

test.for(Object.keys(papers))("%s has its folder, with a page", (paper) => {
  for (const file of ["README.md", "report.md", "report.json", "index.ts"]) {
    expect(existsSync(`papers/${paper}/${file}`), file).toBe(true);
  }
  expect(readFileSync("papers/README.md", "utf8")).toContain(`(${paper}/README.md)`);
});
