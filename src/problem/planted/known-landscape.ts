import type { SecondOrderProblem } from "../problem.ts";

/** A problem of which it is known where some of its critical points lie. */
export interface KnownLandscape<P extends SecondOrderProblem = SecondOrderProblem> {
  readonly problem: P;
  /** A global minimiser. */
  readonly truth: Float64Array;
  /** Second-order stationary points that are not global, in float64 to rounding; those that are known, none where it is empty. */
  readonly spurious: readonly Float64Array[];
}
