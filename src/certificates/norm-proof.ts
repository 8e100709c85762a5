import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Steps } from "../kernels/steps.ts";
import type { BackProjection } from "../operators/operator.ts";
import type { Store } from "../problem/store.ts";

/** The largest side of a matrix that is formed to be factorised. */
export const LARGEST_SIDE = 4_000;
const PANEL = 64;

/** Is G small enough, and its Gram matrix to be had. */
export function canProve(g: BackProjection): boolean {
  return g.smallerGram !== undefined && Math.min(g.rows, g.columns) <= LARGEST_SIDE;
}

/**
 * Shows ‖G‖₂ ≤ σ̄ by a Cholesky factorisation of σ²(1 + η)I − GGᵀ (the smaller Gram matrix): where it runs to its end the
 * matrix is positive definite but for a rounding that is bounded below, so the inequality holds for the exact G.
 *
 * Margins, with n the side, ε the unit roundoff and q the longer side: the computed Gram matrix errs by at most
 * (q + 2) ε ‖G‖_F², and a completed factorisation of A in floating point shows λ_min(A) ≥ −n (n + 2) ε max A_ii (Rump 2006,
 * doi:10.1007/s10543-006-0056-1, up to a factor that the 2 absorbs).
 *
 * @returns σ̄, slightly above σ, or undefined where the factorisation broke down or G is too large.
 */
export function* provenNorm(store: Store, g: BackProjection, sigma: number): Steps<number | undefined> {
  const side = Math.min(g.rows, g.columns);
  if (!g.smallerGram || !canProve(g)) return undefined;
  const { memory } = store.workspace;
  const { block } = yield* g.smallerGram();
  const a = memory.float64(block);
  let frobenius = 0;
  for (let i = 0; i < side; i++) frobenius += a[i * side + i];
  const unit = Number.EPSILON / 2;
  const gramError = (Math.max(g.rows, g.columns) + 2) * unit * frobenius * 1.01;
  const shift = sigma * sigma;
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < i; j++) a[i * side + j] = -a[i * side + j];
    a[i * side + i] = shift - a[i * side + i];
  }
  if (!(yield* factorisedInPlace(store, block, side))) return undefined;
  const choleskyError = side * (side + 2) * unit * shift * 1.01;
  const roundedShift = 16 * unit * (shift + frobenius);
  return Math.sqrt(shift + gramError + choleskyError + roundedShift) * (1 + 4 * unit);
}

/** Overwrites the lower triangle of a symmetric matrix with its Cholesky factor; false where it broke down. */
export function* factorisedInPlace({ workspace }: Store, block: Block, side: number): Steps<boolean> {
  const { kernels } = workspace;
  for (let j0 = 0; j0 < side; j0 += PANEL) {
    const j1 = Math.min(side, j0 + PANEL);
    if (kernels.potrf(j0, j1, block.offset, side) >= 0) return false;
    yield* overRows(side - j1, undefined, 0, (j1 - j0) * j1, (i0, i1) =>
      kernels.potrfRows(j1 + i0, j1 + i1, j0, j1, block.offset, side),
    );
  }
  return true;
}
