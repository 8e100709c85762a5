import type { NonnegativeProblem } from "../problem/problem.ts";
import { extrapolatedRounds } from "./extrapolated-rounds.ts";
import type { Solver } from "./solver.ts";

/**
 * Alternating nonnegative least squares: each factor in turn to its exact minimiser, row by row, by block principal pivoting,
 * and extrapolated along its last step. f never rises. An iteration is two solves over a factor, four where the extrapolation is taken back; memory:
 * three vectors of a point's length.
 *
 * @see Kim & Park 2011, doi:10.1137/110821172; Ang & Gillis 2019, doi:10.1162/neco_a_01157
 */
export function blockPrincipalPivoting(): Solver<NonnegativeProblem> {
  return {
    name: "blockPrincipalPivoting",
    needs: ["nonnegativeSolve", "nonnegative"],
    monotone: true,
    *iterates({ parametrization, nonnegativeSolve }, point) {
      const round = extrapolatedRounds(parametrization, nonnegativeSolve, point, 0);
      for (let iteration = 1; ; iteration++) {
        const { value, share } = yield* round();
        yield { iteration, point, value, gradientNorm: Number.NaN, step: share };
      }
    },
  };
}
