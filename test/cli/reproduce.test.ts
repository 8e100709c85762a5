import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { papers } from "../../papers/index.ts";
import { workplace } from "./program.ts";

const { lowlands, path, file } = workplace();

test("alone, it lists the papers", () => {
  const { status, stdout, stderr } = lowlands("reproduce");
  expect([status, stderr]).toEqual([0, ""]);
  const lines = stdout.split("\n");
  for (const [name, { arxiv, title }] of Object.entries(papers)) {
    const line = lines.find((text) => text.startsWith(`${name} `));
    expect(line).toMatch(new RegExp(`^${name} +${arxiv}  `));
    expect(line!.endsWith(title)).toBe(true);
  }
  const { papers: listed } = JSON.parse(lowlands("reproduce", "--json").stdout);
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(Object.keys(papers));
});

test("a paper that is none is told, with the one that was meant", () => {
  const { status, stdout, stderr } = lowlands("reproduce", "ye-du-2012", "--json");
  expect(status).toBe(1);
  expect(stderr).toContain("did you mean ye-du-2021?");
  expect(JSON.parse(stdout).error).toMatchObject({ argument: "paper" });
});

test("a folder that is not an earlier run's is not replaced, and that is told before any work", () => {
  file("mine/thesis.txt", "years");
  const { status, stderr } = lowlands("reproduce", "ye-du-2021", "--out", "mine", "--force");
  expect(status).toBe(1);
  expect(stderr).toContain("holds other files");
  expect(lowlands("reproduce", "ye-du-2021", "--seed", "one").stderr).toContain("--seed: expected a whole number");
});

test("a short run prints its claims as JSON, and writes report, numbers and figures", () => {
  const { status, stdout, stderr } = lowlands("reproduce", "ye-du-2021", "--short", "--json", "--strict");
  expect(status, stderr).toBe(0);
  const { paper, claims, files } = JSON.parse(stdout);
  expect(paper).toBe("ye-du-2021");
  for (const claim of claims) {
    expect(Object.keys(claim)).toEqual(["claim", "expected", "measured", "holds"]);
    expect(claim).toMatchObject({ expected: expect.any(String), measured: expect.any(Number), holds: true });
  }
  expect(files).toEqual({ report: "ye-du-2021-lowlands/report.md" });
  const report = readFileSync(path(files.report), "utf8");
  for (const [, figure] of report.matchAll(/\]\((figures\/[^)]+)\)/g)) {
    expect(readFileSync(path(`ye-du-2021-lowlands/${figure}`), "utf8")).toMatch(/^<svg/);
  }
  expect(readdirSync(path("ye-du-2021-lowlands")).sort()).toEqual(["figures", "report.json", "report.md"]);
  expect(lowlands("reproduce", "ye-du-2021", "--short").stderr).toContain("replace it with --force");
});
