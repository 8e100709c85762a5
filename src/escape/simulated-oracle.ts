import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import type { MultiStepOptions } from "../landscape/oracle/multi-step.ts";
import { oracleDirection } from "../landscape/oracle/oracle-direction.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";
import { oracleWays } from "./oracle-ways.ts";

/** How the simulated oracle direction is found, and whether the paper's own jump is among the ways. */
export interface SimulatedOracleOptions {
  readonly seed?: number;
  /** Adds the multi-step jump at these parameters, where one of its parts dominates; the other ways need none. */
  readonly multiStep?: MultiStepOptions;
}

/**
 * Leaves a point that descent cannot leave along directions made of the smallest eigenvector u of the gradient matrix and the
 * columns σ v qᵀ of the factors, each at the lowest point of its line, which for least squares is exact:
 *
 * - `line`: X + t u qᵀ, q of the smallest column: lower than the point exactly where the escape feasibility exceeds 1;
 * - `empty column`: u written into a column that is 0, always lower;
 * - `swap`: a column replaced by t u, one way for each, for ranks above 1;
 * - `further swap`: one of the two smallest columns replaced by one of the next three eigenvectors of negative value, the four lowest such starts;
 * - `ray`: t u qᵀ, at rank 1 alone, since descent never leaves rank 1 again;
 * - `invisible ray`: t E X, where that is not of lower rank.
 *
 * Where the lowest point of a line through 0 is 0 itself, the start has the length of what it replaces.
 *
 * Ways may lie higher than the point: only a descent from them can tell. All ranks, UUᵀ and UVᵀ, any smooth loss, biases held.
 *
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export function simulatedOracle(options: SimulatedOracleOptions = {}): Escape {
  return {
    name: "simulatedOracle",
    claim: "globallyOptimal",
    applies: ({ parametrization }) => !parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, _: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization } = problem;
      if (!parametrization.factored) {
        return { reason: `no direction: points of ${parametrization.name} have no factors that move freely` };
      }
      if (parametrization.rank === 0) return { reason: "no direction: there is no column to move" };
      if (problem.loss.curvature === undefined) return { reason: "no direction: the loss has no second derivative" };
      const value = yield* problem.with({ precision: "float64" }).at(Float64Array.from(point)).value();
      if (!Number.isFinite(value)) return { reason: "no direction: the objective at the point is not a finite number" };
      const oracle = yield* oracleDirection(problem, point, { seed: options.seed ?? 0 });
      if (!oracle.negative) return { reason: "no direction: the gradient matrix is positive semidefinite" };
      const found = yield* oracleWays(oracle, options.multiStep);
      const ways = found
        .map(({ kind, start, value: lower }) => {
          const into = problem.point();
          into.set(start);
          return { kind: `simulatedOracle: ${kind}`, problem, start: into, predictedFall: value - lower };
        })
        .sort((a, b) => b.predictedFall - a.predictedFall);
      return ways.length > 0 ? { ways } : { reason: "no direction: no line through them has a minimum but the point" };
    },
  };
}
