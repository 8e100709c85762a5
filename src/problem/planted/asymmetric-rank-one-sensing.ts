import { matrix } from "../../linalg/matrix.ts";
import { linearOperator } from "../../operators/linear-operator.ts";
import { disjointDirections } from "./disjoint-directions.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { type NearIsometryOptions, nearIsometry } from "./near-isometry.ts";
import { checkColumns, nonnegativeInstance, spread } from "./nonnegative-instance.ts";

/** A direction of the rows and one of the columns. */
export interface DirectionPair {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

/** How near to an isometry, how many columns, and where the truth and the trap lie. */
export interface AsymmetricRankOneSensingOptions extends NearIsometryOptions {
  /** r ≥ 1: columns of U and V. */
  readonly rank: number;
  /** The directions of x, y ≥ 0, m and n numbers; (1, 0) and (1, 0) where absent. */
  readonly truth?: DirectionPair;
  /** The directions of u, v ≥ 0, u being 0 wherever x is not, and v wherever y is not; (0, 1) and (0, 1) where absent. */
  readonly trap?: DirectionPair;
}

/**
 * m·n measurements of x yᵀ, ‖x‖ = ‖y‖ = 1, that are an isometry but for a share δ, sought as U Vᵀ with U, V ≥ 0: at any δ > 0 and any number
 * of columns (√p u wᵀ, √p v wᵀ), w = (1, …, 1)/√r, is a spurious minimum with f = (1 − p²)/2 and nothing of the truth in it.
 *
 * @throws RangeError where a number is out of its range, or a side's directions are not nonnegative with disjoint supports.
 * @see Zhang 2025, arXiv:2505.03717, which shows that such instances exist
 */
export function asymmetricRankOneSensing(options: AsymmetricRankOneSensingOptions): KnownLandscape {
  const { rank, truth = { left: [1, 0], right: [1, 0] }, trap = { left: [0, 1], right: [0, 1] } } = options;
  checkColumns(rank, 1);
  const [x, u] = disjointDirections(["truth.left", "trap.left"], [truth.left, trap.left]);
  const [y, v] = disjointDirections(["truth.right", "trap.right"], [truth.right, trap.right]);
  const near = nearIsometry(options, { truth: [x, y], trap: [u, v] });
  const [left, right] = [u, v].map((side) =>
    spread(
      side.map((entry) => Math.sqrt(near.pull) * entry),
      rank,
    ),
  );
  return nonnegativeInstance({
    operator: linearOperator({
      rows: x.length,
      columns: y.length,
      measurements: x.length * y.length,
      apply: (given) => near.apply(given).data,
      adjoint: (z) => near.apply({ rows: x.length, columns: y.length, data: z }),
    }),
    rank,
    symmetric: false,
    truth: { left: matrix(x.length, 1, x), right: matrix(y.length, 1, y) },
    spurious: { left, right },
  });
}
