import type { Precision } from "./kernels.ts";
import type { Block } from "./memory.ts";
import { type Factor, strideFor, type Workspace } from "./workspace.ts";

/** Blocks by name in one memory, used again by whoever asks for the same name: the memory itself never frees. */
export interface Scratch {
  readonly workspace: Workspace;
  /** A block by name; made anew, larger, when more is asked of it than it holds. Its contents are whatever was there. */
  block(name: string, type: Precision, length: number): Block;
  /** A factor by name, with rows wide enough for `width` columns. */
  factor(name: string, precision: Precision, rows: number, width: number): Factor;
}

/** Fresh scratch in a memory. */
export function scratch(workspace: Workspace): Scratch {
  const blocks = new Map<string, Block>();
  const block = (name: string, type: Precision, length: number): Block => {
    const key = `${type} ${name}`;
    const known = blocks.get(key);
    if (known && known.length >= length) return { ...known, length };
    const made = workspace.memory.allocate(key, type, known ? Math.max(length, 2 * known.length) : length);
    blocks.set(key, made);
    return { ...made, length };
  };
  return {
    workspace,
    block,
    factor(name, precision, rows, width) {
      const stride = strideFor(width, precision);
      return { block: block(name, precision, rows * stride), rows, stride };
    },
  };
}
