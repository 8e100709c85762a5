/** `proved`: an inequality shown with its rounding margin. `computed`: true unless a stated randomised step failed.
 * `estimated`: sampled or extrapolated. */
export type Evidence = "proved" | "computed" | "estimated";
export type Verdict = "holds" | "fails" | "undecided";

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
}
