import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const entries: string[] = Object.keys(manifest.exports).map((path) => join("lowlands", path));

/** A folder of a user's own, with the packed package in it; inside the checkout, so that its dependencies are found. */
let user: string;
let packed: string[];
function run(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: user, encoding: "utf8" });
  expect(status, `${command} ${args.join(" ")}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

beforeAll(() => {
  mkdirSync(".cache", { recursive: true });
  user = mkdtempSync(resolve(".cache/user-"));
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", user];
  const [tarball] = JSON.parse(execFileSync("npm", pack, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  packed = tarball.files.map((file: { path: string }) => file.path);
  mkdirSync(join(user, "node_modules/lowlands"), { recursive: true });
  run("tar", ["-xzf", tarball.filename, "-C", "node_modules/lowlands", "--strip-components", "1"]);
});
afterAll(() => rmSync(user, { recursive: true, force: true }));

test("the package holds what the rooms compile to, the sample, and nothing else", () => {
  const expected =
    /^(dist\/(src|io|render|papers|cli)\/.+\.(js|d\.ts)|examples\/data\/(measles\.csv(\.credit)?|README\.md)|(README|CHANGELOG)\.md|LICENSE|package\.json)$/;
  expect(packed.filter((path) => !expected.test(path))).toEqual([]);
  for (const path of [
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "examples/data/measles.csv.credit",
    "examples/data/README.md",
  ])
    expect(packed).toContain(path);
});

test("every compiled file has a source", () => {
  const sources = packed
    .filter((path) => path.startsWith("dist/"))
    .map((path) => path.replace(/^dist\/(.+?)(\.d)?\.[jt]s$/, "$1.ts"));
  expect(sources.filter((path) => !existsSync(path))).toEqual([]);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: join(user, "node_modules/lowlands"), pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

test("plain Node imports and requires every entry", () => {
  const each = (call: string) => entries.map((entry) => `${call}("${entry}")`).join(",");
  run(process.execPath, ["--input-type=module", "-e", `await Promise.all([${each("import")}])`]);
  run(process.execPath, ["--input-type=commonjs", "-e", `[${each("require")}]`]);
});

const resolutions = [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
];

test.for(resolutions)("a strict project compiles with it: module %s, resolution %s", { timeout: 120_000 }, (each) => {
  const [module, moduleResolution] = each;
  writeFileSync(join(user, "use.mts"), entries.map((entry, k) => `export * as entry${k} from "${entry}";`).join("\n"));
  const compilerOptions = { module, moduleResolution, strict: true, target: "es2022", noEmit: true, types: ["node"] };
  writeFileSync(join(user, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.mts"] }));
  const compiler = resolve("node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", user], { cwd: user, encoding: "utf8" });
  // Declarations of others are their business: Plot's lack those of d3.
  expect(stdout.split("\n").filter((line) => /^(use\.mts|node_modules\/lowlands)/.test(line))).toEqual([]);
});

test("the installed command answers with its version", () => {
  const bin = join(user, "node_modules/lowlands", manifest.bin.lowlands);
  expect(run(process.execPath, [bin, "--version"])).toContain(manifest.version);
});
