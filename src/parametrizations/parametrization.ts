/** A point θ, or a direction: one flat vector. */
export type Point = Float64Array | Float32Array;

/** Which offsets are added to the low-rank part: μ to all, b_i to a row, c_j to a column. */
export interface Biases {
  readonly mean: boolean;
  readonly rows: boolean;
  readonly columns: boolean;
}

/** The parts of a point, as views: nothing is copied. Absent parts have length 0. */
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

/**
 * A smooth map φ: θ ↦ X = L(θ) R(θ)ᵀ given by two tall factors of `width` columns, its derivative and its adjoint.
 */
export interface Parametrization {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly biases: Biases;
  /** Length of a point. */
  readonly dimension: number;
  /** Columns of the factors L and R: the rank and what the biases need. */
  readonly width: number;
  /** The parts of a point (or of a direction), without copying. */
  parts(point: Point): PointParts;
  /** Writes L(θ) and R(θ), rows of `stride` numbers. */
  writeFactors(point: Point, left: Point, right: Point, stride: number): void;
  /** Writes the derivatives of L and R in a direction, rows of `stride` numbers. */
  writeDirection(direction: Point, left: Point, right: Point, stride: number): void;
  /** Adds dφ*: from ∂f/∂L and ∂f/∂R (rows of `stride` numbers) to ∂f/∂θ. */
  pullBack(left: Point, right: Point, stride: number, gradient: Point): void;
  /** The columns that the exact solve over one side may move, and the way back into the point. */
  readonly solve: Readonly<Record<"left" | "right", SolvableColumns>>;
  /** The same map at another rank. */
  withRank(rank: number): Parametrization;
}
