import { finish } from "../../src/kernels/steps.ts";
import type { BlockProblem } from "../../src/problem/index.ts";
import { type Solver, type StoppingRule, solve, when } from "../../src/solvers/index.ts";
import { CELLS } from "./cells.ts";
import { type Instance, type Made, passes } from "./instances.ts";

/** What a descent reached, and what it took. */
export interface Reached {
  readonly error: number;
  readonly value: number;
  readonly iterations: number;
  readonly passes: number;
}

/** A descent on a planted problem until its relative error is below a bound, its passes are spent, or a rule fires. */
export function descend(
  { problem, start, relativeError }: Made,
  solver: Solver<BlockProblem>,
  {
    below = 0,
    spend = Number.POSITIVE_INFINITY,
    rules = [],
  }: { below?: number; spend?: number; rules?: StoppingRule[] },
): Reached {
  const before = passes(problem);
  const spent = () => passes(problem) - before;
  let error = Number.POSITIVE_INFINITY;
  const { bestValue, best, iterations } = finish(
    solve(problem, solver, {
      start,
      stop: [when("found", () => error < below), when("spent", () => spent() > spend), ...rules],
      observe: ({ point }) => {
        if (below > 0) error = relativeError(point);
      },
    }),
  );
  return { error: below > 0 ? error : relativeError(best), value: bestValue, iterations, passes: spent() };
}

/** A cell by its name. */
export const cell = (name: string): Instance => CELLS[name as keyof typeof CELLS];
