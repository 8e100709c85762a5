import { overRows } from "../kernels/ranges.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import { compression } from "./compression.ts";
import { denseImage } from "./dense-image.ts";
import { factorGram } from "./factor-gram.ts";
import { fullMisfit } from "./full-misfit.ts";
import type { NonnegativeSolve, NonnegativeSolveOutcome, NonnegativeSolveRequest } from "./operator.ts";

/** Where Σ r² is below this share of Σ y², the difference that gives it cheaply has lost too many digits. */
const CANCELLED = 1e-3;

/**
 * Towards the minimiser over one nonnegative factor where every entry is observed: all rows share one Gram matrix, and their
 * right-hand sides are one product of the observations with the other factor.
 */
export function fullNonnegativeSolve(
  size: { rows: number; columns: number },
  workspace: Workspace,
  scratch: Blocks,
): NonnegativeSolve {
  const { memory, kernels } = workspace;
  let total = 0;
  return {
    *prepare(observed) {
      total = squares(memory.floats(observed));
      yield;
      return { left: observed, right: observed };
    },

    compress: (observed, options) => compression(size, workspace, scratch, observed.left, options),

    *run({
      side,
      own,
      other,
      count,
      sweeps,
      ridge,
      l1,
      compressed,
      ...request
    }: NonnegativeSolveRequest): Steps<NonnegativeSolveOutcome> {
      const y = request.observed[side];
      const type = floating(y);
      const kernel = kernels[type];
      const rhs = scratch(`Y and the other factor, ${side}`, type, own.rows * own.stride);
      const gram = scratch("Gram matrix", "float64", own.stride ** 2);
      const bytes = kernel.nonnegativeScratch(count, own.stride);
      const work = scratch("nonnegative solve", "float64", Math.ceil(bytes / 8));
      const counts = request.counts && scratch(`${side} counts`, "float64", own.rows);
      const image = denseImage(size, workspace, scratch, y);
      if (counts) memory.float64(counts).set(request.counts!);
      const product: Factor = { ...own, block: rhs };
      if (compressed) yield* compressed.times(side, other, product);
      else yield* side === "left" ? image.times(other, product) : image.transposeTimes(other, product);
      const h = yield* factorGram(workspace, scratch, other);
      memory.float64(gram).set(h);

      let failed = 0;
      yield* overRows(own.rows, undefined, 0, (sweeps || count) * own.stride ** 2, (i0, i1) => {
        failed += kernel.nonnegativeSolve(
          i0,
          i1,
          gram.offset,
          rhs.offset,
          own.stride,
          count,
          ridge,
          counts?.offset ?? 0,
          l1,
          sweeps,
          own.block.offset,
          work.offset,
        );
      });
      const [b, x] = [memory.floats(rhs), memory.floats(own.block)];
      let sumOfSquares = total;
      for (let k = 0; k < own.rows * own.stride; k++) sumOfSquares -= 2 * b[k] * x[k];
      const squared = yield* factorGram(workspace, scratch, own);
      for (let k = 0; k < h.length; k++) sumOfSquares += h[k] * squared[k];
      if (compressed) return { failed, sumOfSquares };
      if (type === "float32" || !(sumOfSquares > CANCELLED * total)) {
        const [left, right] = side === "left" ? [own, other] : [other, own];
        ({ sumOfSquares } = yield* fullMisfit(size, workspace, scratch, y, left, right, 0));
      }
      return { failed, sumOfSquares };
    },
  };
}

/** Σ y². */
function squares(y: Float64Array | Float32Array): number {
  let sum = 0;
  for (let k = 0; k < y.length; k++) sum += y[k] * y[k];
  return sum;
}
