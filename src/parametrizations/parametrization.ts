import type { LowRankMatrix } from "../linalg/matrix.ts";
import type { Gauge, Motions } from "./gauge.ts";

/** A point θ, or a direction: one flat vector. */
export type Point = Float64Array | Float32Array;

/** Which offsets are added to the low-rank part: μ to all, b_i to a row, c_j to a column. */
export interface Biases {
  readonly mean: boolean;
  readonly rows: boolean;
  readonly columns: boolean;
}

/** The parts of a point. Absent parts have length 0. */
export interface PointParts {
  readonly rank: number;
  /** U, m×r row-major. */
  readonly left: Point;
  /** V, n×r row-major. */
  readonly right: Point;
  readonly rowBias: Point;
  readonly columnBias: Point;
  readonly mean: Point;
}

/** Where the exact solve over one factor finds its columns; see `FactorKernels.rowSolve`. */
export interface FactorColumns {
  readonly first: number;
  readonly count: number;
  readonly fixed: number;
  /** Per free column: does the factor's ridge apply, or the biases' ridge. */
  readonly isBias: readonly boolean[];
}

/** The columns that an exact solve moves, and the way back into the point. */
export interface SolvableColumns extends FactorColumns {
  /** Takes the solved columns of a factor, rows of `stride` numbers, into the point. */
  readBack(own: Point, stride: number, point: Point): void;
}

/** All matrices, the symmetric positive semidefinite ones, and the sums of such u vᵀ and u uᵀ that u, v ≥ 0. */
export type Hull = "matrices" | "semidefinite" | "nonnegative" | "completelyPositive";

/** Are the matrices of a hull symmetric. */
export function isSymmetric(hull: Hull): boolean {
  return hull === "semidefinite" || hull === "completelyPositive";
}

/**
 * A smooth map φ: θ ↦ X = L(θ) R(θ)ᵀ given by two tall factors of `width` columns, with what its first and second
 * derivatives need of a matrix G: its products with two more pairs of tall factors, the frames and the turn.
 */
export interface Parametrization {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly biases: Biases;
  /** Are the factors `parts(point).left` and `.right` views that may move freely. */
  readonly factored: boolean;
  /** Are the factors U, V ≥ 0: a point then is one of nonnegative numbers, and `retract` stays among them. */
  readonly nonnegative: boolean;
  /** Is every matrix of at most this rank (or, on a manifold, of this rank) some φ(θ). */
  readonly surjective: boolean;
  /** The convex set that the matrices φ(θ) of all ranks are: what a lower bound on the objective must hold for. */
  readonly hull: Hull;
  /** Length of a point. */
  readonly dimension: number;
  /** Dimension of the set of its low-rank parts X: that of a point without the biases, less that of the symmetry group. */
  readonly degreesOfFreedom: number;
  /** Columns of the factors L and R: the rank and what the biases need. */
  readonly width: number;
  /** The parts of a point (or of a direction): views wherever the point holds them as they are. */
  parts(point: Point): PointParts;
  /** Writes a point whose low-rank part is `left rightᵀ`, both of `rank` columns; the biases stay. */
  setFactors(factors: LowRankMatrix, point: Point): void;
  /** Writes L(θ) and R(θ), rows of `stride` numbers. */
  writeFactors(point: Point, left: Point, right: Point, stride: number): void;
  /** Writes A and B with dφ(θ)ξ = A Bᵀ, 2·`width` columns, rows of `stride` numbers. */
  writeTangent(point: Point, direction: Point, left: Point, right: Point, stride: number): void;
  /** Writes the frames P and Q: dφ(θ)* of a matrix G is `pullBack` of G Q and Gᵀ P. */
  writeFrames(point: Point, left: Point, right: Point, stride: number): void;
  /** Adds dφ(θ)*(G) to the gradient, from G Q and Gᵀ P, rows of `stride` numbers. */
  pullBack(point: Point, left: Point, right: Point, stride: number, gradient: Point): void;
  /** Writes the turn P′ and Q′: what G adds to the Hessian along ξ is `pullBackTurn` of G Q′ and Gᵀ P′. */
  writeTurn(point: Point, direction: Point, left: Point, right: Point, stride: number): void;
  /** Adds the part of the second derivative that G has, from G Q′ and Gᵀ P′. */
  pullBackTurn(point: Point, left: Point, right: Point, stride: number, product: Point): void;
  /** Takes a vector, in place, to the tangent space at a point. */
  project(point: Point, direction: Point): void;
  /** The point reached from θ along t·ξ, to second order in t: θ + t·ξ where points form a vector space. */
  retract(point: Point, direction: Point, length: number): Point;
  /** A tangent vector at one point carried to another. */
  transport(from: Point, to: Point, direction: Point): Point;
  /** The orbit through a point, the biases held, of the motions that leave X as it is. */
  gauge(point: Point, motions: Motions): Gauge;
  /**
   * Further directions at a point that leave X as it is, by offsets that nothing penalises: one offset moved against another
   * and, among all motions of the factors, a factor moved against an offset. They span, with the orbit, all there are at a point
   * of full rank; none is 0.
   */
  shifts(point: Point, motions: Motions): Float64Array[];
  /** The columns that the exact solve over one side may move, and the way back into the point; absent where there is none. */
  readonly solve?: Readonly<Record<"left" | "right", SolvableColumns>>;
  /** The same map at another rank. */
  withRank(rank: number): Parametrization;
}
