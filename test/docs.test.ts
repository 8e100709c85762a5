import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const pages = [
  ".",
  "docs",
  "docs/guide",
  "docs/decisions",
  "examples/data",
  "papers",
  "papers/ye-du-2021",
  "papers/cui-xu-2026",
  "papers/shen-2026",
  "papers/zhang-2025",
]
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => file.endsWith(".md"));

/** GitHub's anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

const text = (page: string) => readFileSync(page, "utf8");
const anchors = (page: string) => [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading));
const blocks = (page: string, language: string) =>
  [...text(page).matchAll(/^```(\S*[^\n]*)\n([\s\S]*?)^```$/gm)]
    .filter(([, info]) => info === language)
    .map(([, , code]) => code);

test("the pages are there", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/notation.md"]));
});

test.for(pages)("%s: links inside the project resolve", (page) => {
  const links = [...text(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)].map(([, link]) => link);
  const broken = links.filter((link) => {
    const [path, fragment] = link.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    return !existsSync(file) || (fragment !== undefined && !anchors(file).includes(fragment));
  });
  expect(broken).toEqual([]);
});

/** Each program and the file that it is written to, inside the package, so that it imports the package by name. */
const programs = pages.flatMap((page) =>
  blocks(page, "ts runnable").map((code, k): [name: string, file: string] => {
    const name = `${page}, program ${k + 1}`;
    const file = resolve(`.cache/docs/${name.replace(/\W+/g, "-")}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    return [name, file];
  }),
);

test.for(programs)("%s runs", async ([, file]) => {
  await import(file);
});

test("the programs compile in a strict project", () => {
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "node"];
  const compiler = [
    "node_modules/typescript/bin/tsc",
    "--ignoreConfig",
    ...options,
    ...programs.map(([, file]) => file),
  ];
  const { stdout } = spawnSync(process.execPath, compiler, { encoding: "utf8" });
  expect(stdout).toBe("");
});

/** The lines of shell blocks, continuation lines joined, comments and a leading `$ ` or `npx ` dropped. */
const commands = pages.flatMap((page) =>
  blocks(page, "sh")
    .flatMap((code) => code.replace(/\\\n\s*/g, " ").split(/\n|&&/))
    .map((line) =>
      line
        .replace(/#.*/, "")
        .trim()
        .replace(/^(\$ |npx )+/, ""),
    )
    .filter((line) => /^(lowlands|npm) /.test(line))
    .map((line): [string, string] => [page, line]),
);

const { scripts, dependencies, devDependencies } = JSON.parse(text("package.json"));
const help = (...command: string[]) =>
  execFileSync(process.execPath, ["dist/cli/main.js", ...command, "--help"], { encoding: "utf8" });

test.for(commands)("%s: `%s` exists", ([, line]) => {
  const [program, ...words] = line.split(/\s+/);
  if (program === "npm") {
    if (words[0] === "run") expect(Object.keys(scripts)).toContain(words[1]);
    else expect(["ci", "i", "install", "test"]).toContain(words[0]);
    return;
  }
  const subcommand = words.filter((word) => !word.startsWith("-")).slice(0, 1);
  const usage = help(...subcommand);
  for (const word of subcommand) expect(usage).toContain(word);
  for (const [option] of line.matchAll(/(?<= )--[a-z-]+/g)) expect(usage).toContain(option);
});

test("README's first two commands are the demo and the tests", () => {
  expect(commands.filter(([page]) => page === "README.md").map(([, line]) => line)).toEqual(
    expect.arrayContaining(["npm ci", "npm run demo", "npm test"]),
  );
});

test("first steps show what the demo prints (else make the README's picture anew, too)", () => {
  const out = mkdtempSync(join(tmpdir(), "lowlands-demo-"));
  const demo = ["dist/cli/main.js", "complete", "examples/data/measles.csv", "--out", join(out, "demo")];
  const { stderr } = spawnSync(process.execPath, demo, { encoding: "utf8" });
  rmSync(out, { recursive: true });
  const [shown] = blocks("docs/guide/first-steps.md", "text");
  const lines = shown.split("\n").filter((line) => line !== "" && !line.endsWith("…"));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(stderr.replace(/\p{Zs}/gu, " ")).toContain(line);
});

test("a page of docs/decisions argues for each dependency", () => {
  const decisions = pages
    .filter((page) => page.startsWith("docs/decisions/"))
    .map(text)
    .join("\n");
  const names = Object.keys({ ...dependencies, ...devDependencies });
  expect(names.filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
});
