import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";

/** Rows that are summed at once: each sum is added to the last in one order. */
const ROWS = 4_096;

/** FᵀF of a tall factor, stride × stride, in float64. */
export function* factorGram(
  { memory, kernels }: Workspace,
  scratch: Blocks,
  { block, rows, stride }: Factor,
): Steps<Float64Array> {
  const double = floating(block) === "float64";
  const from = double ? block : scratch("factor in float64", "float64", rows * stride);
  const part = scratch("part of a Gram matrix", "float64", stride ** 2);
  if (!double) memory.float64(from).set(memory.floats(block).subarray(0, rows * stride));
  const gram = new Float64Array(stride ** 2);
  for (let i0 = 0; i0 < rows; i0 += ROWS) {
    kernels.gramian(i0, Math.min(rows, i0 + ROWS), from.offset, stride, from.offset, stride, part.offset);
    const sums = memory.float64(part);
    for (let k = 0; k < gram.length; k++) gram[k] += sums[k];
    yield;
  }
  return gram;
}
