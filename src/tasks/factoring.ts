import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { RunReport, RunStep, SolverRun } from "../report/run-report.ts";
import type { Model } from "./model.ts";
import type { DescentOptions } from "./sensing.ts";

/** A matrix observed in full: dense and row-major, or a list in which what is not listed is 0. */
export type MatrixData =
  | {
      /** m·n finite numbers, row-major. */
      readonly dense: ArrayLike<number>;
      /** [m, n]. */
      readonly shape: readonly [number, number];
    }
  | {
      /** 0-based row and column index and value of each entry; one that repeats counts as the sum. */
      readonly rows: ArrayLike<number>;
      readonly columns: ArrayLike<number>;
      readonly values: ArrayLike<number>;
      readonly shape: readonly [number, number];
    };

/** Settings of a factorization; without a solver named it is the truncated singular value decomposition. */
export interface FactorOptions extends DescentOptions {
  /** How many columns; "auto" keeps the singular values above the noise, or above the ridge. Default "auto". */
  readonly rank?: number | "auto";
}

/** The leading part of a singular value decomposition, A ≈ U diag(s) Vᵀ. */
export interface LeadingSvd {
  /** m×k and n×k, orthonormal columns. */
  readonly u: Matrix;
  readonly v: Matrix;
  /** Descending. */
  readonly singularValues: Float64Array;
}

/** A factored matrix, with what is known of it. */
export interface Factorization {
  /** X = left rightᵀ, balanced. */
  readonly model: Model;
  /** The singular value decomposition of X. */
  readonly svd: LeadingSvd;
  /** `bestApproximation` (with a ridge `globallyOptimal`) and `firstOrder`. */
  readonly certificates: readonly Certificate[];
  /** Of the first of these. */
  readonly verdict: Verdict;
  /** Exactly where it holds. */
  readonly certified: boolean;
  readonly trace: readonly RunStep[];
  /** The delivered run, then those of `compare`. */
  readonly runs: readonly SolverRun[];
  readonly report: RunReport;
}
