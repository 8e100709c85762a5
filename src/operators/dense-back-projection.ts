import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { strideFor, type Workspace } from "../kernels/workspace.ts";
import type { BackProjection } from "./operator.ts";

/** Rows of a Gram matrix formed at a time: what lies right of the diagonal within them is formed in vain. */
const GRAM_ROWS = 64;

/** A dense float64 matrix G in memory, row-major without padding, as a back projection; scaled in place where asked. */
export function denseBackProjection(
  { rows, columns }: { rows: number; columns: number },
  { memory, kernels }: Workspace,
  scratch: Blocks,
  g: Block,
  scaling?: { rows: Float64Array; columns: Float64Array },
): BackProjection {
  const ofRows = scratch("G, a vector of rows", "float64", rows);
  const ofColumns = scratch("G, a vector of columns", "float64", columns);
  if (scaling) {
    const values = memory.float64(g);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) values[i * columns + j] *= scaling.rows[i] * scaling.columns[j];
    }
  }
  const { dots, axpys, outer } = kernels.float64;
  return {
    rows,
    columns,
    *apply(x, out) {
      memory.float64(ofColumns).set(x);
      yield* overRows(rows, undefined, 0, columns, (i0, i1) =>
        dots(i0, i1, columns, g.offset, columns, ofColumns.offset, ofRows.offset),
      );
      out.set(memory.float64(ofRows));
    },
    *applyTransposed(y, out) {
      memory.float64(ofRows).set(y);
      memory.float64(ofColumns).fill(0);
      yield* overRows(rows, undefined, 0, columns, (i0, i1) =>
        axpys(i0, i1, columns, g.offset, columns, ofRows.offset, ofColumns.offset),
      );
      out.set(memory.float64(ofColumns));
    },
    *smallerGram() {
      const [side, length] = rows <= columns ? [rows, columns] : [columns, rows];
      const stride = strideFor(length, "float64");
      const lines = scratch("G by its smaller side", "float64", side * stride);
      const block = scratch("Gram matrix of G", "float64", side * side);
      const [from, to] = [memory.float64(g), memory.float64(lines).fill(0)];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          to[rows <= columns ? i * stride + j : j * stride + i] = from[i * columns + j];
        }
      }
      yield;
      const { offset } = lines;
      yield* overRows(Math.ceil(side / GRAM_ROWS), undefined, 0, (GRAM_ROWS * side * stride) / 2, (a, b) => {
        for (let i = a * GRAM_ROWS; i < Math.min(side, b * GRAM_ROWS); i += GRAM_ROWS) {
          const end = Math.min(side, i + GRAM_ROWS);
          outer(i, end, end, offset, offset, stride, block.offset, side);
        }
      });
      return { block, side };
    },
    ...(rows === columns && {
      *symmetricPart(): Steps<{ block: Block; side: number }> {
        const block = scratch("symmetric part of G", "float64", rows * rows);
        yield* overRows(rows, undefined, 0, 4 * rows, (i0, i1) => {
          const [from, to] = [memory.float64(g), memory.float64(block)];
          for (let i = i0; i < i1; i++) {
            for (let j = 0; j <= i; j++) to[i * rows + j] = 0.5 * (from[i * rows + j] + from[j * rows + i]);
          }
        });
        return { block, side: rows };
      },
    }),
  };
}
