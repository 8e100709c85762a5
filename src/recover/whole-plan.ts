import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "../solvers/solver.ts";
import { finishedDescent } from "./finished-descent.ts";
import type { Plan } from "./plan.ts";

/** Every stretch is a whole descent, by any solver: the solver of each problem is asked for anew, as the rank may have grown. */
export function wholePlan<P extends Problem>(given: P, from: Point, solverOf: (problem: P) => Solver<P>): Plan<P> {
  let [problem, start] = [given, from];
  return {
    rank: () => problem.parametrization.rank,
    async stretch({ left, expired, observe }) {
      // A point of rank 0 has nowhere to move unless it has biases.
      if (problem.parametrization.dimension === 0) {
        return { problem, point: start, iterations: 0, stopped: { rule: "rank 0", converged: true } };
      }
      return await finishedDescent(problem, solverOf(problem), { start, mostIterations: left, expired, observe });
    },
    from(next, point) {
      [problem, start] = [next, point];
    },
    further: (_, last) => last.stopped,
  };
}
