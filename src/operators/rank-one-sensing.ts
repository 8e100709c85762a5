import type { Matrix } from "../linalg/matrix.ts";
import { boundRankOneSensing } from "./bound-rank-one-sensing.ts";
import type { MeasurementOperator } from "./operator.ts";
import { rankOneSum, rankOneValues, sensingVectors } from "./sensing-vectors.ts";

/** The pairs of vectors that X is seen through. */
export interface RankOneSensingOptions {
  /** The a_k, p×m with one a row: a matrix, or its numbers row by row, with `rows`. */
  readonly left: Matrix | ArrayLike<number>;
  /** The b_k, p×n with one a row: a matrix, or its numbers row by row, with `columns`. */
  readonly right: Matrix | ArrayLike<number>;
  /** Size of X, needed where the vectors are no matrices. */
  readonly rows?: number;
  readonly columns?: number;
}

/**
 * Observes y_k = a_kᵀ X b_k. The factor paths cost about 2·p·(m + n)·r operations and form neither X nor 𝒜*(z); the
 * memory is the vectors', p·(m + n) numbers, and p·r.
 *
 * @throws RangeError where the vectors are not whole, not as many on both sides, or not finite.
 * @see Cai & Zhang 2015, arXiv 1310.5791 (ROP)
 */
export function rankOneSensing(options: RankOneSensingOptions): MeasurementOperator {
  const left = sensingVectors("rankOneSensing", "left", options.left, "rows", options.rows);
  const right = sensingVectors("rankOneSensing", "right", options.right, "columns", options.columns);
  if (left.rows !== right.rows) {
    throw new RangeError(`rankOneSensing: right: expected ${left.rows} vectors, as many as in left; got ${right.rows}`);
  }
  return {
    name: "rankOneSensing",
    rows: left.columns,
    columns: right.columns,
    measurements: left.rows,
    apply: (x) => rankOneValues(left, right, x),
    adjoint: (z) => rankOneSum(left, right, z),
    bind: (workspace) => boundRankOneSensing(left, right, workspace),
  };
}
