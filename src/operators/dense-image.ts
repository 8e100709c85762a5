import type { Block } from "../kernels/memory.ts";
import { overPieces, overRows } from "../kernels/ranges.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import type { AdjointImage } from "./operator.ts";

/** Rows of G whose sums `gemmTransposed` keeps together. */
const PANEL = 128;

/** A dense matrix G in memory, row-major without padding, as an adjoint image for factors of its own number format. */
export function denseImage(
  { rows, columns }: { rows: number; columns: number },
  { memory, kernels }: Workspace,
  scratch: Blocks,
  g: Block,
): AdjointImage {
  const kernel = kernels[floating(g)];
  const packed = scratch("a packed panel of G", "float64", Math.ceil(kernel.gemmScratch() / 8));
  return {
    *times(right, out) {
      yield* overRows(rows, undefined, 0, columns * right.stride, (i0, i1) =>
        kernel.gemm(i0, i1, columns, g.offset, columns, right.block.offset, right.stride, out.block.offset),
      );
    },
    *transposeTimes(left, out) {
      memory.floats(out.block).fill(0, 0, columns * out.stride);
      yield* overPieces(rows, PANEL, columns, left.stride, (i0, i1, j0, j1) =>
        kernel.gemmTransposed(
          i0,
          i1,
          j0,
          j1,
          g.offset,
          columns,
          left.block.offset,
          left.stride,
          out.block.offset,
          packed.offset,
        ),
      );
    },
  };
}
