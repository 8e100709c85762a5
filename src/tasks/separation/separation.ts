import type { Certificate, Verdict } from "../../certificates/certificate.ts";
import type { RunStep } from "../../report/run-report.ts";
import type { RankTrial, SeparationFacts } from "../../report/separation-facts.ts";
import type { Model } from "../model.ts";

/** Settings of a separation; nothing about the outliers need be known. */
export interface SeparateOptions {
  /** The rank of L; "auto" raises it until one more column explains nothing but noise. Default "auto". */
  readonly rank?: number | "auto";
  /** The largest rank that "auto" tries. Default 20, or the smaller side where that is less. */
  readonly maxRank?: number;
  /** The standard deviation of the inliers' noise, in the data's units; estimated where absent. */
  readonly noise?: number;
  /** Certified where the convex programme's relative gap is at most this. Default 1e-6. */
  readonly gap?: number;
  /** Number format of the alternating projections; the fit to the inliers and the certificates are in float64. Default "float64". */
  readonly precision?: "float64" | "float32";
  /** The most iterations of the alternating projections at each rank. Default 500. */
  readonly mostIterations?: number;
  /** Of everything drawn at random, a whole number. Default 0. */
  readonly seed?: number;
  /** Ends with the best separation so far once this long has passed. */
  readonly maxSeconds?: number;
  /** Aborted: ends with the best separation so far. */
  readonly signal?: AbortSignal;
  /** Called after every iteration. */
  readonly observe?: (progress: SeparationProgress) => void;
}

/** Where a separation stands. */
export interface SeparationProgress extends RunStep {
  /** Parting low rank from outliers, fitting the inliers exactly, or checking. */
  readonly phase: "separate" | "refit" | "certify";
  readonly rank: number;
}

/** A sparse matrix by its entries, row by row; indices 0-based. */
export interface SparseEntries {
  readonly rowIndex: Int32Array;
  readonly columnIndex: Int32Array;
  readonly values: Float64Array;
}

/** A matrix parted into low rank and outliers, Y = L + S + noise on what was observed. */
export interface Separation {
  /** L = left rightᵀ, balanced. */
  readonly model: Model;
  /** S: Y − L at the outliers, 0 elsewhere. */
  readonly sparse: SparseEntries;
  /** The inliers' standard deviation, and the size above which a residual is an outlier. */
  readonly noise: number;
  readonly threshold: number;
  /** `globallyOptimal` of principal component pursuit, then `identifiability` of L from the inliers alone. */
  readonly certificates: readonly Certificate[];
  /** Of the first. */
  readonly verdict: Verdict;
  /** Exactly where it holds. */
  readonly certified: boolean;
  /** The ranks that were tried; one where it was given. */
  readonly rankChoice: readonly RankTrial[];
  readonly trace: readonly RunStep[];
  readonly facts: SeparationFacts;
}
