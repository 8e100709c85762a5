import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "../solvers/solver.ts";
import type { StoppingRule } from "../solvers/stopping.ts";
import { truncatedNewton } from "../solvers/truncated-newton.ts";
import { finishedDescent } from "./finished-descent.ts";
import type { Plan } from "./plan.ts";

/**
 * Every stretch is a whole descent, by any solver: the solver of each problem is asked for anew, as the rank may have grown. With
 * `newton`, a point that neither certificate nor growth ends is finished by Newton's method: a value that is flat is not yet a
 * gradient that is zero.
 */
export function wholePlan<P extends Problem>(
  given: P,
  from: Point,
  {
    solverOf,
    newton,
    until = [],
  }: { solverOf: (problem: P) => Solver<P>; newton: boolean; until: readonly StoppingRule[] | undefined },
): Plan<P> {
  let [problem, start] = [given, from];
  let finishing = false as boolean;
  return {
    rank: () => problem.parametrization.rank,
    async stretch({ left, expired, observe }) {
      // A point of rank 0 has nowhere to move unless it has biases.
      if (problem.parametrization.dimension === 0) {
        return { problem, point: start, iterations: 0, stopped: { rule: "rank 0", converged: true } };
      }
      // A curvature was asked for before.
      const solver = finishing ? (truncatedNewton() as Solver<never> as Solver<P>) : solverOf(problem);
      return await finishedDescent(problem, solver, { start, mostIterations: left, expired, observe, until });
    },
    from(next, point) {
      [problem, start] = [next, point];
      finishing = false;
    },
    further(reached, { stopped, iterations }) {
      if (finishing || !newton || iterations === 0 || problem.loss.curvature === undefined) return stopped;
      problem = reached.problem.with({ precision: "float64" }) as P;
      start = Float64Array.from(reached.point);
      finishing = true;
      return undefined;
    },
  };
}
