import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import { matrix } from "../../linalg/matrix.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { EntrySampling } from "../../operators/entry-sampling.ts";
import { measureRankOne } from "../../problem/measure-offsets.ts";
import type { Problem } from "../../problem/problem.ts";

/** least·‖M‖² ≤ ‖𝒜(M)‖² ≤ most·‖M‖² for every M that is asked about. */
export interface IsometryBounds {
  readonly least: number;
  readonly most: number;
  /** Some M of the rank attains each; `most` is NaN where `least` 0 was all that was asked. */
  readonly exact: boolean;
  readonly evidence: "proved" | "computed";
  /** Why, in words. */
  readonly reason: string;
}

/** Spaces of matrices up to this dimension have their eigenvalues computed. */
const SMALL = 120;

/**
 * What is known of ‖𝒜(M)‖² over all matrices of at most a rank without a search: isometries; single entries, of which each is a
 * matrix of rank 1; too few measurements for the linear spaces of that rank; and the extreme eigenvalues of 𝒜*𝒜 over matrices
 * of every rank where these are a space of dimension up to 120. Undefined where none of them applies.
 */
export function* isometryBounds(
  problem: Problem,
  { rank, symmetric }: { rank: number; symmetric: boolean },
): Steps<IsometryBounds | undefined> {
  const { operator } = problem;
  if (operator.isometry) {
    return { least: 1, most: 1, exact: true, evidence: "proved", reason: "𝒜 keeps every norm" };
  }
  if ((operator as Partial<EntrySampling>).pattern) return yield* ofEntries(operator as EntrySampling, rank, symmetric);
  const { rows, columns, measurements: p } = operator;
  const dimension = symmetric ? (rows * (rows + 1)) / 2 : rows * columns;
  if (p < subspaceDimension(rows, columns, rank, symmetric)) {
    const reason = "a linear space of such matrices has more dimensions than there are measurements";
    return { least: 0, most: Number.NaN, exact: true, evidence: "proved", reason };
  }
  return dimension <= SMALL ? yield* ofEveryRank(problem, symmetric) : undefined;
}

/** The largest dimension known of a linear space of matrices of at most this rank: whole rows, or a corner with its border. */
function subspaceDimension(rows: number, columns: number, rank: number, symmetric: boolean): number {
  const k = Math.min(rank, rows, columns);
  if (!symmetric) return k * Math.max(rows, columns);
  const half = Math.floor(k / 2);
  return Math.max((k * (k + 1)) / 2, (half * (half + 1)) / 2 + half * (rows - half));
}

const MISSING = "an entry that is not observed is a matrix of low rank that 𝒜 does not see";

/** 𝒜*𝒜 weighs each entry, so that single entries (with their mirror image, which makes them of rank 2) are its eigenvectors. */
function* ofEntries(
  { rows, columns, pattern, scale, measurements }: EntrySampling,
  rank: number,
  symmetric: boolean,
): Steps<IsometryBounds> {
  const cells = symmetric ? (rows * (rows + 1)) / 2 : rows * columns;
  const exact = rank > 1 || !symmetric;
  const evidence = "proved";
  if (measurements < cells) return { least: 0, most: Number.NaN, exact, evidence, reason: MISSING };
  // A cell of a symmetric matrix and its mirror image weigh the mean of their weights.
  const weights = new Float64Array(cells);
  for (let i = 0; i < rows; i++) {
    for (let k = pattern.rowStart[i]; k < pattern.rowStart[i + 1]; k++) {
      const j = pattern.columnIndex[k];
      const weight = scale ? scale[k] ** 2 : 1;
      const [high, low] = [Math.max(i, j), Math.min(i, j)];
      weights[symmetric ? (high * (high + 1)) / 2 + low : k] += symmetric && i !== j ? weight / 2 : weight;
    }
    if (i % 64 === 0) yield;
  }
  const [least, most] = [weights.reduce((a, w) => Math.min(a, w)), weights.reduce((a, w) => Math.max(a, w))];
  return { least, most, exact, evidence, reason: least === 0 ? MISSING : "𝒜 weighs each entry by itself" };
}

/** λ_min and λ_max of 𝒜*𝒜, widened by their rounding; undefined where squares overflow. */
function* ofEveryRank(problem: Problem, symmetric: boolean): Steps<IsometryBounds | undefined> {
  const { rows, columns, measurements: p } = problem.operator;
  const unit = (length: number, at: number) => {
    const x = new Float64Array(length);
    x[at] = 1;
    return x;
  };
  const images: Float64Array[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = symmetric ? i : 0; j < columns; j++) {
      const image = yield* measureRankOne(problem, unit(rows, i), unit(columns, j));
      if (symmetric && i < j) {
        const mirrored = yield* measureRankOne(problem, unit(rows, j), unit(columns, i));
        for (let k = 0; k < p; k++) image[k] = Math.SQRT1_2 * (image[k] + mirrored[k]);
      }
      images.push(image);
    }
  }
  const size = images.length;
  const gram = matrix(size, size);
  let trace = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) gram.data[a * size + b] = gram.data[b * size + a] = dot(images[a], 0, images[b], 0, p);
    trace += gram.data[a * size + a];
    yield;
  }
  if (!Number.isFinite(trace)) return undefined;
  const { values } = symmetricEigen(gram);
  const rounding = (p + 16 * size) * Number.EPSILON * trace;
  return {
    least: Math.max(0, values[0] - rounding),
    most: values[size - 1] + rounding,
    exact: false,
    evidence: "computed",
    reason: "the eigenvalues of 𝒜*𝒜 over matrices of every rank",
  };
}
