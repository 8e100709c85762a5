import type { Steps } from "../../kernels/steps.ts";
import { type LowRankMatrix, matrix } from "../../linalg/matrix.ts";
import { random } from "../../linalg/random.ts";
import { leastSquares } from "../../losses/least-squares.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { recoveryProblem } from "../../problem/recovery-problem.ts";
import { ridge } from "../../regularizers/ridge.ts";
import { randomStart } from "../../starts/random-start.ts";
import { spectralStart } from "../../starts/spectral-start.ts";
import type { NonnegativeSettings } from "./settings.ts";

/** A place to descend from. */
export interface NamedStart {
  readonly name: string;
  readonly make: () => Steps<Point>;
}

/**
 * Where a nonnegative factorization starts: at the one-signed parts of the leading singular vectors (NNDSVD), at random or at
 * factors that are given, and at random as many times more as `restarts` says.
 *
 * @see Boutsidis & Gallopoulos 2008, doi:10.1016/j.patcog.2007.09.010
 */
export function nonnegativeStarts(
  problem: Problem,
  { start, seed, restarts }: Pick<NonnegativeSettings, "start" | "seed" | "restarts">,
): NamedStart[] {
  const atRandom = Array.from({ length: restarts + (start === "random" ? 1 : 0) }, (_, k) => ({
    name: `random ${k + 1}`,
    make: () => randomParts(problem, seedOf(seed, k)),
  }));
  if (start === "random") return atRandom;
  const first =
    typeof start === "string"
      ? { name: "NNDSVD", make: () => singularParts(problem, seed) }
      : { name: "given factors", make: () => givenFactors(problem, start) };
  return [first, ...atRandom];
}

/** The seed of the k-th random start, such that runs of neighbouring seeds have no start in common. */
function seedOf(seed: number, k: number): number {
  const own = random(seed).fork(`start ${k}`);
  return k === 0 ? seed : own.integer(2 ** 53);
}

/** The spectral start of the same data under least squares: other losses may be infinite at X = 0. */
function* singularParts(problem: Problem, seed: number): Steps<Point> {
  const { operator, observed, parametrization } = problem;
  const twin = problem.loss.quadratic
    ? problem.with({ regularizer: ridge({ ridge: 0 }) })
    : recoveryProblem({
        ...{ operator, observed, parametrization },
        loss: leastSquares(),
        regularizer: ridge({ ridge: 0 }),
      });
  const { left, right, rank } = twin.parametrization.parts(yield* spectralStart(twin, { seed }));
  return positive(problem, {
    left: matrix(parametrization.rows, rank, Float64Array.from(left)),
    right: matrix(parametrization.columns, rank, Float64Array.from(right)),
  });
}

/**
 * Where the loss is infinitely steep at a prediction of 0 factors begin above 0, as large as in a random start: what is 0 would stay so
 * under multiplicative updates, or take a gradient's whole attention (NNDSVDa).
 */
function positive(problem: Problem, factors: LowRankMatrix): Point {
  const point = problem.point();
  problem.parametrization.setFactors(factors, point);
  if (!problem.loss.predictions) return point;
  const mean = problem.observed.reduce((sum, y) => sum + y, 0) / problem.observed.length;
  const size = Math.sqrt(mean / Math.max(1, problem.parametrization.rank)) || 1;
  return point.map((x) => x || size);
}

// biome-ignore lint/correctness/useYield: one of several starts, of which others pause.
function* givenFactors(problem: Problem, factors: LowRankMatrix): Steps<Point> {
  return positive(problem, factors);
}

// biome-ignore lint/correctness/useYield: one of several starts, of which others pause.
function* randomParts(problem: Problem, seed: number): Steps<Point> {
  return randomStart(problem, { seed });
}
