import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import type { Matrix } from "../linalg/matrix.ts";

/** A linear map 𝒜: ℝ^{rows×columns} → ℝ^measurements with its adjoint 𝒜*. Entry weights w enter as √w in 𝒜 and y. */
export interface MeasurementOperator {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly measurements: number;
  /** Do 𝒜 and y carry weights as √w: only least squares can undo that. */
  readonly weighted?: boolean;
  /** Is 𝒜*𝒜 the identity, so that least squares is the nearest matrix to 𝒜*(y). */
  readonly isometry?: true;
  /** Is 𝒜(X) ≥ 0 for every X ≥ 0, so that 𝒜* keeps signs as well. */
  readonly nonnegative?: true;
  /** y = 𝒜(X), the dense path that the laws compare the factor path with. */
  apply(x: Matrix): Float64Array;
  /** X = 𝒜*(z), the dense path. */
  adjoint(z: Float64Array): Matrix;
  /** Places the operator's data in a problem's memory, where its fast paths run. */
  bind(workspace: Workspace): BoundOperator;
}

/** An operator in a problem's memory. The number format of each call is that of the blocks handed in. */
export interface BoundOperator {
  /** out = 𝒜(L Rᵀ). */
  applyFactors(left: Factor, right: Factor, out: Block): Steps<void>;
  /** G = 𝒜*(z), one pass over the operator's data; `name` says which earlier image it may replace. */
  adjointImage(z: Block, name: string): Steps<AdjointImage>;
  /**
   * out = 𝒜(L Rᵀ) and then 𝒜*(z), in one pass over data so large that reading it is what costs. `respond(k0, k1)` is
   * called for range after range of the measurements and turns out[k0 … k1) into z[k0 … k1); the two may be one block.
   */
  applyThenAdjoint?(request: FusedRequest): Steps<AdjointImage>;
  /** The matrix 𝒜*(z) as a linear map on vectors, in float64. */
  backProjection(z: Float64Array, scaling?: { rows: Float64Array; columns: Float64Array }): Steps<BackProjection>;
  /** Where one factor can be minimised exactly, row by row: least squares with a quadratic penalty. */
  readonly factorSolve?: FactorSolve;
  /** Where one nonnegative factor can be minimised, row by row: least squares, a quadratic penalty and ℓ₁. */
  readonly nonnegativeSolve?: NonnegativeSolve;
}

/**
 * The matrix G = 𝒜*(z), never formed where the operator has a shorter way. It stands in the problem's memory until the
 * next image of its name; the block z keeps its numbers as long.
 */
export interface AdjointImage {
  /** out = G R, rows × stride. */
  times(right: Factor, out: Factor): Steps<void>;
  /** out = Gᵀ L, columns × stride. */
  transposeTimes(left: Factor, out: Factor): Steps<void>;
}

/** One pass over the operator's data for 𝒜 and 𝒜* together. */
export interface FusedRequest {
  readonly left: Factor;
  readonly right: Factor;
  readonly out: Block;
  readonly z: Block;
  /** Turns out[k0 … k1) into z[k0 … k1). */
  readonly respond: (k0: number, k1: number) => void;
  readonly name: string;
}

/** The matrix G = 𝒜*(z), or diag(s_rows) G diag(s_columns), as a linear map; one at a time is live per operator. */
export interface BackProjection {
  readonly rows: number;
  readonly columns: number;
  /** out = G x. */
  apply(x: Float64Array, out: Float64Array): Steps<void>;
  /** out = Gᵀ y. */
  applyTransposed(y: Float64Array, out: Float64Array): Steps<void>;
  /** The lower triangle of the smaller of G Gᵀ and Gᵀ G, side × side, where it is cheap to form. */
  smallerGram?(): Steps<{ block: Block; side: number }>;
  /** The lower triangle of (G + Gᵀ)/2, side × side, of a square G, where it is cheap to form. */
  symmetricPart?(): Steps<{ block: Block; side: number }>;
}

/** One exact least-squares solve over the rows of a factor; see `FactorKernels.rowSolve` for the formula. */
export interface FactorSolve {
  /** y in the operator's two orders, from a block of p numbers. */
  prepare(observed: Block): Steps<PreparedObservations>;
  /** Does any measurement see this row of the factor. */
  sees(side: "left" | "right", row: number): boolean;
  /** Solves every row of one factor, in place. */
  run(request: FactorSolveRequest): Steps<FactorSolveOutcome>;
}

/** The observations y by rows and by columns. */
export interface PreparedObservations {
  readonly left: Block;
  readonly right: Block;
}

/** Which factor to solve for, and its penalty. */
export interface FactorSolveRequest {
  readonly side: "left" | "right";
  readonly observed: PreparedObservations;
  readonly own: Factor;
  readonly other: Factor;
  readonly first: number;
  readonly count: number;
  readonly fixed: number;
  readonly shift: number;
  /** Float64 of length `count`: ρ_c = fixedRidge[c] + scaledRidge[c]·counts[i]. */
  readonly fixedRidge: Float64Array;
  readonly scaledRidge: Float64Array;
  /** Float64 per own row; null for ones. */
  readonly counts: Float64Array | null;
}

/** What a solve over one factor left. */
export interface FactorSolveOutcome {
  /** Rows whose system could not be solved, left as they were. */
  readonly failed: number;
  /** Σ r², Σ √w r and Σ w over the measurements, r = y − 𝒜 at the new factor. */
  readonly sumOfSquares: number;
  readonly weightedSum: number;
  readonly totalWeight: number;
}

/** One solve over the rows of a nonnegative factor; see `FactorKernels.nonnegativeSolve` for the formula. */
export interface NonnegativeSolve {
  /** y in the operator's two orders, from a block of p numbers. */
  prepare(observed: Block): Steps<PreparedObservations>;
  /** The observations compressed to a matrix of that rank, where that makes solves cheap. */
  compress?(observed: PreparedObservations, options: { width: number; seed: number }): Steps<Compression>;
  /** Solves every row of one factor, in place. */
  run(request: NonnegativeSolveRequest): Steps<NonnegativeSolveOutcome>;
}

/** A matrix of low rank in place of the observations. */
export interface Compression {
  /** out ← the matrix times the other factor, from the right or, transposed, from the left. */
  times(side: "left" | "right", other: Factor, out: Factor): Steps<void>;
}

/** Which nonnegative factor to solve for, how far, and its penalty. */
export interface NonnegativeSolveRequest {
  readonly side: "left" | "right";
  readonly observed: PreparedObservations;
  /** Used in place of the observations, Σ r² included. */
  readonly compressed?: Compression | undefined;
  readonly own: Factor;
  readonly other: Factor;
  /** Columns in use. */
  readonly count: number;
  /** Rounds over the coordinates; 0 for the minimiser itself. */
  readonly sweeps: number;
  readonly ridge: number;
  /** Float64 per own row, by which the ridge is multiplied; null for ones. */
  readonly counts: Float64Array | null;
  readonly l1: number;
}

/** What a solve over a nonnegative factor left: rows that stayed since theirs was not finite, and Σ r² at the new factor. */
export interface NonnegativeSolveOutcome {
  readonly failed: number;
  readonly sumOfSquares: number;
}
