import { describe, expect, test } from "vitest";
import type { BlockProblem } from "../../src/problem/index.ts";
import { afterIterations, decreaseBelow, type Solver, solvers } from "../../src/solvers/index.ts";
import type { CELLS } from "./cells.ts";
import { cell, descend } from "./descend.ts";
import { HOMES } from "./homes.ts";
import { made } from "./instances.ts";

const NOISE = 0.05;
/** The noise floor is met within a factor that the operator's spread decides. */
const LABELS: [label: keyof typeof CELLS, factor: number][] = [
  ["entries", 1.5],
  ["dense sensing", 1.5],
  ["rank-one", 2],
  ["dense sensing, UUᵀ", 1.5],
  ["entries, USVᵀ", 1.5],
];

describe.for(LABELS)("%s, noise 0.05", ([label, factor]) => {
  const instance = { ...cell(label), noise: NOISE };
  const atHome = Object.entries(solvers).filter(([name]) => label in (HOMES[name as keyof typeof HOMES] ?? {}));

  test("solvers that are at home end at one objective, at the noise floor", () => {
    expect(atHome.length).toBeGreaterThan(3);
    const reached = atHome.map(([name, make]) => {
      const rules = [decreaseBelow(1e-12, 10), afterIterations(3_000)];
      return { name, ...descend(made(instance), make() as Solver<BlockProblem>, { rules }) };
    });
    const least = Math.min(...reached.map(({ value }) => value));
    const floor = NOISE / Math.sqrt(instance.oversampling!);
    expect(reached.filter(({ value }) => !(value <= least * (1 + 1e-8))).map(({ name }) => name)).toEqual([]);
    expect(reached.filter(({ error }) => !(error <= factor * floor)).map(({ name }) => name)).toEqual([]);
  });
});
