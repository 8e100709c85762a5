import type { Certificate, Verdict } from "../certificates/certificate.ts";
import type { Undetermined } from "../report/report.ts";
import type { RidgeWeights } from "./completion.ts";

/** Factors that any tool made: X = left rightᵀ + mean + biases, rows and columns in the order of the observations. */
export interface ForeignModel {
  readonly rank: number;
  /** m×r and n×r, row-major. */
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** Default 0; biases that are absent are none. */
  readonly mean?: number;
  /** Length m and n. */
  readonly rowBias?: ArrayLike<number>;
  readonly columnBias?: ArrayLike<number>;
}

/** At which strengths the factors are certified. */
export interface CertifyOptions {
  /** λ; where absent it is estimated as ⟨G, X⟩/‖X‖_*, which is λ at any stationary point. */
  readonly ridge?: number;
  /** λ_b; estimated likewise where absent. */
  readonly biasRidge?: number;
  /** Default "none". */
  readonly ridgeWeights?: RidgeWeights;
  /** Certified where (P − D)/P ≤ gap. Default 1e-6. */
  readonly gap?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** What is known of factors made elsewhere. */
export interface Certification {
  /** Of `globallyOptimal`, the first of the certificates. */
  readonly verdict: Verdict;
  readonly certified: boolean;
  readonly certificates: readonly Certificate[];
  readonly rank: number;
  readonly ridge: number;
  readonly biasRidge: number;
  /** Which of the strengths were estimated from the factors, with the relative residual of stationarity. */
  readonly estimated: readonly ("ridge" | "biasRidge")[];
  readonly stationarity: number;
  readonly objective: number;
  /** (P − D)/P. */
  readonly relativeGap: number;
  /** Root mean square error on the observed entries, in their units. */
  readonly fitRmse: number;
  readonly undetermined: Undetermined;
  /** Two or three plain sentences. */
  readonly sentences: readonly string[];
}
