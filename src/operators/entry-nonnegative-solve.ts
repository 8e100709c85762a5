import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import { type BoundPattern, floating } from "./bound-pattern.ts";
import type { FactorSolve, NonnegativeSolve, NonnegativeSolveOutcome, NonnegativeSolveRequest } from "./operator.ts";

/** Towards the minimiser over one nonnegative factor of an entry sampling: one small problem a row. */
export function entryNonnegativeSolve(bound: BoundPattern, { prepare }: FactorSolve): NonnegativeSolve {
  const { memory, kernels } = bound.workspace;
  const p = bound.pattern.columnIndex.length;
  return {
    prepare,
    *run({
      side,
      own,
      other,
      count,
      sweeps,
      ridge,
      l1,
      ...request
    }: NonnegativeSolveRequest): Steps<NonnegativeSolveOutcome> {
      const type = floating(own.block);
      const kernel = kernels[type];
      const left = side === "left";
      const [start, index] = left ? [bound.rowStart, bound.columnIndex] : [bound.columnStart, bound.rowIndex];
      const observed = request.observed[side];
      const scale = bound.scale(type)?.[left ? "rows" : "columns"];
      const residual = bound.scratch(`${type} residual`, type, p);
      const bytes = kernel.nonnegativeScratch(count, own.stride);
      const scratch = bound.scratch(`${type} nonnegative solve`, "float64", Math.ceil(bytes / 8));
      const counts = request.counts && bound.scratch(`${side} counts`, "float64", own.rows);
      if (counts) memory.float64(counts).set(request.counts!);

      let failed = 0;
      const perEntry = count ** 2 / 2 + 2 * count;
      const perRow = (sweeps || count) * count ** 2;
      yield* overRows(
        own.rows,
        () => memory.int32(start),
        perEntry,
        perRow,
        (i0, i1) => {
          failed += kernel.nonnegativeRowSolve(
            i0,
            i1,
            start.offset,
            index.offset,
            scale?.offset ?? 0,
            observed.offset,
            other.block.offset,
            other.stride,
            count,
            ridge,
            counts?.offset ?? 0,
            l1,
            sweeps,
            own.block.offset,
            residual.offset,
            scratch.offset,
          );
        },
      );
      const r = memory.floats(residual);
      let sumOfSquares = 0;
      for (let k = 0; k < p; k++) sumOfSquares += r[k] * r[k];
      return { failed, sumOfSquares };
    },
  };
}
