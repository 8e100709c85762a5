import { type LanczosBidiagonalization, lanczosBidiagonalization } from "../linalg/lanczos.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { balancedPoint } from "./balanced-point.ts";
import type { Solver } from "./solver.ts";

/** Lanczos steps an iterate, so that its Ritz triples cost less than the products. */
const STRIDE = 5;

/**
 * The truncated SVD of A = 𝒜*(y) where 𝒜 is an isometry, by Golub–Kahan–Lanczos bidiagonalization with full
 * reorthogonalization: each iterate is the leading Ritz triples after five more steps, less the ridge. The global optimum of the
 * problem in the limit, faster than power steps where σ_r and σ_{r+1} are close; f never rises. The start counts only where
 * f is below the first iterate's. A step is two products with a vector; memory two vectors a step.
 *
 * @see Golub & Kahan 1965, doi:10.1137/0702016; Simon & Zha 2000, doi:10.1137/S1064827597327309
 */
export function lanczosSvd({ seed = 0 }: { seed?: number } = {}): Solver<BlockProblem> {
  return {
    name: "lanczosSvd",
    needs: ["leastSquares", "sides", "factors", "isometry"],
    monotone: true,
    *iterates(problem, start) {
      const { store, parametrization, regularizer } = problem;
      const { rank } = parametrization;
      const a = yield* store.bound.backProjection(problem.observed);
      let state: LanczosBidiagonalization | undefined;
      const steps = lanczosBidiagonalization(a, {
        random: random(seed).fork("lanczos SVD"),
        stop(now) {
          state = now;
          return false;
        },
      });
      let point = start;
      let value = yield* problem.at(start).value();
      let known = 0;
      for (let iteration = 1; ; iteration++) {
        const wanted = Math.max(rank, known) + STRIDE;
        let ended = false;
        while (!ended && (state?.steps ?? 0) < wanted) {
          ended = steps.next().done === true;
          yield undefined;
        }
        let step = 0;
        if (state && state.steps > known) {
          store.counts.applications += state.steps - known;
          store.counts.adjoints += state.steps - known;
          known = state.steps;
          const { u, singularValues, v } = state.triples(rank);
          const shrunk = singularValues.map((s) => Math.max(0, s - regularizer.ridge));
          const next = balancedPoint(problem, { u, singularValues: shrunk, v });
          const reached = yield* problem.at(next).value();
          if (reached <= value) {
            step = norm(next.map((x, k) => x - point[k])) / (norm(next) || 1);
            [point, value] = [next, reached];
          }
        }
        yield { iteration, point, value, gradientNorm: Number.NaN, step };
      }
    },
  };
}
