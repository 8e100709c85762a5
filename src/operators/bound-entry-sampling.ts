import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { bindPattern, floating } from "./bound-pattern.ts";
import { sampledBackProjection } from "./entry-back-projection.ts";
import { entryFactorSolve } from "./entry-factor-solve.ts";
import type { BoundOperator } from "./operator.ts";
import type { Pattern } from "./pattern.ts";

/** Entry sampling in a problem's memory. */
export function boundEntrySampling(pattern: Pattern, scale: Float64Array | null, workspace: Workspace): BoundOperator {
  const bound = bindPattern(pattern, scale, workspace);
  const { memory, kernels } = workspace;
  const { rows, columns } = pattern;
  const p = pattern.columnIndex.length;

  function* scaled(z: Block): Steps<Block> {
    const weights = bound.scale(floating(z));
    if (!weights) return z;
    const out = bound.scratch(`${z.type} √w z`, z.type, p);
    const [from, by, to] = [memory.floats(z), memory.floats(weights.rows), memory.floats(out)];
    for (let k = 0; k < p; k++) to[k] = from[k] * by[k];
    yield;
    return out;
  }

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

    *adjointTimes(z: Block, right: Factor, out: Factor): Steps<void> {
      const values = yield* scaled(z);
      const [start, index] = [bound.rowStart.offset, bound.columnIndex.offset];
      yield* overRows(
        rows,
        () => memory.int32(bound.rowStart),
        right.stride,
        8,
        (i0, i1) =>
          kernels[floating(z)].spmm(
            i0,
            i1,
            start,
            index,
            values.offset,
            right.block.offset,
            right.stride,
            out.block.offset,
          ),
      );
    },

    *adjointTransposeTimes(z: Block, left: Factor, out: Factor): Steps<void> {
      const type = floating(z);
      const values = yield* scaled(z);
      const byColumn = bound.scratch(`${type} z by columns`, type, p);
      kernels[type].gather(0, p, values.offset, bound.measurement.offset, byColumn.offset);
      yield;
      const [start, index] = [bound.columnStart.offset, bound.rowIndex.offset];
      yield* overRows(
        columns,
        () => memory.int32(bound.columnStart),
        left.stride,
        8,
        (i0, i1) =>
          kernels[type].spmm(i0, i1, start, index, byColumn.offset, left.block.offset, left.stride, out.block.offset),
      );
    },

    backProjection: (z, scaling) => sampledBackProjection(bound, scale, z, scaling),
    factorSolve: entryFactorSolve(bound),
  };
}
