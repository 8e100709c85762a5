import type { Block, BlockType, Memory } from "../kernels/memory.ts";

/** A block by name, made at its first use, and anew, larger, when more is asked of it than it holds. */
export type Scratch = (name: string, type: BlockType, length: number) => Block;

/** An operator's own blocks. Asking for one may grow the memory, so that views are taken after it. */
export function scratchIn(memory: Memory): Scratch {
  const kept = new Map<string, Block>();
  return (name, type, length) => {
    const key = `${type} ${name}`;
    let block = kept.get(key);
    if (!block || block.length < length) {
      block = memory.allocate(key, type, length);
      kept.set(key, block);
    }
    return { ...block, length };
  };
}
