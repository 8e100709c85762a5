import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { RunReport, RunStep, SolverRun } from "../report/run-report.ts";
import type { Model } from "./model.ts";
import type { DescentOptions } from "./sensing.ts";

/** A matrix: dense and row-major, or a list in which what is not listed is 0. */
export type MatrixData =
  | {
      /** m·n finite numbers, row-major; for nonnegative factors NaN is a missing entry. */
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
  /**
   * How many columns; "auto" keeps the singular values above the noise, or above the ridge; of nonnegative factors it takes as many
   * as predict entries set aside best. Default "auto".
   */
  readonly rank?: number | "auto";
  /** U, V ≥ 0, parts that only add up: entries must be ≥ 0, and those missing (NaN) are left out of the fit. Default false. */
  readonly nonnegative?: boolean;
  /** Of nonnegative factors: least squares, or the Kullback–Leibler divergence of counts. Default "leastSquares". */
  readonly loss?: NonnegativeLoss;
  /** Of nonnegative factors: μ ≥ 0 of the penalty μ (Σ U + Σ V), which makes them sparse. Default 0. */
  readonly l1?: number;
  /** Of nonnegative factors: random starts beside the first one; the lowest end counts. Default 2. */
  readonly restarts?: number;
}

/** What a nonnegative factorization may minimise. */
export type NonnegativeLoss = "leastSquares" | "kullbackLeibler";

/** Nonnegative factors as parts: X = W diag(sizes) Hᵀ, largest part first; part c holds sizes_c of the sum of X's entries. */
export interface Parts {
  /** m×k and n×k, the entries of every column ≥ 0 with sum 1. */
  readonly w: Matrix;
  readonly h: Matrix;
  /** Descending. */
  readonly sizes: Float64Array;
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
  /** The same of nonnegative factors, scaled and sorted; null of factors with signs. */
  readonly parts: Parts | null;
  /**
   * `bestApproximation` (with a ridge `globallyOptimal`) and `firstOrder`; of nonnegative factors `bestOfRank`, or
   * `globallyOptimal` with a ridge, holes or another loss, `firstOrder` and `secondOrderNonnegative`.
   */
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
