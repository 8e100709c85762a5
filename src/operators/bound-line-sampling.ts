import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { blockPart } from "./block-part.ts";
import { floating } from "./bound-pattern.ts";
import { denseImage } from "./dense-image.ts";
import { imageBackProjection } from "./image-back-projection.ts";
import type { BoundOperator } from "./operator.ts";

/** The lines seen, and the rows that are not. */
export interface Lines {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly otherRows: Int32Array;
}

/** Whole rows and columns in a problem's memory: both parts of y are dense matrices, products of picked rows of the factors. */
export function boundLineSampling(
  size: { rows: number; columns: number },
  lines: Lines,
  workspace: Workspace,
): BoundOperator {
  const { columns } = size;
  const { memory, kernels } = workspace;
  const scratch = blocksIn(memory);
  const across = { rows: lines.rows.length, columns };
  const down = { rows: lines.columns.length, columns: lines.otherRows.length };

  /** The two parts of a block of measurements: rows of X, and columns of X without them, one a row. */
  const parts = (y: Block) => {
    const first = across.rows * across.columns;
    return { rows: blockPart(y, 0, first), columns: blockPart(y, first, down.rows * down.columns) };
  };
  const picked = (name: string, { block, stride }: Factor, rows: number): Factor => ({
    block: scratch(name, floating(block), rows * stride),
    rows,
    stride,
  });
  /** Rows of a factor, put together. */
  const pick = (from: Factor, list: Int32Array, to: Factor) => {
    const [source, target] = [memory.floats(from.block), memory.floats(to.block)];
    for (let k = 0; k < list.length; k++) {
      for (let c = 0; c < to.stride; c++) target[k * to.stride + c] = source[list[k] * to.stride + c];
    }
  };
  /** Rows put back to their places, onto what is there or over it. */
  const put = (from: Factor, list: Int32Array, to: Factor, keep: 0 | 1) => {
    const [source, target] = [memory.floats(from.block), memory.floats(to.block)];
    for (let k = 0; k < list.length; k++) {
      for (let c = 0; c < to.stride; c++) {
        const at = list[k] * to.stride + c;
        target[at] = keep * target[at] + source[k * to.stride + c];
      }
    }
  };

  const bound: BoundOperator = {
    *applyFactors(left, right, out) {
      const { outer } = kernels[floating(out)];
      const [l, other] = [picked("rows of L", left, across.rows), picked("other rows of L", left, down.columns)];
      const r = picked("rows of R", right, down.rows);
      pick(left, lines.rows, l);
      pick(left, lines.otherRows, other);
      pick(right, lines.columns, r);
      const y = parts(out);
      yield* overRows(across.rows, undefined, 0, across.columns * left.stride, (i0, i1) =>
        outer(i0, i1, columns, l.block.offset, right.block.offset, left.stride, y.rows.offset, columns),
      );
      yield* overRows(down.rows, undefined, 0, down.columns * left.stride, (j0, j1) =>
        outer(j0, j1, down.columns, r.block.offset, other.block.offset, left.stride, y.columns.offset, down.columns),
      );
    },

    // biome-ignore lint/correctness/useYield: the image is z, as it stands.
    *adjointImage(z) {
      const y = parts(z);
      const [acrossImage, downImage] = [
        denseImage(across, workspace, scratch, y.rows),
        denseImage(down, workspace, scratch, y.columns),
      ];
      return {
        *times(right, out) {
          const [own, other] = [
            picked("rows of G R", right, across.rows),
            picked("others of G R", right, down.columns),
          ];
          const r = picked("rows of R", right, down.rows);
          pick(right, lines.columns, r);
          yield* acrossImage.times(right, own);
          yield* downImage.transposeTimes(r, other);
          put(own, lines.rows, out, 0);
          put(other, lines.otherRows, out, 0);
        },
        *transposeTimes(left, out) {
          const [l, other] = [picked("rows of L", left, across.rows), picked("other rows of L", left, down.columns)];
          const own = picked("rows of Gᵀ L", left, down.rows);
          pick(left, lines.rows, l);
          pick(left, lines.otherRows, other);
          yield* acrossImage.transposeTimes(l, out);
          yield* downImage.times(other, own);
          put(own, lines.columns, out, 1);
        },
      };
    },

    backProjection: (z, scaling) => imageBackProjection(size, workspace, scratch, bound.adjointImage, z, scaling),
  };
  return bound;
}
