import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { keptMotions } from "../regularizers/regularizer.ts";

/** Coordinates of the directions at a point in which the Hessian's condition is about that of 𝒜, not of X. */
export interface FactorMetric {
  /** The coordinates M^½ ξ of a direction. */
  toCoordinates(direction: Point): Float64Array;
  /** M^−½ x: the direction of coordinates, and the coordinates of a gradient. */
  fromCoordinates(coordinates: Point): Float64Array;
  /** A point at which the orbit's tangent space is that at the given one, in coordinates. */
  readonly point: Float64Array;
  /** The length in coordinates over which the Hessian changes by its own size: about the least singular value of X. */
  readonly reach: number;
  /** By how much rounding may grow on the way to coordinates and back. */
  readonly condition: number;
}

/** Eigenvalues of a Gram matrix below this share of the largest count as so much. */
const LEAST_SHARE = 1e-14;

/**
 * The metric of scaled gradient descent, ‖dU S_V‖² + ‖dV S_U‖² with S_V² = VᵀV + ε I and S_U² = UᵀU + ε I, and n‖db‖² + m‖dc‖² + mn dμ² as for
 * columns of ones; with both S² the mean of VᵀV and UᵀU where only the orthogonal motions are left, so that the orbit (U A, V A), A skew, in
 * coordinates (U A S, V A S) = (U S⁻¹ B, V S⁻¹ B), B = S A S skew, is the orbit of another point; likewise (U S_U⁻¹ B, −V S_V⁻¹ Bᵀ) for
 * all motions. ε is the ridge over `magnification`, that of 𝒜*𝒜. Undefined on a manifold, and where a square overflows or vanishes.
 *
 * @see Tong, Ma & Chi 2021, arXiv:2005.08898; Cui & Xu 2026, arXiv:2605.05446
 */
export function factorMetric(problem: Problem, at: Point, magnification: number): FactorMetric | undefined {
  const { parametrization, regularizer } = problem;
  if (!parametrization.factored) return undefined;
  const { rank, rows, columns } = parametrization;
  const here = parametrization.parts(at);
  const [u, v] = [
    matrix(rows, rank, Float64Array.from(here.left)),
    matrix(columns, rank, Float64Array.from(here.right)),
  ];
  const grams = [u, v].map((factor) => multiplyTransposed(factor, factor));
  const { weights } = regularizer;
  const shift = (list: Float64Array | undefined) => (regularizer.ridge * mean(list)) / magnification;
  const bends = keptMotions(regularizer) === "all" ? grams : [average(grams), average(grams)];
  if (!bends.every(({ data }) => data.every(Number.isFinite))) return undefined;
  const own = roots(bends[0], shift(weights?.columns));
  const other = roots(bends[1], shift(weights?.rows));
  if (!(rank === 0 || own.least * other.least > 0)) return undefined;

  const offset = regularizer.biasRidge / magnification;
  const [byRow, byColumn] = [Math.sqrt(columns + offset), Math.sqrt(rows + offset)];
  const byMean = Math.sqrt(rows * columns);
  const scaled = (direction: Point, byLeft: Matrix, byRight: Matrix, power: number): Float64Array => {
    const out = Float64Array.from(direction);
    const { left, right, rowBias, columnBias, mean: shared } = parametrization.parts(out);
    left.set(multiply(matrix(rows, rank, Float64Array.from(left)), byLeft).data);
    // One factor that stands on both sides is scaled once.
    if (right !== left) right.set(multiply(matrix(columns, rank, Float64Array.from(right)), byRight).data);
    for (let i = 0; i < rowBias.length; i++) rowBias[i] *= byRow ** power;
    for (let j = 0; j < columnBias.length; j++) columnBias[j] *= byColumn ** power;
    for (let k = 0; k < shared.length; k++) shared[k] *= byMean ** power;
    return out;
  };
  const toCoordinates = (direction: Point) => scaled(direction, other.root, own.root, 1);
  return {
    toCoordinates,
    fromCoordinates: (coordinates) => scaled(coordinates, other.inverse, own.inverse, -1),
    point: scaled(at, own.inverse, other.inverse, 0),
    reach: rank > 0 ? own.least * other.least : norm(toCoordinates(at)),
    condition: rank > 0 ? Math.max(own.most / own.least, other.most / other.least) : 1,
  };
}

function mean(weights: Float64Array | undefined): number {
  return weights ? weights.reduce((sum, w) => sum + w, 0) / Math.max(1, weights.length) : 1;
}

function average([a, b]: readonly Matrix[]): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.data.map((x, k) => (x + b.data[k]) / 2),
  );
}

/** S and S⁻¹ with S² = gram + shift, and the least and the largest eigenvalue of S. */
function roots(gram: Matrix, shift: number): { root: Matrix; inverse: Matrix; least: number; most: number } {
  const { values, vectors } = symmetricEigen(gram);
  const largest = values.at(-1) ?? 0;
  const lengths = values.map((value) => Math.sqrt(Math.max(value, LEAST_SHARE * largest) + shift));
  const of = (power: number) => {
    const scaled = matrix(
      gram.rows,
      gram.rows,
      vectors.data.map((x, k) => x * lengths[k % gram.rows] ** power),
    );
    return multiply(scaled, transpose(vectors));
  };
  return { root: of(1), inverse: of(-1), least: lengths[0] ?? 0, most: lengths.at(-1) ?? 0 };
}
