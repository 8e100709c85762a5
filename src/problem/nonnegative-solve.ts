import type { Steps } from "../kernels/steps.ts";
import type { Compression, NonnegativeSolve, PreparedObservations } from "../operators/operator.ts";
import { linearPenalty, penalty } from "../regularizers/regularizer.ts";
import type { NonnegativeFactorSolve, NonnegativeProblem } from "./problem.ts";
import type { ProblemContext } from "./problem-context.ts";

/** The solves over one nonnegative factor that an operator offers: on the observations, and on their compression. */
export function nonnegativeSolves(
  context: ProblemContext,
  solver: NonnegativeSolve,
): Pick<NonnegativeProblem, "nonnegativeSolve" | "compressedSolve"> {
  const { store, parametrization, regularizer } = context;
  const { memory } = store.workspace;
  const { rank } = parametrization;
  const { ridge, l1, weights } = regularizer;
  let prepared: PreparedObservations | undefined;

  function* observations(): Steps<PreparedObservations> {
    prepared ??= yield* solver.prepare(context.target);
    return prepared;
  }

  const solveOn = (compressed: Compression | undefined): NonnegativeFactorSolve =>
    function* (side, point, { sweeps }) {
      const observed = yield* observations();
      const factors = context.factors();
      const { left, right } = factors;
      parametrization.writeFactors(point, memory.floats(left.block), memory.floats(right.block), left.stride);
      store.current = { evaluation: undefined, predicted: false };
      if (!compressed) store.counts.blockSolves += 1;
      const own = factors[side];
      const { failed, sumOfSquares } = yield* solver.run({
        side,
        observed,
        compressed,
        own,
        other: factors[side === "left" ? "right" : "left"],
        count: rank,
        sweeps,
        ridge,
        counts: weights ? weights[side === "left" ? "rows" : "columns"] : null,
        l1,
      });
      const parts = parametrization.parts(point);
      const [from, into] = [memory.floats(own.block), parts[side]];
      for (let i = 0; i < own.rows; i++) {
        for (let c = 0; c < rank; c++) into[i * rank + c] = from[i * own.stride + c];
      }
      return { value: 0.5 * sumOfSquares + penalty(regularizer, parts) + linearPenalty(regularizer, parts), failed };
    };

  const { compress } = solver;
  return {
    nonnegativeSolve: solveOn(undefined),
    ...(compress &&
      context.precision === "float64" && {
        *compressedSolve(options) {
          store.counts.applications += 2;
          store.counts.adjoints += 1;
          return solveOn(yield* compress(yield* observations(), options));
        },
      }),
  };
}
