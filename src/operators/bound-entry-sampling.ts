import type { Block, BlockType } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { sampledBackProjection } from "./entry-back-projection.ts";
import { entryFactorSolve } from "./entry-factor-solve.ts";
import type { BoundOperator } from "./operator.ts";
import type { Pattern } from "./pattern.ts";

/** The pattern of an entry sampling in a problem's memory, as blocks. */
export interface BoundPattern {
  readonly workspace: Workspace;
  readonly pattern: Pattern;
  readonly rowStart: Block;
  readonly columnIndex: Block;
  readonly columnStart: Block;
  readonly rowIndex: Block;
  readonly measurement: Block;
  /** √w by rows and by columns in this number format; undefined where every weight is 1. */
  scale(type: "float64" | "float32"): { rows: Block; columns: Block } | undefined;
  /** A block made once and kept, by name. */
  scratch(name: string, type: BlockType, length: number): Block;
}

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

function bindPattern(pattern: Pattern, scale: Float64Array | null, workspace: Workspace): BoundPattern {
  const { memory } = workspace;
  const kept = new Map<string, Block>();
  const scratch = (name: string, type: BlockType, length: number): Block => {
    const known = kept.get(name);
    if (known && known.length >= length) return known;
    const block = memory.allocate(name, type, length);
    kept.set(name, block);
    return block;
  };
  const place = (name: string, from: Int32Array): Block => {
    const block = memory.allocate(name, "int32", from.length);
    memory.int32(block).set(from);
    return block;
  };
  return {
    workspace,
    pattern,
    rowStart: place("row starts", pattern.rowStart),
    columnIndex: place("column indices", pattern.columnIndex),
    columnStart: place("column starts", pattern.columnStart),
    rowIndex: place("row indices", pattern.rowIndex),
    measurement: place("measurement of each column entry", pattern.measurement),
    scratch,
    scale(type) {
      if (!scale) return undefined;
      const fresh = !kept.has(`√w ${type} by rows`);
      const rows = scratch(`√w ${type} by rows`, type, scale.length);
      const columns = scratch(`√w ${type} by columns`, type, scale.length);
      if (fresh) {
        memory.floats(rows).set(scale);
        const byColumn = memory.floats(columns);
        for (let k = 0; k < scale.length; k++) byColumn[k] = scale[pattern.measurement[k]];
      }
      return { rows, columns };
    },
  };
}

/** The number format of a block of floating-point numbers. */
function floating(block: Block): "float64" | "float32" {
  if (block.type === "int32") throw new Error(`bug: block "${block.name}" holds int32`);
  return block.type;
}
