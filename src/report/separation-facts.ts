import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { RunStep } from "./run-report.ts";

/** What one rank left, of those tried. */
export interface RankTrial {
  readonly rank: number;
  /** The inliers' standard deviation at that rank, in the data's units. */
  readonly noise: number;
  /** How many observed entries were outliers at that rank. */
  readonly outliers: number;
}

/** All that a reader should know of a separation, as plain data. */
export interface SeparationFacts {
  readonly seed: number;
  readonly data: {
    readonly rows: number;
    readonly columns: number;
    readonly observed: number;
    readonly missing: number;
    readonly minimum: number;
    readonly maximum: number;
  };
  /** Of principal component pursuit: is L + S its optimum. */
  readonly verdict: Verdict;
  readonly certified: boolean;
  /** Are all inliers fitted to rounding. */
  readonly exact: boolean;
  readonly rank: {
    readonly chosen: number;
    readonly given: boolean;
    /** In order of rank; one where the rank was given. */
    readonly trials: readonly RankTrial[];
  };
  readonly outliers: {
    readonly count: number;
    /** Of the observed entries. */
    readonly share: number;
    /** Every inlier's residual is at most this. */
    readonly threshold: number;
    readonly largest: number;
    /** How many in each row and in each column. */
    readonly byRow: Int32Array;
    readonly byColumn: Int32Array;
  };
  /** The inliers' residuals y − L. */
  readonly inliers: {
    readonly count: number;
    /** Their standard deviation: given, or a robust estimate. */
    readonly noise: number;
    readonly noiseGiven: boolean;
    readonly rmse: number;
    readonly largest: number;
    /** r(m + n − r). */
    readonly degreesOfFreedom: number;
  };
  /**
   * ‖L‖_* + μ‖S‖₁ with S = y − L; and the share of it by which it may be above its least, both with the outliers cut to the
   * largest entry of L, which changes nothing of what is optimal. NaN where not known.
   */
  readonly pursuit: {
    readonly mu: number;
    readonly objective: number;
    readonly relativeGap: number;
  };
  /** σ of L, descending. */
  readonly singularValues: readonly number[];
  readonly certificates: readonly Certificate[];
  readonly trace: readonly RunStep[];
  readonly stopped: { readonly rule: string; readonly converged: boolean };
  /** How often the outliers were found anew and L refitted, until they stayed. */
  readonly refits: number;
  readonly seconds: number;
}
