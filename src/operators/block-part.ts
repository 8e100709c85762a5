import type { Block } from "../kernels/memory.ts";
import { floating } from "./bound-pattern.ts";

/** `length` numbers of a block from number `first` on, as a block of its own over the same memory. */
export function blockPart(block: Block, first: number, length: number): Block {
  const bytes = floating(block) === "float64" ? 8 : 4;
  return { ...block, offset: block.offset + first * bytes, length };
}
