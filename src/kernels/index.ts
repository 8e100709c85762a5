import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { wasmKernels } from "./wasm.ts";

export type { FactorKernels, Kernels, Offset, Precision } from "./kernels.ts";
export { type Block, type BlockType, Memory } from "./memory.ts";
export { referenceKernels } from "./reference.ts";
export { wasmKernels };

/** The kernels that everything above this folder uses. */
export function kernelsFor(memory: Memory): Kernels {
  return wasmKernels(memory);
}
