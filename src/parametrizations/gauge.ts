import { exponential } from "../linalg/exponential.ts";
import { type Matrix, matrix, sum, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { svd } from "../linalg/svd.ts";
import { type SymmetricEigen, symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "./parametrization.ts";

/** Motions of the factors that leave L Rᵀ as it is: all of them, or those that leave ‖L‖ and ‖R‖ as well (what a ridge keeps). */
export type Motions = "all" | "orthogonal";

/**
 * The tangent space at a point of its orbit under the motions that leave X as it is, as the range of a linear map K* from
 * r×r matrices to directions: (U A, −V Aᵀ), A any matrix for all motions and skew for the orthogonal ones; for X = U Uᵀ
 * it is U A, A skew. The kernel of K is the space normal to the orbit.
 *
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export interface Gauge {
  /** The dimension of the orbit at a point of full rank. */
  readonly dimension: number;
  /** The smallest eigenvalue of K K* where a point of full rank has none that is 0; Infinity without motions. */
  readonly least: number;
  /** K ξ, r×r row-major: 0 exactly where ξ is normal to the orbit. */
  apply(direction: Point): Float64Array;
  /** K* A, a direction. */
  adjoint(a: Float64Array): Float64Array;
  /** The least A with K K* A = K ξ, given K ξ: the part of ξ along the orbit is then K* A. */
  solve(b: Float64Array): Float64Array;
  /** The point of the orbit that the motion e^A leads to: (U e^A, V e^{−Aᵀ}), of which K* A is the velocity. */
  moved(a: Float64Array): Float64Array;
  /** The point of the orbit nearest to another point under orthogonal motions, by an SVD (Procrustes). */
  turned(towards: Point): Float64Array;
}

/** No motion but the identity. */
export function noGauge(point: Point): Gauge {
  const none = new Float64Array(0);
  const here = () => Float64Array.from(point);
  return {
    dimension: 0,
    least: Number.POSITIVE_INFINITY,
    apply: () => none,
    adjoint: () => new Float64Array(point.length),
    solve: () => none,
    moved: here,
    turned: here,
  };
}

/** Eigenvalues of the Gram matrices below this share of the largest are zero: a motion there moves nothing. */
const RANK_TOLERANCE = 1e-14;

/** How the two factors of a point and of a direction are read and written, as n×r blocks. */
export interface GaugeParts {
  readonly rank: number;
  readonly point: Point;
  /** U and V of a point or of a direction; one factor for X = U Uᵀ. */
  parts(direction: Point): readonly Matrix[];
  /** A direction from its parts. */
  direction(parts: readonly Matrix[]): Float64Array;
}

/** The gauge of U Vᵀ under (U P, V P⁻ᵀ), P invertible. */
export function invertibleGauge(described: GaugeParts): Gauge {
  const { rank, point, parts, direction } = described;
  const [u, v] = parts(point);
  const [left, right] = [u, v].map((factor) => symmetricEigen(multiplyTransposed(factor, factor)));
  return {
    dimension: rank * rank,
    least: rank > 0 ? left.values[0] + right.values[0] : Number.POSITIVE_INFINITY,
    apply(along) {
      const [du, dv] = parts(along);
      const [a, b] = [multiplyTransposed(u, du).data, multiplyTransposed(dv, v).data];
      return a.map((x, k) => x - b[k]);
    },
    adjoint(a) {
      const square = matrix(rank, rank, a);
      return direction([multiply(u, square), negative(multiply(v, transpose(square)))]);
    },
    // UᵀU A + A VᵀV = B.
    solve: (b) => sylvester(left, right, matrix(rank, rank, b)),
    moved(a) {
      const square = matrix(rank, rank, a);
      return withFactors(described, [
        multiply(u, exponential(square)),
        multiply(v, transpose(exponential(negative(square)))),
      ]);
    },
    turned: (towards) => turned(described, towards),
  };
}

/** The gauge of U Vᵀ under (U Q, V Q), or of U Uᵀ under U Q, Q orthogonal. */
export function orthogonalGauge(described: GaugeParts): Gauge {
  const { rank, point, parts, direction } = described;
  const factors = parts(point);
  const gram = factors.map((factor) => multiplyTransposed(factor, factor)).reduce(sum, matrix(rank, rank));
  const eigen = symmetricEigen(gram);
  return {
    dimension: Math.max(0, (rank * (rank - 1)) / 2),
    least: rank > 1 ? (eigen.values[0] + eigen.values[1]) / 2 : Number.POSITIVE_INFINITY,
    apply(along) {
      const moved = parts(along).map((part, k) => multiplyTransposed(factors[k], part));
      return skew(moved.reduce(sum, matrix(rank, rank))).data;
    },
    adjoint(a) {
      const turn = skew(matrix(rank, rank, a));
      return direction(factors.map((factor) => multiply(factor, turn)));
    },
    // (S A + A S)/2 = B, S the sum of the Gram matrices.
    solve: (b) => sylvester(eigen, eigen, matrix(rank, rank, b)).map((x) => 2 * x),
    moved(a) {
      const turn = exponential(skew(matrix(rank, rank, a)));
      return withFactors(
        described,
        factors.map((factor) => multiply(factor, turn)),
      );
    },
    turned: (towards) => turned(described, towards),
  };
}

/** The factors times the orthogonal Q that brings them nearest to those of another point: Q = A Bᵀ from Uᵀ U′ + Vᵀ V′ = A S Bᵀ. */
function turned(described: GaugeParts, towards: Point): Float64Array {
  const { rank, point, parts } = described;
  const factors = parts(point);
  const overlap = parts(towards)
    .map((factor, k) => multiplyTransposed(factors[k], factor))
    .reduce(sum, matrix(rank, rank));
  if (!overlap.data.every(Number.isFinite)) return Float64Array.from(point);
  const { u, v } = svd(overlap);
  const turn = multiply(u, transpose(v));
  return withFactors(
    described,
    factors.map((factor) => multiply(factor, turn)),
  );
}

/** The point with other factors, its biases as they were. */
function withFactors({ point, parts, direction }: GaugeParts, factors: readonly Matrix[]): Float64Array {
  const next = direction(factors);
  const old = direction(parts(point));
  // The biases alone differ; nothing is lost to rounding where the factors do not stand.
  for (let k = 0; k < next.length; k++) next[k] += point[k] - old[k];
  return next;
}

/** The least A with S A + A T = B, from the eigenvalues and eigenvectors of S and T, both positive semidefinite. */
function sylvester(s: SymmetricEigen, t: SymmetricEigen, b: Matrix): Float64Array {
  const size = b.rows;
  const turned = multiply(multiplyTransposed(s.vectors, b), t.vectors);
  const least = RANK_TOLERANCE * ((s.values.at(-1) ?? 0) + (t.values.at(-1) ?? 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const weight = s.values[i] + t.values[j];
      turned.data[i * size + j] = weight > least ? turned.data[i * size + j] / weight : 0;
    }
  }
  return multiply(multiply(s.vectors, turned), transpose(t.vectors)).data;
}

function skew(a: Matrix): Matrix {
  const out = matrix(a.rows, a.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      out.data[i * a.columns + j] = 0.5 * (a.data[i * a.columns + j] - a.data[j * a.columns + i]);
    }
  }
  return out;
}

function negative(a: Matrix): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.data.map((x) => -x),
  );
}
