import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { type LowRankMatrix, type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply } from "../linalg/multiply.ts";
import { type QrFactors, qrSteps } from "../linalg/qr.ts";
import { type Svd, svd } from "../linalg/svd.ts";
import type { Store } from "./store.ts";

/** Rows of one partial of a Gram matrix: fixed, so that the sum has one order. */
const PARTIAL = 1_024;
/** Below this many operations the kernels are not worth the copies. */
const SMALL = 1e6;
/** The condition up to which two passes give an orthonormal basis to rounding. */
const LARGEST_CONDITION = 1e6;

/** The thin SVD of L Rᵀ without forming it, the tall parts in the problem's kernels; see `lowRankSvd`. */
export function* tallSvd(store: Store, { left, right }: LowRankMatrix): Steps<Svd> {
  const l = yield* tallQr(store, left);
  const r = yield* tallQr(store, right);
  const core = svd(multiply(l.r, transpose(r.r)));
  yield;
  return {
    u: yield* timesSmall(store, l.q, core.u),
    singularValues: core.singularValues,
    v: yield* timesSmall(store, r.q, core.v),
  };
}

/**
 * Thin QR of a tall matrix by two passes of Cholesky QR (Fukaya et al. 2014, doi:10.1109/ScalA.2014.11); by Householder
 * reflectors where the matrix is small, or too ill conditioned for that.
 */
function* tallQr(store: Store, a: Matrix): Steps<QrFactors> {
  if (a.rows * a.columns ** 2 < SMALL || a.rows < 4 * a.columns) return yield* qrSteps(a);
  const first = yield* choleskyPass(store, a);
  const second = first && (yield* choleskyPass(store, first.q));
  return second ? { q: second.q, r: multiply(second.r, first.r) } : yield* qrSteps(a);
}

/** A = Q R from AᵀA = RᵀR; undefined where the condition of A is too large for it. */
function* choleskyPass(store: Store, a: Matrix): Steps<QrFactors | undefined> {
  const lower = yield* cholesky(yield* gram(store, a));
  if (!lower) return undefined;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let c = 0; c < a.columns; c++) {
    const pivot = lower.data[c * a.columns + c];
    [least, most] = [Math.min(least, pivot), Math.max(most, pivot)];
  }
  if (!(most <= LARGEST_CONDITION * least)) return undefined;
  const r = transpose(lower);
  return { q: yield* timesSmall(store, a, upperInverse(r)), r };
}

/** AᵀA. */
function* gram(store: Store, a: Matrix): Steps<Matrix> {
  const { memory, kernels } = store.workspace;
  const into = place(store, "tall in", a);
  const partial = store.block("a partial of AᵀA", "float64", into.stride ** 2);
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
function* timesSmall(store: Store, a: Matrix, small: Matrix): Steps<Matrix> {
  if (a.rows * a.columns * small.columns < SMALL) return multiply(a, small);
  const { memory, kernels } = store.workspace;
  const into = place(store, "tall in", a);
  const out = store.factor("tall out", "float64", a.rows, small.columns);
  const block = store.block("small", "float64", into.stride * out.stride);
  const padded = memory.float64(block).fill(0);
  for (let k = 0; k < small.rows; k++) {
    padded.set(small.data.subarray(k * small.columns, (k + 1) * small.columns), k * out.stride);
  }
  const work = a.columns * small.columns;
  yield* overRows(a.rows, undefined, 0, work, (i0, i1) =>
    kernels.multiply(i0, i1, into.block.offset, into.stride, block.offset, out.stride, out.block.offset),
  );
  const from = memory.float64(out.block);
  const product = matrix(a.rows, small.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let c = 0; c < small.columns; c++) product.data[i * small.columns + c] = from[i * out.stride + c];
  }
  return product;
}

/** A in memory, its rows padded with zeros. */
function place(store: Store, name: string, a: Matrix): Factor {
  const into = store.factor(name, "float64", a.rows, a.columns);
  const to = store.workspace.memory.float64(into.block).fill(0);
  for (let i = 0; i < a.rows; i++) {
    for (let c = 0; c < a.columns; c++) to[i * into.stride + c] = a.data[i * a.columns + c];
  }
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
