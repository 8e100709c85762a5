import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { addProduct } from "./block.ts";
import type { BlockMap } from "./block-map.ts";
import { writeFactor } from "./factor-copy.ts";
import { type Matrix, matrix, transpose } from "./matrix.ts";
import { multiplyTransposed, whole } from "./multiply.ts";
import { panelBasis } from "./panel-basis.ts";
import type { Random } from "./random.ts";
import { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.ts";

/** The unit roundoff of each format. */
export const roundoff = { float64: 2 ** -53, float32: 2 ** -24 } as const;

/** A Krylov space in growth; the same live object from the first step to the end. */
export interface BlockKrylov {
  /** Columns that A and Aᵀ have multiplied so far. */
  readonly products: number;
  /** Dimension of the left space. */
  readonly dimension: number;
  /** Nothing above rounding is left outside the space. */
  readonly exhausted: boolean;
  /** The Ritz values θ on the left space, descending, each at most the singular value of its place. */
  readonly values: Float64Array;
  /** About ‖Aᵀu − θv‖ for each of them, without what rounding in the products adds. */
  readonly residuals: Float64Array;
  /** The leading right Ritz vectors, columns×count. */
  rightVectors(count: number): Steps<Matrix>;
}

/**
 * Block Golub–Kahan bidiagonalization (Golub, Luk & Overton 1981, doi:10.1145/355945.355946) from a gaussian block, with
 * full reorthogonalization: the block Krylov method of Musco & Musco (2015, arXiv 1504.05477). `stop` is asked after each
 * pair of products; it also ends where the space is exhausted. Throws where the map gives a number that is not finite.
 */
export function* blockKrylov(
  scratch: Scratch,
  map: BlockMap,
  options: { random: Random; blockSize: number; stop: (state: BlockKrylov) => boolean },
): Steps<BlockKrylov> {
  const { rows, columns, precision } = map;
  const { random, stop } = options;
  const right = panelBasis(scratch, "right Krylov basis", precision, columns);
  const left = panelBasis(scratch, "left Krylov basis", precision, rows);
  const v = scratch.factor("right Krylov block", precision, columns, options.blockSize);
  const u = scratch.factor("left Krylov block", precision, rows, options.blockSize);
  const start = matrix(columns, Math.min(options.blockSize, columns));
  for (let at = 0; at < start.data.length; at++) start.data[at] = random.gaussian();
  writeFactor(scratch.workspace.memory, v, start);
  let width = (yield* right.extend(v, start.columns, 0)).outside.rows;

  // A V_j = U M_j; Aᵀ U_last = V … + V_next R.
  const images: Matrix[] = [];
  let gram = matrix(0, 0);
  let next = matrix(0, 0);
  let products = 0;
  let exhausted = width === 0;
  let largest = 0;
  let eigen: SymmetricEigen | undefined;
  const pairs = () => {
    eigen ??= symmetricEigen(withLastBlock(gram, next));
    return eigen;
  };
  const state: BlockKrylov = {
    get products() {
      return products;
    },
    get dimension() {
      return left.columns;
    },
    get exhausted() {
      return exhausted;
    },
    get values() {
      return pairs()
        .values.map((value) => Math.sqrt(Math.max(value, 0)))
        .reverse();
    },
    get residuals() {
      const { columns: size, data } = pairs().vectors;
      const tails = matrix(next.columns, size, data.slice((size - next.columns) * size));
      return columnNorms(multiplyTransposed(transpose(next), tails)).reverse();
    },
    *rightVectors(count) {
      const weights = rightWeights(images, next, pairs(), right.columns, count);
      return yield* right.combine(weights);
    },
  };
  const noise = () => roundoff[precision] * Math.sqrt(rows + columns) * largest;

  while (!exhausted) {
    yield* map.times(v, u);
    products += width;
    const forward = yield* left.extend(u, width, noise());
    const image = stacked(forward.inside, forward.outside);
    largest = Math.max(largest, ...columnNorms(image));
    images.push(image);
    gram = grown(gram, image);
    width = forward.outside.rows;
    next = matrix(0, width);
    if (width > 0) {
      yield* map.transposeTimes(u, v);
      products += width;
      next = (yield* right.extend(v, width, noise())).outside;
      width = next.rows;
    }
    exhausted = width === 0;
    eigen = undefined;
    if (stop(state)) break;
    yield;
  }
  return state;
}

/** The matrices one above the other. */
function stacked(top: Matrix, bottom: Matrix): Matrix {
  const { columns } = bottom;
  const both = matrix(top.rows + bottom.rows, columns);
  both.data.set(top.data);
  both.data.set(bottom.data, top.data.length);
  return both;
}

/** G, with zeros in the new rows and columns, + M Mᵀ. */
function grown(gram: Matrix, image: Matrix): Matrix {
  const larger = matrix(image.rows, image.rows);
  for (let i = 0; i < gram.rows; i++) {
    larger.data.set(gram.data.subarray(i * gram.columns, (i + 1) * gram.columns), i * larger.columns);
  }
  addProduct(whole(larger), 1, whole(image), whole(transpose(image)));
  return larger;
}

/** G + RᵀR in the last block: the Gram matrix of Aᵀ on the left space. */
function withLastBlock(gram: Matrix, next: Matrix): Matrix {
  const sum = matrix(gram.rows, gram.columns, gram.data.slice());
  const first = gram.rows - next.columns;
  addProduct(
    { ...whole(sum), offset: first * sum.columns + first, rows: next.columns, columns: next.columns },
    1,
    whole(transpose(next)),
    whole(next),
  );
  return sum;
}

/** [M₁ … M_t]ᵀ p/θ, and R p_last/θ below it, for the leading pairs: the right Ritz vectors in the right basis. */
function rightWeights(
  images: readonly Matrix[],
  next: Matrix,
  { values, vectors }: SymmetricEigen,
  dimension: number,
  count: number,
): Matrix {
  const size = values.length;
  const kept = Math.min(count, size);
  const p = matrix(size, kept);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < kept; c++) {
      const theta = Math.sqrt(Math.max(values[size - 1 - c], 0));
      p.data[i * kept + c] = theta > 0 ? vectors.data[i * size + size - 1 - c] / theta : 0;
    }
  }
  const weights = matrix(dimension, kept);
  let row = 0;
  const put = (part: Matrix) => {
    weights.data.set(part.data, row * kept);
    row += part.rows;
  };
  for (const image of images)
    put(multiplyTransposed(image, matrix(image.rows, kept, p.data.slice(0, image.rows * kept))));
  put(multiplyTransposed(transpose(next), matrix(next.columns, kept, p.data.slice((size - next.columns) * kept))));
  return weights;
}

function columnNorms({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < columns; c++) squares[c] += data[i * columns + c] ** 2;
  }
  return squares.map(Math.sqrt);
}
