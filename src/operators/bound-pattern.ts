import type { Block } from "../kernels/memory.ts";
import { type Blocks, blocksIn } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
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
  readonly scratch: Blocks;
}

/** Places a pattern in memory. */
export function bindPattern(pattern: Pattern, scale: Float64Array | null, workspace: Workspace): BoundPattern {
  const { memory } = workspace;
  const scratch = blocksIn(memory);
  const filled = new Set<string>();
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
      const rows = scratch(`√w ${type} by rows`, type, scale.length);
      const columns = scratch(`√w ${type} by columns`, type, scale.length);
      if (!filled.has(type)) {
        filled.add(type);
        memory.floats(rows).set(scale);
        const byColumn = memory.floats(columns);
        for (let k = 0; k < scale.length; k++) byColumn[k] = scale[pattern.measurement[k]];
      }
      return { rows, columns };
    },
  };
}

/** The number format of a block of floating-point numbers. */
export function floating(block: Block): "float64" | "float32" {
  if (block.type === "int32") throw new Error(`bug: block "${block.name}" holds int32`);
  return block.type;
}
