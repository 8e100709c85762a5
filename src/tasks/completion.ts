import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { HeldOut, Report, TraceRow } from "../report/report.ts";
import type { Model } from "./model.ts";

/** Observed entries as a list, or a dense row-major array in which NaN is missing. */
export type Observations =
  | {
      /** 0-based row and column index and value of each entry; an entry may repeat. */
      readonly rows: ArrayLike<number>;
      readonly columns: ArrayLike<number>;
      readonly values: ArrayLike<number>;
      /** [m, n]; the largest indices plus one where absent. */
      readonly shape?: readonly [number, number];
    }
  | {
      /** m·n numbers, row-major; NaN is missing. */
      readonly dense: ArrayLike<number>;
      /** [m, n]. */
      readonly shape: readonly [number, number];
    };

/** Which offsets the model has: none, a mean, a mean with row biases, with column biases, or with both. */
export type BiasChoice = "none" | "mean" | "rows" | "columns" | "both";
/** Is the ridge of a row or column multiplied by its number of entries. */
export type RidgeWeights = "none" | "counts";
/** What is divided by its spread before the fit. */
export type ScaleChoice = "none" | "columns" | "both";

/** Settings of a completion; what is left out is chosen from the data, on entries set aside. */
export interface CompleteOptions {
  /**
   * Factors U, V ≥ 0 without biases: every prediction is ≥ 0, and so must be every value. Rank and ridge are then chosen
   * together. Default false.
   */
  readonly nonnegative?: boolean;
  /** Keeps the rank at this number; else it grows until the certificate holds, up to `maxRank`. */
  readonly rank?: number;
  /** Default min(m, n). */
  readonly maxRank?: number;
  /** λ ≥ 0; 0 needs a rank. Chosen on validation entries where absent. */
  readonly ridge?: number;
  /** Default "none". */
  readonly ridgeWeights?: RidgeWeights;
  /** Row and column offsets with their mean; "mean" alone, or one side. Default "both". */
  readonly bias?: BiasChoice;
  /** λ_b ≥ 0; chosen on validation entries where absent. */
  readonly biasRidge?: number;
  /** Share of the entries set aside as test entries, 0 ≤ f < 1. Default 0.1 where anything is chosen, else 0. */
  readonly holdout?: number;
  /** Certified where (P − D)/P ≤ gap. Default 1e-6. */
  readonly gap?: number;
  /** Divide columns, or rows and columns, by their spread first, and undo it on output. Default "none". */
  readonly scale?: ScaleChoice;
  /** Predictions are clipped to the observed range. Default true. */
  readonly clip?: boolean;
  /** Number format of the descent; certificates are always evaluated in float64. Default "float64". */
  readonly precision?: "float64" | "float32";
  /** Of everything drawn at random, a whole number. Default 0. */
  readonly seed?: number;
  /** The run ends with the best point so far once this long has passed. */
  readonly maxSeconds?: number;
  /** Aborted: the run ends with the best point so far. */
  readonly signal?: AbortSignal;
  /** Called after every iteration of every fit. */
  readonly observe?: (progress: Progress) => void;
}

/** Where a completion stands; the gap is that of the last certificate, NaN before the first. */
export interface Progress extends TraceRow {
  /** What is being done: choosing on validation entries, measuring on test entries, or fitting all entries. */
  readonly phase: "choose" | "measure" | "fit";
  /** Share of the whole work done, 0…1, estimated. */
  readonly done: number;
}

/** A completed matrix, with what is known of it. */
export interface Completion {
  readonly model: Model;
  /** `globallyOptimal`, `firstOrder` and `identifiability`, in this order; of nonnegative factors `secondOrderNonnegative`. */
  readonly certificates: readonly Certificate[];
  /** Of `globallyOptimal`. */
  readonly verdict: Verdict;
  /** Exactly where `globallyOptimal` holds. */
  readonly certified: boolean;
  /** Null where no entries were set aside. */
  readonly heldOut: HeldOut | null;
  /** One row an iteration of the last fit, that of all entries. */
  readonly trace: readonly TraceRow[];
  readonly report: Report;
}
