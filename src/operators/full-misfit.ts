import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import type { FactorSolveOutcome } from "./operator.ts";

/** Rows of X that are formed at a time. */
const RESIDUAL_ROWS = 64;

/** Σ r² and Σ r of r = y − (shift + L Rᵀ), in float64. */
export function* fullMisfit(
  { rows, columns }: { rows: number; columns: number },
  { memory, kernels }: Workspace,
  scratch: Blocks,
  y: Block,
  left: Factor,
  right: Factor,
  shift: number,
): Steps<Pick<FactorSolveOutcome, "sumOfSquares" | "weightedSum" | "totalWeight">> {
  const type = floating(y);
  const some = scratch("some rows of X", type, RESIDUAL_ROWS * columns);
  const bytes = left.stride * (type === "float64" ? 8 : 4);
  let [sumOfSquares, weightedSum] = [0, 0];
  for (let i0 = 0; i0 < rows; i0 += RESIDUAL_ROWS) {
    const count = Math.min(RESIDUAL_ROWS, rows - i0);
    const from = left.block.offset + i0 * bytes;
    yield* overRows(count, undefined, 0, columns * (left.stride + 4), (a, b) =>
      kernels[type].outer(a, b, columns, from, right.block.offset, left.stride, some.offset, columns),
    );
    const [x, observed] = [memory.floats(some), memory.floats(y)];
    for (let k = 0; k < count * columns; k++) {
      const r = observed[i0 * columns + k] - shift - x[k];
      sumOfSquares += r * r;
      weightedSum += r;
    }
    yield;
  }
  return { sumOfSquares, weightedSum, totalWeight: rows * columns };
}
