import { matrix } from "../../linalg/matrix.ts";
import { linearOperator } from "../../operators/linear-operator.ts";
import { disjointDirections } from "./disjoint-directions.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { type NearIsometryOptions, nearIsometry } from "./near-isometry.ts";
import { checkColumns, nonnegativeInstance, spread } from "./nonnegative-instance.ts";
import { fromSymmetricCoordinates, symmetricCoordinates } from "./symmetric-coordinates.ts";

/** How near to an isometry, how many columns, and where the truth and the trap lie. */
export interface NonnegativeRankOneSensingOptions extends NearIsometryOptions {
  /** r ≥ 1: columns of U. */
  readonly rank: number;
  /** The direction of z ≥ 0, n numbers of which one at least is 0; (1, 0) where absent. */
  readonly truth?: ArrayLike<number>;
  /** The direction of v ≥ 0, which is 0 wherever z is not; (0, 1) where absent. */
  readonly trap?: ArrayLike<number>;
}

/**
 * n(n + 1)/2 measurements of z zᵀ, ‖z‖ = 1, that are an isometry of symmetric matrices but for a share δ, sought as U Uᵀ with U ≥ 0: at
 * any δ > 0 and any number of columns U = √p v wᵀ, w = (1, …, 1)/√r, is a spurious minimum with f = (1 − p²)/2 and nothing of the truth in it.
 * Any other w > 0 with ‖w‖ = 1 gives one, too. Without the signs there is none at small δ.
 *
 * @throws RangeError where a number is out of its range, or z and v are not nonnegative with disjoint supports.
 * @see Zhang 2025, arXiv:2505.03717, which shows that such instances exist
 */
export function nonnegativeRankOneSensing(options: NonnegativeRankOneSensingOptions): KnownLandscape {
  const { rank, truth = [1, 0], trap = [0, 1] } = options;
  checkColumns(rank, 1);
  const [z, v] = disjointDirections(["truth", "trap"], [truth, trap]);
  const near = nearIsometry(options, { truth: [z, z], trap: [v, v] });
  const size = z.length;
  const u = spread(
    v.map((x) => Math.sqrt(near.pull) * x),
    rank,
  );
  const one = matrix(size, 1, z);
  return nonnegativeInstance({
    operator: linearOperator({
      rows: size,
      columns: size,
      measurements: (size * (size + 1)) / 2,
      apply: (x) => symmetricCoordinates(near.apply(x)),
      adjoint: (y) => near.apply(fromSymmetricCoordinates(size, y)),
    }),
    rank,
    symmetric: true,
    truth: { left: one, right: one },
    spurious: { left: u, right: u },
  });
}
