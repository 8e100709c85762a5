import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import { type LowRankMatrix, matrix } from "../../linalg/matrix.ts";
import { largestMagnitude } from "../../linalg/norm.ts";
import type { Random } from "../../linalg/random.ts";
import type { Svd } from "../../linalg/svd.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { combination, factorsOf, innerProduct, tangentPart, tangentPartOf } from "./low-rank-algebra.ts";
import { type Magnification, squareOf } from "./magnification.ts";
import { symmetricTruncation, type Truncation, truncation } from "./truncation.ts";

/** Where the search looks, and for how long. */
export interface IsometrySearchOptions {
  readonly rows: number;
  readonly columns: number;
  /** Of M at most. */
  readonly rank: number;
  /** Symmetric matrices alone. */
  readonly symmetric: boolean;
  readonly random: Random;
  /** The most starts, and applications of 𝒜 in all. */
  readonly starts: number;
  readonly mostApplications: number;
}

/** A unit matrix with its ‖𝒜(M)‖². */
export interface ExtremeMatrix {
  readonly matrix: Svd;
  readonly square: number;
}

/** Random matrices of which the best is where a climb begins. */
const DRAWS = 6;
const MOST_STEPS = 200;
const CUTS = 5;
/** A climb ends where so many steps in a row gain less than this share. */
const GAIN = 1e-7;
const IDLE = 3;

/**
 * A matrix M of unit norm and bounded rank with ‖𝒜(M)‖² as large (`sign` 1) or as small (−1) as several climbs find: from
 * random starts, each step by Rayleigh and Ritz on the span of M, the tangent gradient and the last step, cut back to the
 * rank, and taken only where it gains. The largest and the smallest of all are not known: that is NP-hard.
 *
 * @see Knyazev 2001, doi:10.1137/S1064827500366124, for the three directions
 */
export function* extremeMatrix(map: Magnification, sign: 1 | -1, options: IsometrySearchOptions): Steps<ExtremeMatrix> {
  const { random, starts, mostApplications } = options;
  const end = map.applications + mostApplications;
  let best: ExtremeMatrix | undefined;
  for (let start = 0; start < starts && (best === undefined || map.applications < end); start++) {
    const found = yield* climb(
      map,
      sign,
      yield* bestDraw(map, sign, random.fork(`start ${start}`), options),
      end,
      options,
    );
    if (best === undefined || sign * found.square > sign * best.square) best = found;
  }
  if (best === undefined) throw new Error("bug: the search had no start");
  return best;
}

function cutFor({ symmetric }: IsometrySearchOptions): Truncation {
  return symmetric ? symmetricTruncation : truncation;
}

function* bestDraw(
  map: Magnification,
  sign: 1 | -1,
  random: Random,
  options: IsometrySearchOptions,
): Steps<ExtremeMatrix> {
  const { rows, columns, rank } = options;
  const gaussian = (size: number) =>
    matrix(
      size,
      rank,
      Float64Array.from({ length: size * rank }, () => random.gaussian()),
    );
  let best: ExtremeMatrix | undefined;
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = cutFor(options)({ left: gaussian(rows), right: gaussian(columns) }, rank);
    const square = squareOf(yield* map.measure(factorsOf(drawn)));
    if (best === undefined || sign * square > sign * best.square) best = { matrix: drawn, square };
  }
  return best as ExtremeMatrix;
}

function* climb(
  map: Magnification,
  sign: 1 | -1,
  from: ExtremeMatrix,
  end: number,
  options: IsometrySearchOptions,
): Steps<ExtremeMatrix> {
  let at = from;
  let last: LowRankMatrix | undefined;
  let idle = 0;
  for (let step = 0; step < MOST_STEPS && idle < IDLE && map.applications < end; step++) {
    const here = factorsOf(at.matrix);
    const image = yield* map.measure(here);
    // Of about unit length, whatever the size of 𝒜.
    const unit = at.square > 0 ? 1 / at.square : 1;
    const { gv, gtu } = yield* map.backProject(
      image.map((x) => unit * x),
      at.matrix.u,
      at.matrix.v,
    );
    const gradient = combination([
      [1, tangentPart(at.matrix, gv, gtu)],
      [-unit * at.square, here],
    ]);
    const directions = last ? [gradient, tangentPartOf(at.matrix, last)] : [gradient];
    const images = [image];
    for (const direction of directions) images.push(yield* map.measure(direction));
    const along = ritz([here, ...directions], images, sign);
    const next = along && (yield* taken(map, sign, at, combination(along.map((c, k) => [c, directions[k]])), options));
    // Where the last step misleads, the gradient alone is tried before the climb ends.
    idle = next && sign * (next.square - at.square) > GAIN * at.square ? 0 : idle + 1;
    last = next && along ? combination(along.map((c, k) => [c, directions[k]])) : undefined;
    if (next) {
      at = next;
      if (last) last = narrowed(last, options);
    }
    yield;
  }
  return at;
}

