import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { NonnegativeReport } from "./nonnegative-report.ts";
import type { RoundSummary } from "./report.ts";

/** One iteration of a solver; NaN where a quantity was not computed at that step. */
export interface RunStep {
  readonly iteration: number;
  /** Applications of 𝒜 or 𝒜* since the start of the run. */
  readonly applications: number;
  readonly seconds: number;
  readonly objective: number;
  /** ‖𝒜(X) − y‖ / ‖y‖. */
  readonly residual: number;
  readonly gradientNorm: number;
}

/** One solver's run, from the start that all runs of a report share. */
export interface SolverRun {
  /** Its name in the catalogue of solvers. */
  readonly solver: string;
  readonly rank: number;
  readonly iterations: number;
  readonly applications: number;
  readonly seconds: number;
  readonly objective: number;
  /** ‖𝒜(X) − y‖ / ‖y‖ at the end. */
  readonly residual: number;
  /** Of global optimality at the point it reached. */
  readonly verdict: Verdict;
  readonly stopped: { readonly rule: string; readonly converged: boolean };
  readonly trace: readonly RunStep[];
}

/** The error of the best approximation of each rank. */
export interface RankError {
  readonly rank: number;
  /** ‖A − A_k‖_F / ‖A‖_F at the computed singular vectors. */
  readonly error: number;
}

/** All that a reader should know of a matrix that was sensed or factored, as plain data. */
export interface RunReport {
  readonly task: "sense" | "factor";
  readonly command: string;
  readonly version: string;
  readonly seed: number;
  readonly data: {
    /** What was read: the operator's file and the observations', or the matrix's. */
    readonly source: string;
    /** SHA-256 of each file's bytes, hexadecimal; none for arrays. */
    readonly hashes: readonly string[];
    /** The operator's name in the catalogue of operators. */
    readonly operator: string;
    readonly rows: number;
    readonly columns: number;
    readonly measurements: number;
    /** r(m + n − r) at the delivered rank. */
    readonly degreesOfFreedom: number;
    readonly minimum: number;
    readonly maximum: number;
  };
  /** Of the certificate that decides: global optimality, or for a factorization of full data the best rank-k approximation. */
  readonly verdict: Verdict;
  readonly certified: boolean;
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  readonly chosen: {
    readonly rank: number;
    readonly rankGiven: boolean;
    readonly ridge: number;
    readonly solver: string;
    readonly start: string;
  };
  readonly objective: number;
  /** ‖𝒜(X) − y‖ / ‖y‖. */
  readonly residual: number;
  readonly singularValues: readonly number[];
  /** Of a factorization by truncated SVD; empty otherwise. */
  readonly errorByRank: readonly RankError[];
  /** Histogram of y − 𝒜(X): `counts[k]` lies in [edges[k], edges[k+1]). */
  readonly residuals: {
    readonly edges: readonly number[];
    readonly counts: readonly number[];
    readonly rmse: number;
    readonly mean: number;
  };
  readonly certificates: readonly Certificate[];
  readonly rounds: readonly RoundSummary[];
  /** The delivered run first, then those compared with it. */
  readonly runs: readonly SolverRun[];
  readonly stopped: { readonly rule: string; readonly converged: boolean };
  readonly seconds: number;
  /** The recovered matrix, of at most 400 × 400 cells (larger: evenly chosen rows and columns); null where there is none to show. */
  readonly picture: {
    readonly rowLabels: readonly string[];
    readonly columnLabels: readonly string[];
    /** The matrix that was factored, null where an entry is missing; null where it is not known. */
    readonly given: readonly (readonly (number | null)[])[] | null;
    readonly recovered: readonly (readonly number[])[];
  } | null;
  /** Measurements set aside with the absolute loss, and y − 𝒜(X) at each; the rest of the report is about the others. */
  readonly outliers?: {
    readonly indices: readonly number[];
    readonly errors: readonly number[];
    readonly noise: number;
    readonly threshold: number;
  };
  /** Of nonnegative factors; absent of others. */
  readonly nonnegative?: NonnegativeReport;
  readonly credit: string;
}
