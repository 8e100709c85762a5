import type { Point } from "../parametrizations/parametrization.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { alternatingLeastSquares } from "../solvers/alternating-least-squares.ts";
import { descent } from "../solvers/solve.ts";
import { afterIterations, decreaseBelow, stepBelow, when } from "../solvers/stopping.ts";
import { truncatedNewton } from "../solvers/truncated-newton.ts";
import { breathe } from "./breathe.ts";
import type { Plan } from "./plan.ts";

/** The first step size to reach, by how much an unfinished descent tightens it, and where it ends. */
const FIRST_TOLERANCE = 3e-2;
const TIGHTENING = 0.1;
const LAST_TOLERANCE = 1e-12;
/** A stretch of more iterations than this converges too slowly: Newton's method takes over at this rank. */
const SLOW = 100;
/** The share of f that rounding may hide. */
const FLAT = 1e-12;
/** Where the factors are 0 but for rounding, their relative steps never become small. */
const FLAT_FOR_LONG = decreaseBelow(1e-16, 30);
/** The step at which a descent whose rank is given counts as finished. */
const FINISHED = 1e-8;
/** Steps smaller than this are beyond float32's factors: the last digits are found in float64. */
const FLOAT32_TOLERANCE = 1e-5;

/**
 * Extrapolated alternating least squares to a step that becomes smaller from stretch to stretch, so that columns are
 * added long before the descent at a lower rank is finished; Newton's method where that is slow.
 */
export function tighteningPlan(given: BlockProblem, start: Point, highestRank: number): Plan<BlockProblem> {
  const solver = alternatingLeastSquares();
  let problem = given;
  let run = descent(problem, solver, start);
  let tolerance = FIRST_TOLERANCE;
  let inRun = 0;
  let finishing = false as boolean;
  return {
    rank: () => problem.parametrization.rank,
    async stretch({ left, expired, observe }) {
      const before = inRun;
      const result = await breathe(
        run.until(
          [
            when("expired", expired),
            stepBelow(tolerance),
            FLAT_FOR_LONG,
            afterIterations(before + (finishing ? left : Math.min(left, SLOW))),
          ],
          (iterate) => observe({ ...iterate, iteration: iterate.iteration - before }),
        ),
      );
      inRun = result.iterations;
      // Where f is flat to its last digits the lowest value is chance, and the last point the one nearest to stationary.
      const flat = result.value <= result.bestValue + FLAT * Math.abs(result.bestValue);
      const point = flat ? result.last : result.best;
      return { problem, point, iterations: inRun - before, stopped: result.stopped };
    },
    from(next, point) {
      problem = next;
      run = descent(problem, solver, point);
      inRun = 0;
      finishing = false;
    },
    further(reached, { iterations, stopped }) {
      const { rank } = problem.parametrization;
      const finished = problem.regularizer.ridge > 0 ? FINISHED : LAST_TOLERANCE;
      const slow: boolean = !finishing && iterations >= SLOW;
      if (!slow) {
        if (rank >= highestRank && tolerance <= finished) return { rule: stopped.rule, converged: true };
        if (tolerance <= LAST_TOLERANCE) return { rule: "stalled", converged: false };
        tolerance *= TIGHTENING;
      }
      const finer = problem.precision === "float32" && tolerance < FLOAT32_TOLERANCE;
      // Columns that X no longer has are dropped: their noise would keep the steps from becoming small.
      if (finer || slow || reached.problem.parametrization.rank < rank) {
        problem = finer || slow ? reached.problem.with({ precision: "float64" }) : reached.problem;
        finishing ||= slow;
        run = descent(problem, finishing ? truncatedNewton() : solver, Float64Array.from(reached.point));
        inRun = 0;
      }
      return undefined;
    },
  };
}
