/** Reads Vitest's JSON report, names what failed or was skipped, and ends with the line `N passed, N failed`; both fail the run. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
  readonly success: boolean;
}

const report: Report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const tests = report.testResults.flatMap((file) => {
  const each = file.assertionResults.map(({ fullName, status }) => ({
    name: `${relative(".", file.name)}: ${fullName}`,
    status,
  }));
  // A file that could not be loaded has no tests to fail.
  const broken = file.status === "failed" && each.every(({ status }) => status !== "failed");
  return broken ? [...each, { name: relative(".", file.name), status: "failed" }] : each;
});
const passed = tests.filter(({ status }) => status === "passed");
const others = tests.filter(({ status }) => status !== "passed");

for (const { name, status } of others) console.log(`${status}: ${name}`);
const failures = others.length + (report.success || others.length > 0 ? 0 : 1);
console.log(`${passed.length} passed, ${failures} failed`);
process.exitCode = failures > 0 || passed.length === 0 ? 1 : 0;
