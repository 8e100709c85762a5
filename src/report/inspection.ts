import type { Certificate, PointKind, Verdict } from "../certificates/certificate.ts";
import type { Hull } from "../parametrizations/parametrization.ts";

/** A way out of a point, as an escape found it. */
export interface Exit {
  /** The escape's name in the catalogue, and the claim whose certificate it works from. */
  readonly escape: string;
  readonly claim: string;
  /** What it did, where it knows several ways. */
  readonly kind: string;
  /** Columns added to the factors. */
  readonly columns: number;
  /** The fall of the objective from the point to the start, as the escape had it, and as measured; negative is a rise. */
  readonly predictedFall: number;
  readonly measuredFall: number;
}

/** An escape that had no way out. */
export interface NoExit {
  readonly escape: string;
  readonly claim: string;
  readonly reason: string;
}

/** All that is known of a point, as plain data but for the certificates' witnesses and directions. */
export interface Inspection {
  /** The answer in one sentence, then what it rests on, then what to do next. */
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly next: readonly string[];
  /** From the certificate that tells it; null where none does. */
  readonly kind: PointKind | null;
  /** Of `globallyOptimal`; undecided where it was not computed. */
  readonly verdict: Verdict;
  readonly certified: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly measurements: number;
  /** The names of the loss, the regularizer and the parametrization in their catalogues. */
  readonly loss: string;
  readonly regularizer: string;
  readonly parametrization: string;
  /** Which matrices "of any rank" are meant. */
  readonly hull: Hull;
  readonly ridge: number;
  /** The objective at the point, and the parts that it is the sum of. */
  readonly objective: number;
  readonly misfit: number;
  readonly penalty: number;
  readonly gradientNorm: number;
  /** ‖𝒜(X) − y‖ / ‖y‖ for least squares; NaN for other losses. */
  readonly residual: number;
  /** Columns of the factors that were inspected, and columns of no size that were left out before. */
  readonly rank: number;
  readonly omittedColumns: number;
  /** Singular values of X above 10⁻⁶ of the largest; NaN where they could not be computed. */
  readonly numericalRank: number;
  /** Of X without mean and biases, descending. */
  readonly singularValues: readonly number[];
  readonly certificates: readonly Certificate[];
  /** Claims that say nothing about such a problem, and claims that were not computed because the inspection was stopped. */
  readonly notApplicable: readonly string[];
  readonly notComputed: readonly string[];
  readonly exits: readonly Exit[];
  readonly noExits: readonly NoExit[];
  readonly seed: number;
}
