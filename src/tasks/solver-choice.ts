import type { Problem } from "../problem/problem.ts";
import { auto } from "../solvers/auto.ts";
import { solvers } from "../solvers/index.ts";
import { checkRequirements } from "../solvers/requirements.ts";
import type { Solver } from "../solvers/solver.ts";

/** A solver with its name in the catalogue. */
export interface NamedSolver {
  readonly name: string;
  readonly solver: Solver;
}

/**
 * The solver of a name in the catalogue, or for "auto" the one that the problem calls for.
 *
 * @throws RangeError naming the option where the problem lacks what the solver needs.
 */
export function solverFor(problem: Problem, name: string, option: "solver" | "compare" = "solver"): NamedSolver {
  if (name === "auto") {
    const solver = auto(problem);
    return { name: solver.name, solver };
  }
  const solver = solvers[name as keyof typeof solvers]() as unknown as Solver;
  try {
    checkRequirements(problem, solver);
  } catch (error) {
    throw new RangeError(`${option}: ${(error as Error).message}`);
  }
  return { name, solver };
}
