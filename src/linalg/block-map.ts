import type { Precision } from "../kernels/kernels.ts";
import type { Block } from "../kernels/memory.ts";
import { GEMM_DEPTH, overPieces, overRows } from "../kernels/ranges.ts";
import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";

/** A linear map A from ℝ^columns to ℝ^rows that multiplies tall blocks in one workspace's memory. */
export interface BlockMap {
  readonly rows: number;
  readonly columns: number;
  /** The format of the blocks it takes and gives. */
  readonly precision: Precision;
  /** ‖A‖_F², float64; undefined where it is not known. */
  readonly squaredNorm?: number | undefined;
  /** out ← A·block: block of `columns` rows, out of `rows`, of one stride; every number of `out` is overwritten. */
  times(block: Factor, out: Factor): Steps<void>;
  /** out ← Aᵀ·block: block of `rows` rows, out of `columns`. */
  transposeTimes(block: Factor, out: Factor): Steps<void>;
}

/** A dense row-major matrix in memory, `lda` numbers a row. */
export interface DenseBlock {
  readonly block: Block;
  readonly rows: number;
  readonly columns: number;
  readonly lda: number;
}

/** A dense float64 matrix as a map; its norm takes one pass. Throws where that is not finite, or zero although A is not. */
export function* denseBlockMap(scratch: Scratch, a: DenseBlock): Steps<BlockMap> {
  return products(scratch, a, "float64", yield* squaredNorm(scratch, a));
}

/**
 * The map A/2ᵉ of the same matrix, copied to float32 in a block of that name; 2ᵉ is about the size of the entries, so that
 * none overflows and only those that do not matter underflow.
 */
export function* float32BlockMap(scratch: Scratch, name: string, a: DenseBlock, map: BlockMap): Steps<BlockMap> {
  const { rows, columns, lda } = a;
  const { kernels } = scratch.workspace;
  const block = scratch.block(name, "float32", rows * columns);
  const { squaredNorm: square = 0 } = map;
  const factor = square > 0 ? 2 ** -Math.round(Math.log2(square / (rows * columns)) / 2) : 1;
  yield* overRows(rows, undefined, 0, columns, (i0, i1) => {
    for (let i = i0; i < i1; i++) {
      kernels.dlag2s(0, columns, factor, a.block.offset + 8 * i * lda, block.offset + 4 * i * columns);
    }
  });
  return products(scratch, { block, rows, columns, lda: columns }, "float32", factor ** 2 * square);
}

function products(scratch: Scratch, a: DenseBlock, precision: Precision, square: number): BlockMap {
  const { block, rows, columns, lda } = a;
  const { memory, kernels } = scratch.workspace;
  const { gemm, gemmTransposed, gemmScratch } = kernels[precision];
  return {
    rows,
    columns,
    precision,
    squaredNorm: square,
    times: ({ block: b, stride }, out) =>
      overRows(rows, undefined, 0, columns * stride, (i0, i1) =>
        gemm(i0, i1, columns, block.offset, lda, b.offset, stride, out.block.offset),
      ),
    *transposeTimes({ block: { offset }, stride }, out) {
      const room = scratch.block("gemm scratch", "float64", gemmScratch() / 8).offset;
      memory.floats(out.block).fill(0);
      yield* overPieces(rows, GEMM_DEPTH, columns, stride, (i0, i1, j0, j1) =>
        gemmTransposed(i0, i1, j0, j1, block.offset, lda, offset, stride, out.block.offset, room),
      );
    },
  };
}

/** ‖A‖_F², row by row. */
function* squaredNorm({ block: room, workspace }: Scratch, { block, rows, columns, lda }: DenseBlock): Steps<number> {
  const { memory, kernels } = workspace;
  const one = room("square of a row", "float64", 1);
  let total = 0;
  yield* overRows(rows, undefined, 0, columns, (i0, i1) => {
    const square = memory.float64(one);
    for (let i = i0; i < i1; i++) {
      kernels.float64.dots(0, 1, columns, block.offset + 8 * i * lda, 0, block.offset + 8 * i * lda, one.offset);
      total += square[0];
    }
  });
  const hasNumbers = (_: unknown, i: number) =>
    memory
      .float64(block)
      .subarray(i * lda, i * lda + columns)
      .some(Boolean);
  const lost = total === 0 && Array.from({ length: rows }, hasNumbers).includes(true);
  if (lost || !Number.isFinite(total)) {
    throw new RangeError(`denseBlockMap: the matrix and its squares must be finite numbers, ‖A‖_F² is ${total}`);
  }
  return total;
}
