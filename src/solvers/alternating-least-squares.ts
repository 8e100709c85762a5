import type { Point } from "../parametrizations/parametrization.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { andersonMixing } from "./anderson-mixing.ts";
import type { Solver } from "./solver.ts";

/**
 * Near the end f is flat to its last digits while the factors still move: a rise of this share of f is rounding, and
 * holding an extrapolation against it would stop the progress that the certificate needs.
 */
const ROUNDING = 1e-13;

/**
 * Alternating least squares, extrapolated.
 *
 * Given U, the best V is known exactly, so a sweep is a map U ↦ G(U) on the left side alone (the factor and its
 * biases); Anderson mixing over the last `depth` sweeps extrapolates it. An extrapolated U whose best V does not lower
 * f below the plain sweep's value is dropped for the plain one, so f never rises. `depth` 0 is the plain method.
 * Memory: 2·depth vectors of the left side's length.
 *
 * @see Anderson 1965, doi:10.1145/321296.321305; Walker & Ni 2011, doi:10.1137/10078356X
 */
export function alternatingLeastSquares({ depth = 20 }: { depth?: number } = {}): Solver<BlockProblem> {
  return {
    name: "alternatingLeastSquares",
    needs: ["blockSolve"],
    monotone: true,
    *iterates(problem, point) {
      const { parametrization } = problem;
      const side = (at: Point): Point[] => {
        const parts = parametrization.parts(at);
        return [parts.left, parts.rowBias];
      };
      const mixing = andersonMixing(depth, side(point));
      const plain = point.slice();
      let bound = Number.POSITIVE_INFINITY;
      let extrapolated = false;
      let step = Number.POSITIVE_INFINITY;
      for (let iteration = 1; ; iteration++) {
        let { value } = yield* problem.blockSolve("right", point);
        if (extrapolated && !(value <= bound + ROUNDING * Math.abs(bound))) {
          mixing.restart();
          point.set(plain);
          extrapolated = false;
          ({ value } = yield* problem.blockSolve("right", point));
        }
        yield { iteration, point, value, gradientNorm: Number.NaN, step };
        plain.set(point);
        ({ value: bound } = yield* problem.blockSolve("left", plain));
        point.set(plain);
        ({ extrapolated, step } = mixing.extrapolate(side(plain), side(point)));
      }
    },
  };
}
