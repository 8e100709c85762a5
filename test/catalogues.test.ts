import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const api: Record<string, unknown> = await import("../src/index.ts");

/** Each family: its folder, its interface file, its catalogue's name. */
const families: [folder: string, interfaceFile: string, catalogue: string][] = [
  ["operators", "operator.ts", "operators"],
  ["losses", "loss.ts", "losses"],
  ["regularizers", "regularizer.ts", "regularizers"],
  ["parametrizations", "parametrization.ts", "parametrizations"],
  ["starts", "start.ts", "starts"],
  ["solvers", "solver.ts", "solvers"],
  ["certificates", "certificate.ts", "certificates"],
  ["escape", "escape.ts", "escapes"],
];

/** Files that serve a whole family and that no other file of the folder imports. */
const shared = ["solvers/solve.ts", "solvers/auto.ts"];

const camelCase = (file: string) => file.replace(/\.ts$/, "").replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * A family folder holds `index.ts`, the interface, and members. Any other file is a part: some file of the folder other
 * than `index.ts` imports it, or it is named in `shared`. A new member is imported by none, so that a line forgotten in
 * the catalogue leaves it without a role.
 */
test.for(families)("%s: every file is the interface, a part, or in the catalogue", async (family) => {
  const [folder, interfaceFile, catalogue] = family;
  const files = readdirSync(`src/${folder}`).filter((file) => file.endsWith(".ts"));
  expect(files).toEqual(expect.arrayContaining(["index.ts", interfaceFile]));

  const index = await import(`../src/${folder}/index.ts`);
  const members = Object.keys(index[catalogue]);
  const imported = files
    .filter((file) => file !== "index.ts")
    .flatMap((file) => [...readFileSync(`src/${folder}/${file}`, "utf8").matchAll(/from "\.\/(.+?)"/g)])
    .map(([, file]) => file);
  const isPart = (file: string) => imported.includes(file) || shared.includes(`${folder}/${file}`);
  const others = files.filter((file) => file !== "index.ts" && file !== interfaceFile);

  expect(others.filter((file) => !members.includes(camelCase(file)) && !isPart(file))).toEqual([]);
  expect(members.filter((member) => !others.some((file) => camelCase(file) === member))).toEqual([]);
});

test.for(families)("%s: index.ts exports the catalogue and every member by name", async ([folder, , catalogue]) => {
  const index = await import(`../src/${folder}/index.ts`);
  expect(Object.keys(index)).toEqual(expect.arrayContaining(Object.keys(index[catalogue])));
  const source = readFileSync(`src/${folder}/index.ts`, "utf8");
  expect(source.match(new RegExp(`export const ${catalogue} = {[^;]*} satisfies Record<`))).not.toBeNull();
});

test("the public API hands out every catalogue", () => {
  expect(Object.keys(api)).toEqual(expect.arrayContaining(families.map(([, , catalogue]) => catalogue)));
});

test("shared code does not ask which member it has", () => {
  // A certificate is looked up by its claim: `certified` is what globallyOptimal says.
  const parts = families.filter(([folder]) => folder !== "certificates");
  const members = new Set(parts.flatMap(([, , catalogue]) => Object.keys(api[catalogue] as object)));
  const asks = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const questions = readFileSync(`src/${file}`, "utf8").matchAll(/(?:[!=]==|case) "(\w+)"/g);
      return [...questions].filter(([, word]) => members.has(word)).map(([question]) => `${file}: ${question}`);
    });
  expect(asks).toEqual([]);
});
