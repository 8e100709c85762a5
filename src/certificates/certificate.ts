import type { Steps } from "../kernels/steps.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** `proved`: an inequality shown with its rounding margin. `computed`: true unless a stated randomised step failed.
 * `estimated`: sampled or extrapolated. */
export type Evidence = "proved" | "computed" | "estimated";
/** What is said of a claim; `undecided` is an honest answer. */
export type Verdict = "holds" | "fails" | "undecided";

/**
 * Directions that lower the objective: with p_k, q_k the columns of `left` (m×k) and `right` (n×k), appending
 * t·p_k q_kᵀ changes it by −(σ_k − λ) t + ½ t² ‖𝒜(p_k q_kᵀ)‖² for least squares.
 */
export interface Witness {
  /** σ_k = ⟨p_k, G q_k⟩, descending, each above λ. */
  readonly values: Float64Array;
  readonly left: Matrix;
  readonly right: Matrix;
}

/** What kind of point it is; minima are meant modulo the symmetry of the problem, and `degenerate` is not decided. */
export type PointKind = "notStationary" | "strictSaddle" | "strictLocalMinimum" | "degenerate";

/** One claim about a point. */
export interface Certificate {
  /** The member's name in the catalogue of certificates. */
  readonly claim: string;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** The number that decides, and the threshold that it was compared with. */
  readonly quantity: number;
  readonly threshold: number;
  /** The verdict in one plain sentence. */
  readonly sentence: string;
  /** Further numbers by name, e.g. the primal and dual values, the failure probability. */
  readonly numbers: Readonly<Record<string, number>>;
  /** What an escape can use, where the claim fails or is open. */
  readonly witness?: Witness;
  /** The kind of point, from a certificate that tells it. */
  readonly kind?: PointKind;
  /** A direction of unit length at the point along which f falls; of `numbers.curvature` < 0 at a strict saddle. */
  readonly direction?: Point;
}

/** What every claim can be asked with; a claim takes no notice of what it has no use for. */
export interface ClaimOptions {
  /** Where random numbers start. */
  readonly seed?: number;
  /** The share that a claim of being the best allows to be missing. */
  readonly gap?: number;
}

/** A line of the catalogue: how a claim is decided, and about which problems it says anything. */
export interface Claim {
  /** Decides the claim at a point. */
  readonly certify: (problem: Problem, point: Point, options?: ClaimOptions) => Steps<Certificate>;
  /** Does it say anything about such a problem; known without a point, in no time. */
  readonly applies: (problem: Problem) => boolean;
}
