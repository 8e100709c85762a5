import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { fullObservation } from "../../operators/full-observation.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { checkColumns, nonnegativeInstance } from "./nonnegative-instance.ts";

/** The columns to factor it with, and the zeros around it. */
export interface FourByFourFactoringOptions {
  /** r ≥ 4. */
  readonly rank: number;
  /** n ≥ 4: rows and columns, those after the fourth 0; 4 where absent. */
  readonly size?: number;
  /** Factor as U Uᵀ, as where absent, or as U Vᵀ. */
  readonly symmetric?: boolean;
}

/** Z Zᵀ = [112 4 52 64; 4 157 101 52; 52 101 157 4; 64 52 4 112]/16, one column a line. */
const TRUTH = [
  [0, 2.66617170815334, 2.210103850472688, 0],
  [2.2937164649799033, 0, 0.14335727906124396, 1.743894705850248],
  [0, 1.633427510562211, 0, 1.9896811942890442],
  [1.3186602209364227, 0.18958636654897124, 2.2152628874844527, 0],
];

const [X, Y] = [(Math.sqrt(10) + Math.SQRT2) / 2, (Math.sqrt(10) - Math.SQRT2) / 2];

/** Two columns with disjoint complements that may be copied, and two that may not. */
const SPURIOUS = [
  [X, 0, 0, Y],
  [Y, 0, 0, X],
  [1, 1, 3, 0],
  [0, 3, 1, 1],
];

/**
 * One 4×4 matrix of nonnegative rank 4, seen in full, that has a spurious minimum with f = 1.3828125 as U Uᵀ (or U Vᵀ) with nonnegative
 * factors of any number r ≥ 4 of columns: the two columns on the first and the last row may be split into as many as one likes.
 *
 * @throws RangeError where the rank or the size is not a whole number ≥ 4.
 * @see Zhang 2025, arXiv:2505.03717, which shows that such instances exist
 */
export function fourByFourFactoring({ rank, size = 4, symmetric = true }: FourByFourFactoringOptions): KnownLandscape {
  checkColumns(rank, 4);
  if (!(Number.isInteger(size) && size >= 4)) throw new RangeError(`size: expected a whole number ≥ 4; got ${size}`);
  const [truth, spurious] = [TRUTH, split(SPURIOUS, rank)].map((list) => fromColumns(list, size));
  return nonnegativeInstance({
    operator: fullObservation({ rows: size, columns: size }),
    rank,
    symmetric,
    truth: { left: truth, right: truth },
    spurious: { left: spurious, right: spurious },
  });
}

/** The first two columns as copies of equal length, so many that there are `rank` in all. */
function split([first, second, ...others]: readonly (readonly number[])[], rank: number): number[][] {
  const copies = rank - others.length;
  const copied = (column: readonly number[], count: number) =>
    Array.from({ length: count }, () => column.map((x) => x / Math.sqrt(count)));
  return [
    ...copied(first, Math.ceil(copies / 2)),
    ...copied(second, Math.floor(copies / 2)),
    ...others.map((column) => [...column]),
  ];
}

function fromColumns(columns: readonly (readonly number[])[], size: number): Matrix {
  const out = matrix(size, columns.length);
  for (const [c, column] of columns.entries()) {
    for (const [i, x] of column.entries()) out.data[i * columns.length + c] = x;
  }
  return out;
}
