import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { LowRankMatrix } from "../linalg/matrix.ts";
import type { RunReport, RunStep, SolverRun } from "../report/run-report.ts";
import type { Model } from "./model.ts";

/**
 * Where the descent begins: at the leading singular vectors of 𝒜*(y), at what belief propagation makes of single entries, at
 * gaussian factors, at very small ones, or at a model's.
 */
export type StartChoice = "auto" | "spectral" | "beliefs" | "random" | "small" | LowRankMatrix;

/** Settings that sensing and factoring share. */
export interface DescentOptions {
  /** λ ≥ 0, the penalty of the nuclear norm. Default 0, which needs a rank. */
  readonly ridge?: number;
  /** A name in the catalogue of solvers; "auto" follows what the problem offers. Default "auto". */
  readonly solver?: string;
  /** Default "auto": "beliefs" for single entries without ridge, "spectral" for all else. */
  readonly start?: StartChoice;
  /** Further solvers to run from the same start, for comparison. */
  readonly compare?: readonly string[];
  /** Certified where (P − D)/P ≤ gap. Default 1e-6. */
  readonly gap?: number;
  /** The most iterations of each run. Default 5,000. */
  readonly mostIterations?: number;
  /** Number format of the descent; its last digits, and the certificates, are always found in float64. Default "float64". */
  readonly precision?: "float64" | "float32";
  /** Of everything drawn at random, a whole number. Default 0. */
  readonly seed?: number;
  /** Every run ends with its best point so far once this long has passed. */
  readonly maxSeconds?: number;
  /** Aborted: the run ends with the best point so far. */
  readonly signal?: AbortSignal;
  /** Called after every iteration of every run. */
  readonly observe?: (progress: RunProgress) => void;
}

/** Settings of a recovery from linear measurements: a rank, a ridge, or both. */
export interface SenseOptions extends DescentOptions {
  /** Seek X = U Uᵀ, symmetric positive semidefinite: every claim is then about such matrices. Default false. */
  readonly symmetric?: boolean;
  /** Keeps the rank at this number; without one it grows until the certificate at this ridge holds. */
  readonly rank?: number;
  /** At a given rank, leave a point that is not certified where an escape ends lower. Default true. */
  readonly escape?: boolean;
  /**
   * "leastSquares", the default; "absolute" where some measurements are grossly wrong: they are found, set aside and told, and the
   * others fitted by least squares; "huber" counts them with less weight.
   */
  readonly loss?: SensingLoss;
  /** Of the Huber loss, in the units of y: beyond it a residual counts by its magnitude, not its square. */
  readonly threshold?: number;
}

/** How a residual counts. */
export type SensingLoss = "leastSquares" | "absolute" | "huber";

/** Where a run stands. */
export interface RunProgress extends RunStep {
  readonly solver: string;
  readonly rank: number;
}

/** A recovered matrix, with what is known of it. */
export interface Sensing {
  readonly model: Model;
  /** `globallyOptimal`, `firstOrder` and `identifiability`, in this order; `secondOrder` where the first does not hold. */
  readonly certificates: readonly Certificate[];
  /** Of `globallyOptimal`. */
  readonly verdict: Verdict;
  /** Exactly where `globallyOptimal` holds. */
  readonly certified: boolean;
  /** One row an iteration of the delivered run. */
  readonly trace: readonly RunStep[];
  /** The delivered run, then those of `compare`. */
  readonly runs: readonly SolverRun[];
  readonly report: RunReport;
  /** What was set aside, with the absolute loss. */
  readonly outliers?: MeasurementOutliers;
}

/** Measurements that were set aside as outliers. */
export interface MeasurementOutliers {
  /** Which, ascending. */
  readonly indices: Int32Array;
  /** y − 𝒜(X) at each. */
  readonly errors: Float64Array;
  /** The standard deviation of the others' residuals, and the size beyond which a residual is an outlier. */
  readonly noise: number;
  readonly threshold: number;
}
