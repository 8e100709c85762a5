import { overRows } from "../kernels/ranges.ts";
import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import { cholesky } from "./cholesky.ts";
import { readFactor, writeFactor } from "./factor-copy.ts";
import { type Matrix, matrix, transpose } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { type QrFactors, qrSteps } from "./qr.ts";

/** Rows of one partial of a Gram matrix: fixed, so that the sum has one order. */
const PARTIAL = 1_024;
/** Below this many operations the kernels are not worth the copies. */
const SMALL = 1e5;
/** The condition up to which two passes give an orthonormal basis to rounding. */
const LARGEST_CONDITION = 1e6;

/**
 * Thin QR of a tall matrix by two passes of Cholesky QR (Fukaya et al. 2014, doi:10.1109/ScalA.2014.11); by Householder
 * reflectors where the matrix is small, or too ill conditioned for that.
 */
export function* tallQr(scratch: Scratch, a: Matrix): Steps<QrFactors> {
  if (a.rows * a.columns ** 2 < SMALL || a.rows < 4 * a.columns) return yield* qrSteps(a);
  const first = yield* choleskyPass(scratch, a);
  const second = first && (yield* choleskyPass(scratch, first.q));
  return second ? { q: second.q, r: multiply(second.r, first.r) } : yield* qrSteps(a);
}

/** A = Q R from AᵀA = RᵀR; undefined where the condition of A is too large for it. */
function* choleskyPass(scratch: Scratch, a: Matrix): Steps<QrFactors | undefined> {
  const lower = yield* cholesky(yield* gram(scratch, a));
  if (!lower) return undefined;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let c = 0; c < a.columns; c++) {
    const pivot = lower.data[c * a.columns + c];
    [least, most] = [Math.min(least, pivot), Math.max(most, pivot)];
  }
  if (!(most <= LARGEST_CONDITION * least)) return undefined;
  const r = transpose(lower);
  return { q: yield* timesSmall(scratch, a, upperInverse(r)), r };
}

/** AᵀA. */
function* gram(scratch: Scratch, a: Matrix): Steps<Matrix> {
  const { memory, kernels } = scratch.workspace;
  const into = place(scratch, "tall in", a);
  const partial = scratch.block("a partial of AᵀA", "float64", into.stride ** 2);
  const sum = matrix(a.columns, a.columns);
  for (let i0 = 0; i0 < a.rows; i0 += PARTIAL) {
    const { offset } = into.block;
    kernels.gramian(i0, Math.min(a.rows, i0 + PARTIAL), offset, into.stride, offset, into.stride, partial.offset);
    const part = memory.float64(partial);
    for (let k = 0; k < a.columns; k++) {
      for (let c = 0; c < a.columns; c++) sum.data[k * a.columns + c] += part[k * into.stride + c];
    }
    yield;
  }
  return sum;
}

/** A M, M small and dense. */
export function* timesSmall(scratch: Scratch, a: Matrix, small: Matrix): Steps<Matrix> {
  if (a.rows * a.columns * small.columns < SMALL) return multiply(a, small);
  const { memory, kernels } = scratch.workspace;
  const into = place(scratch, "tall in", a);
  const out = scratch.factor("tall out", "float64", a.rows, small.columns);
  const block = scratch.block("small", "float64", into.stride * out.stride);
  const padded = memory.float64(block).fill(0);
  for (let k = 0; k < small.rows; k++) {
    padded.set(small.data.subarray(k * small.columns, (k + 1) * small.columns), k * out.stride);
  }
  const work = a.columns * small.columns;
  yield* overRows(a.rows, undefined, 0, work, (i0, i1) =>
    kernels.multiply(i0, i1, into.block.offset, into.stride, block.offset, out.stride, out.block.offset),
  );
  return readFactor(memory, out, small.columns);
}

/** A in memory, its rows padded with zeros. */
function place(scratch: Scratch, name: string, a: Matrix): Factor {
  const into = scratch.factor(name, "float64", a.rows, a.columns);
  writeFactor(scratch.workspace.memory, into, a);
  return into;
}

/** The inverse of an upper triangular matrix. */
function upperInverse({ rows: n, data }: Matrix): Matrix {
  const inverse = matrix(n, n);
  for (let i = n - 1; i >= 0; i--) {
    inverse.data[i * n + i] = 1 / data[i * n + i];
    for (let k = i + 1; k < n; k++) {
      const factor = -data[i * n + k] / data[i * n + i];
      for (let j = k; j < n; j++) inverse.data[i * n + j] += factor * inverse.data[k * n + j];
    }
  }
  return inverse;
}
