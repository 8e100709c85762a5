import { expect, test } from "vitest";
import { workplace } from "./program.ts";

const { lowlands } = workplace();
const size = ["--rows", "100", "--columns", "100", "--rank", "1"];

test("tells the regime, what each number of measurements is good for, and how many more are needed", () => {
  const { status, stdout, stderr } = lowlands(
    ...["plan", ...size, "--search-rank", "20", "--measurements", "2000", "--outliers", "0.2"],
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("A 100 × 100 matrix of rank 1, searched with rank 20: 199 degrees of freedom.");
  expect(stdout).toContain("The truth would be a strict saddle at this sampling rate");
  expect(stdout).toMatch(/^408 +reached +computed +critical/m);
  expect(stdout).toMatch(/^[\d,]+ +not reached +estimated +global/m);
});

test("--json prints what the library gives", () => {
  const { stdout } = lowlands("plan", ...size, "--share", "0.3", "--model", "completion", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    command: "plan",
    degreesOfFreedom: 199,
    measurements: 3000,
    setting: { model: "completion", outlierShare: 0, searchRank: 1 },
  });
});

test.for([
  [["--outliers", "0.5"], "--outliers: expected a number from 0 to below 0.5"],
  [["--search-rank", "200"], "--search-rank: expected a whole number from 1 to 100; got 200"],
  [["--measurements", "5", "--share", "0.1"], "--measurements, --share: expected one of them; got both"],
  [["--share", "2", "--model", "completion"], "--share: expected a number above 0 and up to 1; got 2"],
] as const)("%j is told", ([words, message]) => {
  const { status, stderr } = lowlands("plan", ...size, ...words);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("what is missing is told", () => {
  expect(lowlands("plan", "--rows", "5", "--rank", "2").stderr).toContain("--columns: expected a whole number");
});
