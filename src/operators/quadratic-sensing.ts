import type { Matrix } from "../linalg/matrix.ts";
import { boundRankOneSensing } from "./bound-rank-one-sensing.ts";
import type { MeasurementOperator } from "./operator.ts";
import { rankOneSum, rankOneValues, sensingVectors } from "./sensing-vectors.ts";

/** The vectors that a square X is seen through. */
export interface QuadraticSensingOptions {
  /** The a_k, p×n with one a row: a matrix, or its numbers row by row, with `size`. */
  readonly vectors: Matrix | ArrayLike<number>;
  /** The side of X, needed where the vectors are no matrix. */
  readonly size?: number;
}

/**
 * Observes y_k = a_kᵀ X a_k of a square X: phase retrieval, where X = x xᵀ and y_k = ⟨a_k, x⟩², and covariance sketching.
 * Only the symmetric part of X is seen. The factor paths cost about 4·p·n·r operations and form neither X nor 𝒜*(z); the
 * memory is p·n numbers for the vectors, and p·r.
 *
 * @throws RangeError where the vectors are not whole or not finite.
 * @see Chen, Chi & Goldsmith 2015, arXiv 1310.0807; Candès, Strohmer & Voroninski 2013, arXiv 1109.4499
 */
export function quadraticSensing({ vectors, size }: QuadraticSensingOptions): MeasurementOperator {
  const a = sensingVectors("quadraticSensing", "vectors", vectors, "size", size);
  return {
    name: "quadraticSensing",
    rows: a.columns,
    columns: a.columns,
    measurements: a.rows,
    apply: (x) => rankOneValues(a, a, x),
    adjoint: (z) => rankOneSum(a, a, z),
    bind: (workspace) => boundRankOneSensing(a, a, workspace),
  };
}
