import { matrix } from "../../linalg/matrix.ts";
import { fullObservation } from "../../operators/full-observation.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { checkColumns, nonnegativeInstance, spread } from "./nonnegative-instance.ts";

/** A diagonal matrix, and the columns to factor it with. */
export interface DiagonalFactoringOptions {
  /** r, at least as many columns as the diagonal has numbers. */
  readonly rank: number;
  /** Two or more numbers a, b₂, …, b_r* with 0 < b_k < a/r. */
  readonly diagonal: ArrayLike<number>;
  /** Rows and columns, zeros after the diagonal; as many as it has numbers where absent. */
  readonly size?: number;
  /** Factor as U Uᵀ, as where absent, or as U Vᵀ. */
  readonly symmetric?: boolean;
}

/**
 * The diagonal matrix of a, b₂, …, b_r*, seen in full and sought as U Uᵀ (or U Vᵀ) with nonnegative factors of r ≥ r* columns: U = √a e₁wᵀ,
 * w = (1, …, 1)/√r, is a spurious minimum with f = ½ Σ b_k². Its first row takes up every column, and nonnegative rows are orthogonal only where
 * they share none; the gradient there is 0, so that no multiplier tells it from a saddle.
 *
 * @throws RangeError where a number is out of its range.
 * @see Zhang 2025, arXiv:2505.03717, which shows that such instances exist
 */
export function diagonalFactoring(options: DiagonalFactoringOptions): KnownLandscape {
  const { rank, symmetric = true } = options;
  const diagonal = Float64Array.from(options.diagonal);
  const { size = diagonal.length } = options;
  if (diagonal.length < 2) throw new RangeError(`diagonal: expected two numbers or more; got ${diagonal.length}`);
  checkColumns(rank, diagonal.length);
  if (!(Number.isInteger(size) && size >= diagonal.length)) {
    throw new RangeError(`size: expected a whole number ≥ ${diagonal.length}; got ${size}`);
  }
  const [largest] = diagonal;
  if (!(largest > 0 && largest < Infinity)) {
    throw new RangeError(`diagonal[0]: expected a number > 0; got ${largest}`);
  }
  const wrong = diagonal.findIndex((b, k) => k > 0 && !(b > 0 && b < largest / rank));
  if (wrong >= 0) {
    throw new RangeError(
      `diagonal[${wrong}]: expected a number > 0 and below ${largest / rank}, the first over the rank; got ${diagonal[wrong]}`,
    );
  }
  const root = matrix(size, diagonal.length);
  for (const [k, b] of diagonal.entries()) root.data[k * diagonal.length + k] = Math.sqrt(b);
  const first = new Float64Array(size);
  first[0] = Math.sqrt(largest);
  const u = spread(first, rank);
  return nonnegativeInstance({
    operator: fullObservation({ rows: size, columns: size }),
    rank,
    symmetric,
    truth: { left: root, right: root },
    spurious: { left: u, right: u },
  });
}
