import { dot } from "../../linalg/dot.ts";
import { type Matrix, matrix } from "../../linalg/matrix.ts";

/** How far the measurements are from an isometry, and in which direction. */
export interface NearIsometryOptions {
  /** δ in (0, 1): (1 − δ)‖X‖² ≤ ‖𝒜(X)‖² ≤ (1 + δ)‖X‖² for all X, and no smaller δ will do. */
  readonly isometryConstant: number;
  /** θ in (0, π/2), with p = δ cos θ and s = δ sin θ; π/4 where absent. The widest trap is at arctan √2. */
  readonly angle?: number;
}

/** Unit vectors x and y, and u and v orthogonal to them: the truth is x yᵀ, and the trap lies along u vᵀ. */
export interface Directions {
  readonly truth: readonly [Float64Array, Float64Array];
  readonly trap: readonly [Float64Array, Float64Array];
}

/** A self-adjoint map on matrices near the identity. */
export interface NearIsometry {
  /** p. */
  readonly pull: number;
  /** A X, a fresh matrix, with A² = H. */
  apply(x: Matrix): Matrix;
}

/**
 * The positive root A of H = I + D, D = p (W₁W₂* + W₂W₁*) − s (W₁W₃* + W₃W₁*) for the orthonormal
 * matrices W₁ = x yᵀ, W₂ = u vᵀ and W₃ = (x vᵀ + u yᵀ)/√2. The eigenvalues of D are ±δ and 0, so that A = I + (α − β)/(2δ) D + (α + β − 2)/(2δ²) D² with α, β = √(1 ± δ).
 *
 * @throws RangeError where δ is not in (0, 1) or θ not in (0, π/2).
 */
export function nearIsometry(
  { isometryConstant: delta, angle = Math.PI / 4 }: NearIsometryOptions,
  { truth: [x, y], trap: [u, v] }: Directions,
): NearIsometry {
  if (!(delta > 0 && delta < 1)) {
    throw new RangeError(`isometryConstant: expected a number in (0, 1); got ${delta}`);
  }
  if (!(angle > 0 && angle < Math.PI / 2)) throw new RangeError(`angle: expected a number in (0, π/2); got ${angle}`);
  const [p, s] = [delta * Math.cos(angle), delta * Math.sin(angle)];
  const [alpha, beta] = [Math.sqrt(1 + delta), Math.sqrt(1 - delta)];
  const first = (alpha - beta) / (2 * delta);
  const second = (alpha + beta - 2) / (2 * delta * delta);
  const core = [
    [second * delta * delta, first * p, -first * s],
    [first * p, second * p * p, -second * p * s],
    [-first * s, -second * p * s, second * s * s],
  ];
  const [one, other] = [outer(x, v), outer(u, y)];
  const mixed = matrix(
    one.rows,
    one.columns,
    one.data.map((entry, k) => (entry + other.data[k]) * Math.SQRT1_2),
  );
  const frame = [outer(x, y), outer(u, v), mixed];
  return {
    pull: p,
    apply({ rows, columns, data }) {
      const seen = frame.map((w) => dot(w.data, 0, data, 0, data.length));
      const weights = core.map((row) => row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2]);
      return matrix(
        rows,
        columns,
        data.map((x, k) => x + frame.reduce((sum, w, i) => sum + weights[i] * w.data[k], 0)),
      );
    },
  };
}

/** a bᵀ. */
function outer(a: Float64Array, b: Float64Array): Matrix {
  const data = Float64Array.from(
    { length: a.length * b.length },
    (_, k) => a[Math.floor(k / b.length)] * b[k % b.length],
  );
  return matrix(a.length, b.length, data);
}
