import type { Precision } from "./kernels.ts";
import type { Block, BlockType, Memory } from "./memory.ts";
import { type Factor, strideFor, type Workspace } from "./workspace.ts";

/**
 * A block by name, made at its first use, and anew, larger, when more is asked of it than it holds; its contents are
 * whatever was there. Asking for one may grow the memory, so that views are taken after it.
 */
export type Blocks = (name: string, type: BlockType, length: number) => Block;

/** Blocks and factors by name in one memory, used again by whoever asks for the same name: the memory never frees. */
export interface Scratch {
  readonly workspace: Workspace;
  readonly block: Blocks;
  /** A factor by name, with rows wide enough for `width` columns. */
  factor(name: string, precision: Precision, rows: number, width: number): Factor;
}

/** Fresh blocks in a memory. */
export function blocksIn(memory: Memory): Blocks {
  const kept = new Map<string, Block>();
  return (name, type, length) => {
    const key = `${type} ${name}`;
    const known = kept.get(key);
    if (known && known.length >= length) return { ...known, length };
    const made = memory.allocate(key, type, known ? Math.max(length, 2 * known.length) : length);
    kept.set(key, made);
    return { ...made, length };
  };
}

/** Fresh scratch in a memory. */
export function scratch(workspace: Workspace): Scratch {
  const block = blocksIn(workspace.memory);
  return {
    workspace,
    block,
    factor(name, precision, rows, width) {
      const stride = strideFor(width, precision);
      return { block: block(name, precision, rows * stride), rows, stride };
    },
  };
}
