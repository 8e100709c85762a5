import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

const examples = readdirSync("examples").filter((file) => file.endsWith(".ts"));

test("there are examples", () => {
  expect(examples).not.toEqual([]);
});

test.for(examples)("examples/%s runs", async (file) => {
  await import(`../examples/${file}`);
});
