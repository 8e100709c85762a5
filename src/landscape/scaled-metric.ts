import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";

/** Coordinates in which the metric of scaled gradient descent at a point is Euclid's. */
export interface ScaledMetric {
  /** The coordinates (dU (VᵀV)^½, dV (UᵀU)^½) of a direction. */
  toMetric(direction: Point): Float64Array;
  /** The direction of coordinates; it maps a gradient to its coordinates as well, being symmetric. */
  fromMetric(coordinates: Point): Float64Array;
  /**
   * The point (U (UᵀU)^−½, V (VᵀV)^−½): K there, on coordinates, is the metric's own
   * K′ξ = (UᵀU)^−½ Uᵀ dU (VᵀV)^½ − (UᵀU)^½ dVᵀ V (VᵀV)^−½, whose kernel is normal to the orbit in the metric.
   */
  readonly orthonormal: Float64Array;
}

/** Eigenvalues of a Gram matrix below this share of the largest count as zero, and so does their inverse root. */
const RANK_TOLERANCE = 1e-14;

/**
 * The metric ‖dU (VᵀV)^½‖² + ‖dV (UᵀU)^½‖² of scaled gradient descent, biases as they are. In its coordinates the
 * Hessian of ½‖U Vᵀ − X‖² at a solution, with the benign regulariser of strength 1 at `orthonormal`, has its eigenvalues in
 * [1, 2] whatever the condition of X.
 *
 * @throws RangeError where the parametrization has no factors.
 * @see Tong, Ma & Chi 2021, arXiv:2005.08898; Cui & Xu 2026, arXiv:2605.05446
 */
export function scaledMetric(parametrization: Parametrization, point: Point): ScaledMetric {
  if (!parametrization.factored) {
    throw new RangeError(`parametrization: expected one with factors; got ${parametrization.name}`);
  }
  const { rank, rows, columns } = parametrization;
  const { left, right } = parametrization.parts(point);
  const [u, v] = [matrix(rows, rank, Float64Array.from(left)), matrix(columns, rank, Float64Array.from(right))];
  const [own, other] = [u, v].map((factor) => roots(multiplyTransposed(factor, factor)));
  const scaled = (direction: Point, byLeft: Matrix, byRight: Matrix): Float64Array => {
    const out = Float64Array.from(direction);
    const parts = parametrization.parts(out);
    const times = (part: Point, length: number, by: Matrix) =>
      part.set(multiply(matrix(length, rank, Float64Array.from(part)), by).data);
    times(parts.left, rows, byLeft);
    if (parts.right !== parts.left) times(parts.right, columns, byRight);
    return out;
  };
  return {
    toMetric: (direction) => scaled(direction, other.root, own.root),
    fromMetric: (coordinates) => scaled(coordinates, other.inverse, own.inverse),
    orthonormal: scaled(point, own.inverse, other.inverse),
  };
}

/** G^½ and G^−½ of a positive semidefinite matrix, the latter on its range. */
function roots(gram: Matrix): { root: Matrix; inverse: Matrix } {
  const { values, vectors } = symmetricEigen(gram);
  const least = RANK_TOLERANCE * (values.at(-1) ?? 0);
  const of = (map: (value: number) => number) => {
    const scaled = matrix(
      gram.rows,
      gram.rows,
      vectors.data.map((x, k) => x * map(values[k % gram.rows])),
    );
    return multiply(scaled, transpose(vectors));
  };
  return {
    root: of((value) => Math.sqrt(Math.max(0, value))),
    inverse: of((value) => (value > least ? 1 / Math.sqrt(value) : 0)),
  };
}
