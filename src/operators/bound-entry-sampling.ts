import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { bindPattern, floating } from "./bound-pattern.ts";
import { sampledBackProjection } from "./entry-back-projection.ts";
import { entryFactorSolve } from "./entry-factor-solve.ts";
import { entryNonnegativeSolve } from "./entry-nonnegative-solve.ts";
import type { AdjointImage, BoundOperator } from "./operator.ts";
import type { Pattern } from "./pattern.ts";

/** Entry sampling in a problem's memory. */
export function boundEntrySampling(pattern: Pattern, scale: Float64Array | null, workspace: Workspace): BoundOperator {
  const bound = bindPattern(pattern, scale, workspace);
  const { memory, kernels } = workspace;
  const { rows, columns } = pattern;
  const p = pattern.columnIndex.length;

  /** √w z by rows and by columns. */
  function* image(z: Block, name: string): Steps<{ byRow: Block; byColumn: Block }> {
    const type = floating(z);
    const weights = bound.scale(type);
    const byRow = weights ? bound.scratch(`${type} √w z, ${name}`, type, p) : z;
    const byColumn = bound.scratch(`${type} √w z by columns, ${name}`, type, p);
    if (weights) {
      const [from, by, to] = [memory.floats(z), memory.floats(weights.rows), memory.floats(byRow)];
      for (let k = 0; k < p; k++) to[k] = from[k] * by[k];
      yield;
    }
    kernels[type].gather(0, p, byRow.offset, bound.measurement.offset, byColumn.offset);
    yield;
    return { byRow, byColumn };
  }

  const factorSolve = entryFactorSolve(bound);
  return {
    *applyFactors(left: Factor, right: Factor, out: Block): Steps<void> {
      const type = floating(out);
      const by = bound.scale(type)?.rows.offset ?? 0;
      const [start, index] = [bound.rowStart.offset, bound.columnIndex.offset];
      yield* overRows(
        rows,
        () => memory.int32(bound.rowStart),
        left.stride,
        8,
        (i0, i1) =>
          kernels[type].sddmm(i0, i1, start, index, by, left.block.offset, right.block.offset, left.stride, out.offset),
      );
    },

    *adjointImage(z: Block, name: string): Steps<AdjointImage> {
      const { byRow, byColumn } = yield* image(z, name);
      const { spmm } = kernels[floating(z)];
      const product = (count: number, start: Block, index: Block, values: Block, factor: Factor, out: Factor) =>
        overRows(
          count,
          () => memory.int32(start),
          factor.stride,
          8,
          (i0, i1) =>
            spmm(
              i0,
              i1,
              start.offset,
              index.offset,
              values.offset,
              factor.block.offset,
              factor.stride,
              out.block.offset,
            ),
        );
      return {
        times: (right, out) => product(rows, bound.rowStart, bound.columnIndex, byRow, right, out),
        transposeTimes: (left, out) => product(columns, bound.columnStart, bound.rowIndex, byColumn, left, out),
      };
    },

    backProjection: (z, scaling) => sampledBackProjection(bound, scale, z, scaling),
    factorSolve,
    nonnegativeSolve: entryNonnegativeSolve(bound, factorSolve),
  };
}