/** The same direction from as few columns as a tangent vector has. */
function narrowed(direction: LowRankMatrix, options: IsometrySearchOptions): LowRankMatrix {
  return factorsOf(cutFor(options)(direction, 2 * options.rank));
}

/** M + t·direction cut back to the rank, at the first t of 1, ¼, … that gains. */
function* taken(
  map: Magnification,
  sign: 1 | -1,
  at: ExtremeMatrix,
  direction: LowRankMatrix,
  options: IsometrySearchOptions,
): Steps<ExtremeMatrix | undefined> {
  for (let cut = 0, t = 1; cut < CUTS; cut++, t /= 4) {
    const next = cutFor(options)(
      combination([
        [1, factorsOf(at.matrix)],
        [t, direction],
      ]),
      options.rank,
    );
    if (!next.singularValues.every(Number.isFinite)) return undefined;
    const square = squareOf(yield* map.measure(factorsOf(next)));
    if (sign * square > sign * at.square) return { matrix: next, square };
  }
  return undefined;
}

/**
 * With M first: the c for which M + Σ c_k D_k has the extreme ‖𝒜‖²/‖·‖² of the span; undefined where that lies outside every
 * neighbourhood of M.
 */
function ritz(matrices: readonly LowRankMatrix[], images: readonly Float64Array[], sign: 1 | -1): number[] | undefined {
  const size = matrices.length;
  const table = (of: (i: number, j: number) => number) =>
    matrix(
      size,
      size,
      Float64Array.from({ length: size * size }, (_, at) => of(Math.floor(at / size), at % size)),
    );
  const lengths = matrices.map((m) => Math.sqrt(Math.max(0, innerProduct(m, m))));
  const scaled = (i: number, j: number) => (lengths[i] > 0 && lengths[j] > 0 ? 1 / (lengths[i] * lengths[j]) : 0);
  const products = table((i, j) => scaled(i, j) * innerProduct(matrices[i], matrices[j]));
  if (!products.data.every(Number.isFinite)) return undefined;
  const gram = symmetricEigen(products);
  const squares = table((i, j) => scaled(i, j) * dot(images[i], 0, images[j], 0, images[i].length));
  // An orthonormal basis of the span, without the directions that rounding alone tells apart.
  const kept = Array.from(gram.values.keys()).filter((k) => gram.values[k] > 1e-12);
  const basis = kept.map((k) =>
    Float64Array.from({ length: size }, (_, i) => gram.vectors.data[i * size + k] / Math.sqrt(gram.values[k])),
  );
  const turned = matrix(kept.length, kept.length);
  for (const [a, x] of basis.entries()) {
    for (const [b, y] of basis.entries()) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) turned.data[a * kept.length + b] += x[i] * squares.data[i * size + j] * y[j];
      }
    }
  }
  // Eigenvectors are found by squares, which would overflow or vanish with 𝒜's fourth power.
  const largest = largestMagnitude(turned.data);
  if (!(largest < Infinity)) return undefined;
  for (let k = 0; k < turned.data.length; k++) turned.data[k] /= largest || 1;
  const { vectors } = symmetricEigen(turned);
  const column = sign > 0 ? kept.length - 1 : 0;
  const c = Array.from({ length: size }, (_, i) =>
    basis.reduce((sum, x, a) => sum + x[i] * vectors.data[a * kept.length + column], 0),
  );
  if (!(Math.abs(c[0]) > 1e-12)) return undefined;
  return c.slice(1).map((x, k) => (lengths[k + 1] > 0 ? ((x / c[0]) * lengths[0]) / lengths[k + 1] : 0));
}
