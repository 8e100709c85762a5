import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operators } from "../src/index.ts";

const examples = readdirSync("examples").filter((file) => file.endsWith(".ts"));

test("there are examples", () => {
  expect(examples).not.toEqual([]);
});

test.for(Object.keys(operators))("%s is shown by an example", (name) => {
  const shown = examples.filter((file) => readFileSync(`examples/${file}`, "utf8").includes(`${name}({`));
  expect(shown).not.toEqual([]);
});

test.for(examples)("examples/%s runs", async (file) => {
  await import(`../examples/${file}`);
});
