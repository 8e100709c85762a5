import { describe, expect, test } from "vitest";
import * as operators from "../../src/operators/index.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import { type Solver, solvers } from "../../src/solvers/index.ts";
import { CELLS } from "./cells.ts";
import { cell, descend } from "./descend.ts";
import { HOMES } from "./homes.ts";
import { made, OPERATORS } from "./instances.ts";

describe.for(Object.entries(solvers))("%s", ([name, make]) => {
  const homes = Object.entries(HOMES[name as keyof typeof HOMES] ?? {});

  test("has a home", () => expect(homes.length).toBeGreaterThan(0));

  test.for(homes)("recovers: %s, within %i passes", ([label, bound]) => {
    const { error, passes } = descend(made(cell(label)), make() as Solver<BlockProblem>, { below: 1e-8, spend: bound });
    expect(error).toBeLessThan(1e-8);
    expect(passes).toBeLessThanOrEqual(bound);
  });
});

test("every cell is home to some solver, and every operator that observes by itself has a cell", () => {
  const home = new Set(Object.values(HOMES).flatMap((cells) => Object.keys(cells)));
  expect(Object.keys(CELLS).filter((label) => !home.has(label))).toEqual([]);
  const used = new Set(Object.values(CELLS).map(({ operator }) => operator));
  expect([...used].sort()).toEqual(Object.keys(OPERATORS).sort());
  // A user's own operator, and those that are made of others, are no instances of their own.
  const composed = ["linearOperator", "mixed", "selected", "stacked", "summed", "transformed"];
  expect([...Object.keys(OPERATORS), ...composed].sort()).toEqual(Object.keys(operators.operators).sort());
});
