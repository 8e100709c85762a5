import type { Steps } from "../kernels/steps.ts";
import type { BackProjection } from "../operators/operator.ts";
import type { Store } from "../problem/store.ts";
import { factorisedInPlace, LARGEST_SIDE } from "./norm-proof.ts";

/** Is G small enough, and its symmetric part to be had. */
export function canProveEigenvalue(g: BackProjection): boolean {
  return g.symmetricPart !== undefined && g.rows <= LARGEST_SIDE;
}

/**
 * Shows λ_max(S) ≤ σ̄, S = (G + Gᵀ)/2, by a Cholesky factorisation of σI − S: where it runs to its end the matrix is positive
 * definite but for a rounding that is bounded.
 *
 * Margins, with n the side and ε the unit roundoff: a completed factorisation of A in floating point shows λ_min(A) ≥ −n (n + 2)
 * ε max A_ii (Rump 2006, doi:10.1007/s10543-006-0056-1, up to a factor that the 2 absorbs), and the entries of S and of the
 * shifted diagonal err by ε of themselves.
 *
 * @returns σ̄, slightly above σ, or undefined where the factorisation broke down or G is too large.
 */
export function* provenEigenvalue(store: Store, g: BackProjection, sigma: number): Steps<number | undefined> {
  if (!g.symmetricPart || !canProveEigenvalue(g)) return undefined;
  const { block, side } = yield* g.symmetricPart();
  const a = store.workspace.memory.float64(block);
  let [largest, frobenius] = [0, 0];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < i; j++) {
      frobenius += 2 * a[i * side + j] ** 2;
      a[i * side + j] = -a[i * side + j];
    }
    frobenius += a[i * side + i] ** 2;
    a[i * side + i] = sigma - a[i * side + i];
    largest = Math.max(largest, a[i * side + i]);
  }
  if (!(yield* factorisedInPlace(store, block, side))) return undefined;
  const unit = Number.EPSILON / 2;
  return sigma + unit * (1.01 * side * (side + 2) * largest + 16 * (Math.sqrt(frobenius) + Math.abs(sigma)));
}
