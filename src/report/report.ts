import type { Certificate, Verdict } from "../certificates/certificate.ts";

/** One row of a trace: flat numbers, NaN where a quantity was not computed at that step. */
export interface TraceRow {
  readonly round: number;
  readonly iteration: number;
  readonly rank: number;
  readonly objective: number;
  /** (P − D)/P where the round was certified at this step. */
  readonly relativeGap: number;
  readonly gradientNorm: number;
  /** Applications of 𝒜 or 𝒜* so far: passes over the entries. */
  readonly passes: number;
}

/** One turn of descend → certify → escape. */
export interface RoundSummary {
  readonly round: number;
  readonly rank: number;
  readonly iterations: number;
  readonly objective: number;
  readonly relativeGap: number;
  readonly verdict: Verdict;
  readonly stopped: string;
  /** What was done about it, in the order tried; the last was taken if any was. */
  readonly jumps: readonly Jump[];
}

/** A jump to another start: what was promised and what came. */
export interface Jump {
  /** The escape's name, and what it did where it knows several ways. */
  readonly kind: string;
  /** Columns added to the factors. */
  readonly columns: number;
  /** The fall of the objective from the point to the start, as the escape had it, and as measured; negative is a rise. */
  readonly predictedFall: number;
  readonly measuredFall: number;
  /** The fall after the descent from there; absent where the jump was taken because it fell at once. */
  readonly descendedFall?: number;
  readonly taken: boolean;
}

/** The error on entries that were set aside, in the data's units. */
export interface HeldOut {
  readonly rmse: number;
  readonly mae: number;
  /** Root mean square error of mean and biases alone, fitted to the same entries. */
  readonly baselineRmse: number;
  readonly count: number;
  /** A seeded sample of at most 5,000 pairs, in the data's units. */
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
}

/** What the entries cannot determine at the delivered rank (an upper bound on what they can). */
export interface Undetermined {
  readonly rank: number;
  /** Share of the missing cells, 0…1, outside the core at this rank. */
  readonly entries: number;
  /** Rows and columns outside the core. */
  readonly rows: number;
  readonly columns: number;
  /** Rows and columns with exactly one observed entry, and with none. */
  readonly singleRows: number;
  readonly singleColumns: number;
  readonly emptyRows: number;
  readonly emptyColumns: number;
  /** Share of the missing cells that can be determined at each rank 1, 2, …: index k is rank k + 1. */
  readonly shareByRank: readonly number[];
}

/** All that a reader should know of a completion, as plain data. */
export interface Report {
  readonly command: string;
  readonly version: string;
  readonly seed: number;
  readonly data: {
    readonly source: string;
    /** SHA-256 of the file's bytes, hexadecimal; empty for arrays. */
    readonly hash: string;
    readonly shape: "triplets" | "wide" | "array";
    readonly rows: number;
    readonly columns: number;
    readonly observed: number;
    readonly repeated: number;
    readonly minimum: number;
    readonly maximum: number;
    readonly scale: "none" | "columns" | "both";
    /** What the rows, columns and values are called, where the file says. */
    readonly rowName: string;
    readonly columnName: string;
    readonly valueName: string;
  };
  readonly verdict: Verdict;
  readonly certified: boolean;
  /** Two or three plain sentences, in the order: held-out error, certificate, what the data cannot determine. */
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  readonly heldOut: HeldOut | null;
  readonly chosen: {
    /** Were the factors kept nonnegative. */
    readonly nonnegative: boolean;
    readonly rank: number;
    readonly ridge: number;
    readonly ridgeWeights: "none" | "counts";
    readonly bias: "none" | "mean" | "rows" | "columns" | "both";
    readonly biasRidge: number;
    /** Which of these were chosen on validation entries rather than given. */
    readonly byValidation: readonly string[];
    readonly path: readonly { readonly ridge: number; readonly rank: number; readonly validationRmse: number }[];
  };
  readonly objective: number;
  readonly relativeGap: number;
  readonly singularValues: readonly number[];
  /** Histogram of the residuals observed − fitted, in the data's units: `counts[k]` lies in [edges[k], edges[k+1]). */
  readonly residuals: {
    readonly edges: readonly number[];
    readonly counts: readonly number[];
    readonly rmse: number;
    readonly mean: number;
  };
  readonly undetermined: Undetermined;
  readonly certificates: readonly Certificate[];
  readonly rounds: readonly RoundSummary[];
  readonly trace: readonly TraceRow[];
  readonly stopped: { readonly rule: string; readonly converged: boolean };
  readonly seconds: number;
  /** For a wide table of at most 400 × 400 cells (larger: evenly chosen rows and columns): null is not observed. */
  readonly picture: {
    readonly rowLabels: readonly string[];
    readonly columnLabels: readonly string[];
    readonly observed: readonly (readonly (number | null)[])[];
    readonly completed: readonly (readonly number[])[];
  } | null;
  /** Credit and terms of the data, where they are known. */
  readonly credit: string;
}
