import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { linearOperator } from "../../operators/linear-operator.ts";
import type { MeasurementOperator } from "../../operators/operator.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { type NearIsometryOptions, nearIsometry } from "./near-isometry.ts";
import { checkColumns, nonnegativeInstance, spread } from "./nonnegative-instance.ts";
import { fromSymmetricCoordinates, symmetricCoordinates } from "./symmetric-coordinates.ts";

/** How near to an isometry on two rows, how many columns, and what is seen of the other rows. */
export interface CompressiveRankOneSensingOptions extends NearIsometryOptions {
  /** r ≥ 1: columns of U. */
  readonly rank: number;
  /** What measures X without its first two rows and columns, (n − 2)×(n − 2): any operator, with as few measurements as one likes. */
  readonly rest: MeasurementOperator;
}

/**
 * Fewer measurements than X = z zᵀ has numbers, z = e₁: its leading 2×2 block as `nonnegativeRankOneSensing` sees it, the rest of its
 * first two rows entry by entry, and the block of all others through any operator. U = √p e₂ wᵀ, w = (1, …, 1)/√r, stays a spurious
 * minimum with f = (1 − p²)/2. The isometry constant on matrices of some rank is δ or that of the other operator, whichever is larger.
 *
 * @throws RangeError where a number is out of its range, or the other operator is not square.
 * @see Zhang 2025, arXiv:2505.03717, which shows that such instances exist
 */
export function compressiveRankOneSensing(options: CompressiveRankOneSensingOptions): KnownLandscape {
  const { rank, rest } = options;
  checkColumns(rank, 1);
  if (rest.rows !== rest.columns) {
    throw new RangeError(`rest: expected an operator on square matrices; got ${rest.rows}×${rest.columns}`);
  }
  const [first, second] = [0, 1].map((at) => unit(2, at, 1));
  const near = nearIsometry(options, { truth: [first, first], trap: [second, second] });
  const size = rest.rows + 2;
  /** Where the measurements of the first two rows begin, and those of the rest. */
  const [rows, others] = [3, 3 + 2 * rest.rows];
  const one = matrix(size, 1, unit(size, 0, 1));
  const u = spread(unit(size, 1, Math.sqrt(near.pull)), rank);
  return nonnegativeInstance({
    operator: linearOperator({
      rows: size,
      columns: size,
      measurements: others + rest.measurements,
      apply(x) {
        const y = new Float64Array(others + rest.measurements);
        y.set(symmetricCoordinates(near.apply(part(x, 0, 2))));
        for (let k = 0; k < others - rows; k++) {
          const [i, j] = [k % 2, 2 + (k >> 1)];
          y[rows + k] = (x.data[i * size + j] + x.data[j * size + i]) * Math.SQRT1_2;
        }
        y.set(rest.apply(part(x, 2, size)), others);
        return y;
      },
      adjoint(y) {
        const x = matrix(size, size);
        place(x, 0, near.apply(fromSymmetricCoordinates(2, y)));
        for (let k = 0; k < others - rows; k++) {
          const [i, j] = [k % 2, 2 + (k >> 1)];
          x.data[i * size + j] = x.data[j * size + i] = y[rows + k] * Math.SQRT1_2;
        }
        place(x, 2, rest.adjoint(y.slice(others)));
        return x;
      },
    }),
    rank,
    symmetric: true,
    truth: { left: one, right: one },
    spurious: { left: u, right: u },
  });
}

/** length·e_at. */
function unit(size: number, at: number, length: number): Float64Array {
  const out = new Float64Array(size);
  out[at] = length;
  return out;
}

/** The block of rows and columns from … to − 1, a copy. */
function part({ rows, data }: Matrix, from: number, to: number): Matrix {
  const out = matrix(to - from, to - from);
  for (let i = from; i < to; i++) out.data.set(data.subarray(i * rows + from, i * rows + to), (i - from) * out.rows);
  return out;
}

/** Writes a block on the diagonal. */
function place(x: Matrix, from: number, { rows, data }: Matrix): void {
  for (let i = 0; i < rows; i++) x.data.set(data.subarray(i * rows, (i + 1) * rows), (from + i) * x.rows + from);
}
