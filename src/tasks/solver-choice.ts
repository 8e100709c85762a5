import type { Problem } from "../problem/problem.ts";
import { solvers } from "../solvers/index.ts";
import { checkRequirements, suits } from "../solvers/requirements.ts";
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
  const chosen = name === "auto" ? automatic(problem) : name;
  const solver = solvers[chosen as keyof typeof solvers]() as unknown as Solver;
  try {
    checkRequirements(problem, solver);
  } catch (error) {
    throw new RangeError(`${option}: ${(error as Error).message}`);
  }
  return { name: chosen, solver };
}

function automatic(problem: Problem): string {
  return suits(problem, solvers.alternatingLeastSquares()) ? "alternatingLeastSquares" : "truncatedNewton";
}
