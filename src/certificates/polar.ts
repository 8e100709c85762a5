import type { Steps } from "../kernels/steps.ts";
import type { BackProjection } from "../operators/operator.ts";
import type { Hull } from "../parametrizations/parametrization.ts";
import type { Store } from "../problem/store.ts";
import { canProveEigenvalue, provenEigenvalue } from "./eigenvalue-proof.ts";
import { canProve, provenNorm } from "./norm-proof.ts";
import { splitEigenvalue } from "./split-eigenvalue.ts";
import { type SplitBound, type SplitOptions, splitNorm } from "./split-norm.ts";

/**
 * The most that ⟨G, M⟩ can be over the matrices M of a convex set whose nuclear norm is 1, if not negative: a dual point is feasible where it
 * is at most λ. ‖G‖₂ over all matrices, λ_max(sym G) over the semidefinite ones.
 */
export interface Polar {
  /** What the claim is about, in words. */
  readonly noun: string;
  bound(g: BackProjection, options: SplitOptions): Steps<SplitBound>;
  canProve(g: BackProjection): boolean;
  /** A bound slightly above `guess` that is shown with its rounding, or undefined. */
  prove(store: Store, g: BackProjection, guess: number): Steps<number | undefined>;
  /** May it be 0 where G is not: then a gradient tells something without a ridge as well. */
  readonly oneSided: boolean;
}

/** The polar of each set that the matrices of a parametrization may range over. */
export const polars: Record<Hull, Polar> = {
  matrices: { noun: "matrix", bound: splitNorm, canProve, prove: provenNorm, oneSided: false },
  semidefinite: {
    noun: "positive semidefinite matrix",
    bound: splitEigenvalue,
    canProve: canProveEigenvalue,
    prove: provenEigenvalue,
    oneSided: true,
  },
};
