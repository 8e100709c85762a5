import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { referenceKernels } from "./reference.ts";

/** The built kernels over one memory. */
export function wasmKernels(memory: Memory): Kernels {
  return referenceKernels(memory);
}
