import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { BoundPattern } from "./bound-pattern.ts";
import type { BackProjection } from "./operator.ts";

/** The sparse matrix G = 𝒜*(z), scaled by rows and columns where asked, in float64 and in both orders. */
export function* sampledBackProjection(
  bound: BoundPattern,
  scale: Float64Array | null,
  z: Float64Array,
  scaling?: { rows: Float64Array; columns: Float64Array },
): Steps<BackProjection> {
  const { pattern, scratch } = bound;
  const { memory, kernels } = bound.workspace;
  const { rows, columns } = pattern;
  const p = z.length;
  const byRow = scratch("G by rows", "float64", p);
  const byColumn = scratch("G by columns", "float64", p);
  const rowVector = scratch("a vector of rows", "float64", rows);
  const columnVector = scratch("a vector of columns", "float64", columns);

  const values = memory.float64(byRow);
  for (let i = 0; i < rows; i++) {
    const rowScale = scaling ? scaling.rows[i] : 1;
    for (let k = pattern.rowStart[i]; k < pattern.rowStart[i + 1]; k++) {
      const columnScale = scaling ? scaling.columns[pattern.columnIndex[k]] : 1;
      values[k] = rowScale * columnScale * (scale ? scale[k] : 1) * z[k];
    }
  }
  yield;
  kernels.float64.gather(0, p, byRow.offset, bound.measurement.offset, byColumn.offset);
  yield;

  const lists = {
    rows: { size: rows, start: bound.rowStart, index: bound.columnIndex, values: byRow },
    columns: { size: columns, start: bound.columnStart, index: bound.rowIndex, values: byColumn },
  };

  function* product(list: (typeof lists)["rows"], from: Block, to: Block, x: Float64Array, out: Float64Array) {
    memory.float64(from).set(x);
    yield* overRows(
      list.size,
      () => memory.int32(list.start),
      2,
      2,
      (i0, i1) =>
        kernels.spmv(i0, i1, list.start.offset, list.index.offset, list.values.offset, from.offset, to.offset),
    );
    out.set(memory.float64(to).subarray(0, list.size));
  }

  return {
    rows,
    columns,
    apply: (x, out) => product(lists.rows, columnVector, rowVector, x, out),
    applyTransposed: (y, out) => product(lists.columns, rowVector, columnVector, y, out),
    *smallerGram() {
      const [own, other] = rows <= columns ? [lists.rows, lists.columns] : [lists.columns, lists.rows];
      const side = own.size;
      const block = scratch("Gram matrix of G", "float64", side * side);
      memory.float64(block).fill(0);
      const perEntry = p / Math.max(1, other.size);
      yield* overRows(
        side,
        () => memory.int32(own.start),
        4 * perEntry,
        side,
        (i0, i1) =>
          kernels.sparseGram(
            i0,
            i1,
            own.start.offset,
            own.index.offset,
            own.values.offset,
            other.start.offset,
            other.index.offset,
            other.values.offset,
            block.offset,
            side,
          ),
      );
      return { block, side };
    },
    ...(rows === columns && {
      *symmetricPart(): Steps<{ block: Block; side: number }> {
        const block = scratch("symmetric part of G", "float64", rows * rows);
        memory.float64(block).fill(0);
        yield* overRows(
          rows,
          () => memory.int32(bound.rowStart),
          4,
          1,
          (i0, i1) => {
            const [from, to] = [memory.float64(byRow), memory.float64(block)];
            for (let i = i0; i < i1; i++) {
              for (let k = pattern.rowStart[i]; k < pattern.rowStart[i + 1]; k++) {
                const j = pattern.columnIndex[k];
                to[Math.max(i, j) * rows + Math.min(i, j)] += i === j ? from[k] : 0.5 * from[k];
              }
            }
          },
        );
        return { block, side: rows };
      },
    }),
  };
}
