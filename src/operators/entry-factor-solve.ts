import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { BoundPattern } from "./bound-pattern.ts";
import type { FactorSolve, FactorSolveOutcome, FactorSolveRequest, PreparedObservations } from "./operator.ts";

/** The exact minimiser over one factor of an entry sampling: one small ridge regression a row. */
export function entryFactorSolve(bound: BoundPattern): FactorSolve {
  const { memory, kernels } = bound.workspace;
  const p = bound.pattern.columnIndex.length;

  return {
    *prepare(observed: Block): Steps<PreparedObservations> {
      const type = observed.type as "float64" | "float32";
      const right = bound.scratch(`${type} y by columns`, type, p);
      kernels[type].gather(0, p, observed.offset, bound.measurement.offset, right.offset);
      yield;
      return { left: observed, right };
    },

    sees(side, row) {
      const start = side === "left" ? bound.pattern.rowStart : bound.pattern.columnStart;
      return start[row + 1] > start[row];
    },

    *run(request: FactorSolveRequest): Steps<FactorSolveOutcome> {
      const { side, own, other, first, count, fixed, shift } = request;
      const type = own.block.type as "float64" | "float32";
      const kernel = kernels[type];
      const [start, index] =
        side === "left" ? [bound.rowStart, bound.columnIndex] : [bound.columnStart, bound.rowIndex];
      const observed = request.observed[side];
      const scale = bound.scale(type)?.[side === "left" ? "rows" : "columns"];
      const residual = bound.scratch(`${type} residual`, type, p);
      const scratch = bound.scratch(
        `${type} row solve`,
        "float64",
        Math.ceil(kernel.rowSolveScratch(count, own.stride) / 8),
      );
      const fixedRidge = bound.scratch("fixed ridge", "float64", count);
      const scaledRidge = bound.scratch("scaled ridge", "float64", count);
      const counts = request.counts && bound.scratch(`${side} counts`, "float64", own.rows);
      memory.float64(fixedRidge).set(request.fixedRidge);
      memory.float64(scaledRidge).set(request.scaledRidge);
      if (counts) memory.float64(counts).set(request.counts!);

      let failed = 0;
      const perRow = count ** 3 / 6 + count ** 2;
      yield* overRows(
        own.rows,
        () => memory.int32(start),
        count ** 2 / 2 + 2 * count,
        perRow,
        (i0, i1) => {
          failed += kernel.rowSolve(
            i0,
            i1,
            start.offset,
            index.offset,
            scale?.offset ?? 0,
            observed.offset,
            other.block.offset,
            other.stride,
            first,
            count,
            fixed,
            shift,
            fixedRidge.offset,
            scaledRidge.offset,
            counts?.offset ?? 0,
            own.block.offset,
            residual.offset,
            scratch.offset,
          );
        },
      );
      return { failed, ...sums(memory.floats(residual), scale && memory.floats(scale), p) };
    },
  };
}

/** Σ r², Σ √w r and Σ w, in float64, in the order of the entries. */
function sums(residual: ArrayLike<number>, scale: ArrayLike<number> | undefined, p: number) {
  let sumOfSquares = 0;
  let weightedSum = 0;
  let totalWeight = 0;
  for (let k = 0; k < p; k++) {
    const r = residual[k];
    const s = scale ? scale[k] : 1;
    sumOfSquares += r * r;
    weightedSum += s * r;
    totalWeight += s * s;
  }
  return { sumOfSquares, weightedSum, totalWeight };
}
