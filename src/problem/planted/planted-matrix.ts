import { type LowRankMatrix, type Matrix, matrix } from "../../linalg/matrix.ts";
import { qr } from "../../linalg/qr.ts";
import { type Random, random } from "../../linalg/random.ts";

/** What to plant. */
export interface PlantedMatrixOptions {
  readonly shape: readonly [number, number];
  readonly rank: number;
  /** σ₁/σ_r, the singular values between them in geometric progression; 1 where absent. */
  readonly condition?: number;
  /** Symmetric positive semidefinite, both factors the same; the shape is then square. */
  readonly symmetric?: boolean;
  readonly seed?: number;
}

/**
 * A matrix of random directions, its entries of root mean square 1: to be measured by any operator.
 *
 * @throws RangeError where the rank does not fit the shape, a symmetric matrix is not square, or the condition is below 1.
 */
export function plantedMatrix(options: PlantedMatrixOptions): LowRankMatrix {
  const { shape, rank, condition = 1, symmetric = false, seed = 0 } = options;
  const [m, n] = shape;
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= Math.min(m, n))) {
    throw new RangeError(`rank: expected a whole number from 1 to ${Math.min(m, n)}; got ${rank}`);
  }
  if (!(condition >= 1 && condition < Infinity)) throw new RangeError(`condition: expected ≥ 1; got ${condition}`);
  if (symmetric && m !== n) throw new RangeError(`shape: expected a square for a symmetric matrix; got ${m}×${n}`);
  const stream = random(seed).fork("planted");
  const sigma = Float64Array.from({ length: rank }, (_, c) => condition ** (rank > 1 ? -c / (rank - 1) : 0));
  const unit = Math.sqrt((m * n) / sigma.reduce((sum, s) => sum + s * s, 0));
  const left = directions(m, rank, stream.fork("left"));
  const power = symmetric ? 0.5 : 1;
  for (let k = 0; k < left.data.length; k++) left.data[k] *= (unit * sigma[k % rank]) ** power;
  return { left, right: symmetric ? left : directions(n, rank, stream.fork("right")) };
}

/** Random orthonormal columns. */
function directions(rows: number, rank: number, draw: Random): Matrix {
  return qr(
    matrix(
      rows,
      rank,
      Float64Array.from({ length: rows * rank }, () => draw.gaussian()),
    ),
  ).q;
}
