import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { cholesky, solveFactored } from "../linalg/cholesky.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { floating } from "./bound-pattern.ts";
import { denseImage } from "./dense-image.ts";
import { fullMisfit } from "./full-misfit.ts";
import type { FactorSolve, FactorSolveOutcome, FactorSolveRequest } from "./operator.ts";

/** In place of ρ = 0, as a share of the largest diagonal: what the other factor does not determine stays where it is. */
const PROXIMAL = 1e-13;

/**
 * The exact minimiser over one factor where every entry is observed: all rows share the matrix RᵀR + diag ρ, and their
 * right-hand sides are one product of the observations with R. See `FactorKernels.rowSolve` for the formula.
 */
export function fullFactorSolve(
  size: { rows: number; columns: number },
  workspace: Workspace,
  scratch: Blocks,
): FactorSolve {
  const { memory } = workspace;
  return {
    // biome-ignore lint/correctness/useYield: both orders are the one there is.
    *prepare(observed) {
      return { left: observed, right: observed };
    },

    sees: () => true,

    *run(request: FactorSolveRequest): Steps<FactorSolveOutcome> {
      const { side, own, other, first, count, fixed, shift, counts } = request;
      const y = request.observed[side];
      const type = floating(y);
      const block = scratch(`${side} Y R`, type, own.rows * own.stride);
      const image = denseImage(size, workspace, scratch, y);
      const product = { ...own, block };
      yield* side === "left" ? image.times(other, product) : image.transposeTimes(other, product);

      const { gram, sums } = normalMatrix(memory.floats(other.block), other, count, first, fixed);
      yield;
      const rho = new Float64Array(count);
      const largest = Math.max(0, ...Array.from({ length: count }, (_, c) => gram.data[c * count + c]));
      let lower: Matrix | undefined;
      let of = Number.NaN;
      let failed = 0;
      for (let i = 0; i < own.rows; i++) {
        const strength = counts ? counts[i] : 1;
        if (strength !== of) {
          of = strength;
          for (let c = 0; c < count; c++) rho[c] = request.fixedRidge[c] + request.scaledRidge[c] * strength;
          const system = matrix(count, count, gram.data.slice());
          for (let c = 0; c < count; c++) system.data[c * count + c] += rho[c] > 0 ? rho[c] : PROXIMAL * largest || 1;
          lower = yield* cholesky(system);
        }
        if (!lower) {
          failed += 1;
          continue;
        }
        const [b, into] = [memory.floats(block), memory.floats(own.block)];
        const at = i * own.stride + first;
        const center = rho.map((value, c) => (value > 0 ? 0 : into[at + c]));
        const right = new Float64Array(count);
        for (let c = 0; c < count; c++) {
          right[c] = b[at + c] - shift * sums.total[c] - sums.fixed[c];
          for (let d = 0; d < count; d++) right[c] -= gram.data[c * count + d] * center[d];
        }
        const step = solveFactored(lower, right);
        for (let c = 0; c < count; c++) into[at + c] = center[c] + step[c];
        if (i % 1024 === 1023) yield;
      }
      const [left, right] = side === "left" ? [own, other] : [other, own];
      return { failed, ...(yield* fullMisfit(size, workspace, scratch, y, left, right, shift)) };
    },
  };
}

/** RᵀR over the free columns, and Rᵀ1 and Rᵀ R_fixed. */
function normalMatrix(
  values: Float64Array | Float32Array,
  { rows, stride }: Factor,
  count: number,
  first: number,
  fixed: number,
): { gram: Matrix; sums: { total: Float64Array; fixed: Float64Array } } {
  const gram = matrix(count, count);
  const sums = { total: new Float64Array(count), fixed: new Float64Array(count) };
  for (let k = 0; k < rows; k++) {
    const row = k * stride;
    for (let c = 0; c < count; c++) {
      const value = values[row + first + c];
      sums.total[c] += value;
      if (fixed >= 0) sums.fixed[c] += value * values[row + fixed];
      for (let d = 0; d < count; d++) gram.data[c * count + d] += value * values[row + first + d];
    }
  }
  return { gram, sums };
}
