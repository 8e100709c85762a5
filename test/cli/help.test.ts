import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { workplace } from "./program.ts";

const { folder, lowlands } = workplace();
const names = Object.keys(commands) as (keyof typeof commands)[];

test("the program's help names every command and shows examples; so does the program without a word", () => {
  const { status, stdout, stderr } = lowlands("--help");
  expect([status, stderr]).toEqual([0, ""]);
  for (const name of names) expect(stdout).toContain(`  ${name} `);
  expect(stdout).toContain("  lowlands complete ratings.csv");
  expect(lowlands().stdout).toBe(stdout);
  expect(lowlands("nonsense", "-h").stdout).toBe(stdout);
});

describe.for(names)("%s --help", (name) => {
  test("names every option, in lines that fit a page", async () => {
    const { status, stdout } = lowlands(name, "--help");
    expect(status).toBe(0);
    for (const [option, { type }] of Object.entries((await commands[name].load()).args)) {
      expect(stdout).toContain(type === "positional" ? option.toUpperCase() : `--${option}`);
    }
    const widths = stdout.split("\n").map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(120);
    expect(stdout).not.toMatch(/ $/m);
  });

  test("has examples that the argument checks accept", async () => {
    const { checkArguments } = await import("../../cli/arguments/check-arguments.ts");
    const { args, examples } = await commands[name].load();
    const lines = [...examples.matchAll(/^ +lowlands (\w+) (.*)$/gm)];
    expect(lines.length).toBeGreaterThan(1);
    for (const [, command, words] of lines) {
      expect(command).toBe(name);
      checkArguments(name, args, words.split(" "));
    }
  });
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(lowlands("--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
});

test("help starts fast: of the program, it loads its own text and nothing else", () => {
  const coverage = join(folder, "coverage");
  const before = process.env.NODE_V8_COVERAGE;
  process.env.NODE_V8_COVERAGE = coverage;
  lowlands("--help");
  if (before === undefined) delete process.env.NODE_V8_COVERAGE;
  else process.env.NODE_V8_COVERAGE = before;
  const [report] = readdirSync(coverage).map((file) => JSON.parse(readFileSync(join(coverage, file), "utf8")));
  const loaded = report.result.map(({ url }: { url: string }) => url).filter((url: string) => url.startsWith("file:"));
  const own = (file: string) => `file://${resolve("dist/cli", file)}`;
  expect(loaded.sort()).toEqual(["commands.js", "help.js", "main.js"].map(own));
});
