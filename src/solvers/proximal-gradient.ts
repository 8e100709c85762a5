import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import { type Random, random } from "../linalg/random.ts";
import type { Svd } from "../linalg/svd.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots, weightedSvd } from "../problem/balance.ts";
import { isometry } from "../problem/isometry.ts";
import type { BlockProblem, Problem } from "../problem/problem.ts";
import { balancedPoint } from "./balanced-point.ts";
import { shrunkSvd } from "./shrunk-svd.ts";
import type { Solver } from "./solver.ts";

/** Sums of products below this are numbers. */
const OVERFLOW = 1e306;

/** Where f rises by more than this share of itself, a step is not taken. */
const ROUNDING = 1e-13;
/** What rounding may do to ‖Δ‖², as a share of ‖X‖²: below it a step is too short to tell the curvature. */
const TOO_SHORT = 1e-11;

/** X by its decomposition, its point, f there, and y − 𝒜(X). */
interface Place {
  readonly svd: Svd;
  readonly point: Point;
  readonly value: number;
  readonly residual: Float64Array;
}

/**
 * Proximal gradient in X itself, the convex method: X ← the singular values of X + t·𝒜*(y − 𝒜X) less tλ, at most `rank` of
 * them, those above 0; with t = 1 and entries of weight 1 it is soft-impute. It minimises Σ ℓ + λ‖X‖_*, which is f at
 * balanced factors, the points that it gives; with weighted ridges X is scaled by their roots. 1/t is doubled until it bounds the
 * curvature met. `accelerated` steps begin beyond X (FISTA), or at X where f would rise, so that it never does.
 *
 * An iteration is one 𝒜, one 𝒜* and products of that image with vectors. Memory: three decompositions, the Lanczos vectors.
 *
 * @see Mazumder, Hastie & Tibshirani 2010 (JMLR 11:2287); Beck & Teboulle 2009, doi:10.1137/080716542
 */
export function proximalGradient({
  accelerated = true,
  seed = 0,
}: {
  accelerated?: boolean;
  seed?: number;
} = {}): Solver<BlockProblem> {
  return {
    name: "proximalGradient",
    needs: ["leastSquares", "sides", "factors", "penalized"],
    monotone: true,
    *iterates(problem, start) {
      const draw = random(seed).fork("proximal gradient");
      let curvature = yield* isometry(problem);
      const { left, right } = problem.parametrization.parts(start);
      const finite = norm(left) * norm(right) < OVERFLOW && start.every(Number.isFinite);
      let here = yield* placed(problem, finite ? yield* weightedSvd(problem, start) : undefined, start);
      let last = here;
      let momentum = 1;
      for (let iteration = 1; ; iteration++) {
        const after = 0.5 * (1 + Math.sqrt(1 + 4 * momentum * momentum));
        let beyond = accelerated ? (momentum - 1) / after : 0;
        let next = here;
        while (Number.isFinite(here.value)) {
          const step = yield* proximalStep(problem, here, last, beyond, curvature, draw);
          if (step.curvature > curvature) curvature = Math.max(2 * curvature, step.curvature);
          else if (step.place.value <= here.value * (1 + ROUNDING)) {
            next = step.place;
            break;
          } else if (beyond === 0) break;
          else [beyond, momentum] = [0, 1];
        }
        momentum = beyond === 0 ? 0.5 * (1 + Math.sqrt(5)) : after;
        const step = norm(next.point.map((x, k) => x - here.point[k])) / (norm(next.point) || 1);
        [last, here] = [here, next];
        yield { iteration, point: here.point, value: here.value, gradientNorm: Number.NaN, step };
      }
    },
  };
}

/** The proximal step from X + β(X − X₋), and the curvature ‖𝒜Δ‖²/‖Δ‖² along it, 0 where it is too short to tell. */
function* proximalStep(
  problem: BlockProblem,
  here: Place,
  last: Place,
  beyond: number,
  curvature: number,
  draw: Random,
): Steps<{ place: Place; curvature: number }> {
  const { store, regularizer, parametrization } = problem;
  const residual = here.residual.map((x, k) => x + beyond * (x - last.residual[k]));
  store.counts.adjoints += 1;
  const image = yield* store.bound.backProjection(residual, inverseRoots(regularizer));
  const terms = [
    { svd: here.svd, by: 1 + beyond },
    { svd: last.svd, by: -beyond },
  ].filter(({ by }) => by !== 0);
  const svd = yield* shrunkSvd(image, terms, {
    step: 1 / curvature,
    threshold: regularizer.ridge / curvature,
    rank: parametrization.rank,
    random: draw.fork("a step"),
  });
  const place = yield* placed(problem, svd, here.point);
  const moved = squaredNorm([...terms, { svd, by: -1 }]);
  const size = squaredNorm([{ svd, by: 1 }]);
  const seen = norm(residual.map((x, k) => x - place.residual[k])) ** 2;
  return { place, curvature: moved > TOO_SHORT * size ? (seen / moved) * (1 - ROUNDING) : 0 };
}

/** The balanced point of a decomposition, and what is known there; the start itself where there is none. */
function* placed(problem: Problem, svd: Svd | undefined, start: Point): Steps<Place> {
  const point = svd ? balancedPoint(problem, svd) : start;
  const at = problem.at(point);
  const nothing = { u: matrix(0, 0), singularValues: new Float64Array(0), v: matrix(0, 0) };
  return { svd: svd ?? nothing, point, value: yield* at.value(), residual: yield* at.negativeDerivative() };
}

/** ‖Σ by·U Σ Vᵀ‖². */
function squaredNorm(terms: readonly { svd: Svd; by: number }[]): number {
  let sum = 0;
  for (const a of terms) {
    for (const b of terms) {
      const [u, v] = [multiplyTransposed(a.svd.u, b.svd.u), multiplyTransposed(a.svd.v, b.svd.v)];
      for (let i = 0; i < u.rows; i++) {
        for (let j = 0; j < u.columns; j++) {
          const weight = a.by * b.by * a.svd.singularValues[i] * b.svd.singularValues[j];
          sum += weight * u.data[i * u.columns + j] * v.data[i * u.columns + j];
        }
      }
    }
  }
  return sum;
}
