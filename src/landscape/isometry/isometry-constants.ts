import type { Steps } from "../../kernels/steps.ts";
import { random } from "../../linalg/random.ts";
import type { Svd } from "../../linalg/svd.ts";
import { isSymmetric } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { type IsometryBounds, isometryBounds } from "./isometry-bounds.ts";
import { extremeMatrix } from "./isometry-search.ts";
import { magnification } from "./magnification.ts";

/** How the constants are sought. */
export interface IsometryConstantsOptions {
  /** Of the matrices M: 2r where absent, the rank of a difference of two estimates. */
  readonly rank?: number;
  readonly seed?: number;
  /** Climbs for either end, at most. */
  readonly starts?: number;
  /** About how often 𝒜 is applied; default 400. */
  readonly mostApplications?: number;
}

/** The restricted isometry constants of 𝒜: what was found, and what bounds it. */
export interface IsometryConstants {
  readonly rank: number;
  /** (1 − δ)‖M‖² ≤ c‖𝒜(M)‖² ≤ (1 + δ)‖M‖² at the best scale c: at least `delta`, at most `deltaAtMost`. */
  readonly delta: number;
  readonly deltaAtMost: number;
  /** ‖𝒜(M)‖² of the unit matrices found, α = min and L = max (NaN where α = 0 says it all), L/α and c = 2/(L + α). */
  readonly least: number;
  readonly most: number;
  /** The restricted condition number. */
  readonly condition: number;
  readonly scale: number;
  /** δ without a scale, max(1 − α, L − 1). */
  readonly unscaled: number;
  /** The matrices that show it; absent where no search was needed. */
  readonly witnesses?: { readonly least: Svd; readonly most: Svd };
  readonly bounds: IsometryBounds | undefined;
}

/**
 * The restricted isometry constants of 𝒜 over the matrices of at most a rank, the symmetric ones where X = U Uᵀ. Finding them is
 * NP-hard: two adversarial searches give matrices, so that δ is at least `delta`; `isometryBounds` gives what it is at most, or
 * exactly. The data and the point do not matter.
 *
 * @throws RangeError where the rank is no whole number ≥ 1.
 * @see Recht, Fazel & Parrilo 2010, doi:10.1137/070697835; Tillmann & Pfetsch 2014, arXiv 1205.2081
 */
export function* isometryConstants(problem: Problem, options: IsometryConstantsOptions = {}): Steps<IsometryConstants> {
  const { parametrization, operator } = problem;
  const { seed = 0, starts = 6, mostApplications = 400 } = options;
  const asked = options.rank ?? 2 * parametrization.rank;
  if (!(Number.isInteger(asked) && asked >= 1)) throw new RangeError(`rank: expected a whole number ≥ 1; got ${asked}`);
  const rank = Math.min(asked, operator.rows, operator.columns);
  const symmetric = isSymmetric(parametrization.hull);
  const bounds = yield* isometryBounds(problem, { rank, symmetric });
  if (bounds?.exact) return { rank, ...constants(bounds), deltaAtMost: deltaOf(bounds), bounds };
  problem.store.current = { evaluation: undefined, predicted: false };
  const map = magnification(problem, symmetric);
  const search = { ...operator, rank, symmetric, starts, mostApplications: mostApplications / 2 };
  const stream = random(seed).fork("isometryConstants");
  const least = yield* extremeMatrix(map, -1, { ...search, random: stream.fork("least") });
  const most = yield* extremeMatrix(map, 1, { ...search, random: stream.fork("most") });
  return {
    rank,
    ...constants({ least: least.square, most: most.square }),
    deltaAtMost: bounds ? deltaOf(bounds) : 1,
    witnesses: { least: least.matrix, most: most.matrix },
    bounds,
  };
}

type Extremes = Pick<IsometryBounds, "least" | "most">;

/** (L − α)/(L + α), 1 where some matrix is not seen at all. */
function deltaOf({ least, most }: Extremes): number {
  return least > 0 ? (most - least) / (most + least) : 1;
}

function constants({ least, most }: Extremes) {
  return {
    delta: deltaOf({ least, most }),
    least,
    most,
    condition: least > 0 ? most / least : Number.POSITIVE_INFINITY,
    scale: 2 / (least + most),
    unscaled: Math.max(1 - least, most - 1),
  };
}
