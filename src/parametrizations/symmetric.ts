import { beside, type LowRankMatrix, type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply } from "../linalg/multiply.ts";
import { qr } from "../linalg/qr.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import { affine } from "./affine.ts";
import { orthogonalGauge } from "./gauge.ts";
import type { Parametrization, Point } from "./parametrization.ts";

/** Size and rank of X. */
export interface SymmetricOptions {
  readonly rows: number;
  /** The same as `rows`. */
  readonly columns?: number;
  readonly rank: number;
}

/**
 * X = U Uᵀ, symmetric positive semidefinite, a point being U, n×r row-major. The symmetry group is that of the orthogonal
 * r×r matrices.
 *
 * The penalty λ/2 (‖U‖² + ‖U‖²) is λ tr X, the nuclear norm. `parts(point).left` and `.right` are the same view.
 *
 * @throws RangeError where X is not square, or the rank is negative or above n.
 * @see Burer & Monteiro 2003, doi:10.1007/s10107-002-0352-8
 */
export function symmetric(options: SymmetricOptions): Parametrization {
  const { rows, rank } = options;
  if (!(Number.isInteger(rank) && rank >= 0 && rank <= rows)) {
    throw new RangeError(`rank: expected a whole number from 0 to ${rows}, the size; got ${rank}`);
  }
  return symmetricOfAnyRank(options);
}

/** The same map with as many columns as one likes: beyond n they reach no further matrix, unless their signs are restricted. */
export function symmetricOfAnyRank({ rows, columns = rows, rank }: SymmetricOptions): Parametrization {
  if (columns !== rows) throw new RangeError(`columns: expected ${rows}, as many as rows; got ${columns}`);
  if (!(Number.isInteger(rank) && rank >= 0)) throw new RangeError(`rank: expected a whole number ≥ 0; got ${rank}`);
  const ways = Math.min(rank, rows);
  const none = (point: Point) => point.subarray(0, 0);
  return affine({
    name: "symmetric",
    rows,
    columns,
    rank,
    biases: { mean: false, rows: false, columns: false },
    nonnegative: false,
    surjective: false,
    hull: "semidefinite",
    dimension: rows * rank,
    degreesOfFreedom: rows * ways - (ways * (ways - 1)) / 2,
    width: rank,
    parts: (point) => ({
      rank,
      left: point,
      right: point,
      rowBias: none(point),
      columnBias: none(point),
      mean: none(point),
    }),
    setFactors(factors, point) {
      point.set(nearestFactor(factors).data);
    },
    gauge(point) {
      const read = (from: Point) => [matrix(rows, rank, Float64Array.from(from))];
      return orthogonalGauge({ rank, point, parts: read, direction: ([only]) => only.data });
    },
    shifts: () => [],
    write(point, left, right, stride) {
      for (let i = 0; i < rows; i++) {
        for (let c = 0; c < rank; c++) {
          left[i * stride + c] = point[i * rank + c];
          right[i * stride + c] = point[i * rank + c];
        }
      }
    },
    add(left, right, stride, gradient) {
      for (let i = 0; i < rows; i++) {
        for (let c = 0; c < rank; c++) gradient[i * rank + c] += left[i * stride + c] + right[i * stride + c];
      }
    },
    withRank: (other) => symmetric({ rows, rank: other }),
  });
}

/** U, n×r, with U Uᵀ the nearest positive semidefinite matrix of rank r to the symmetric part of L Rᵀ. */
function nearestFactor({ left, right }: LowRankMatrix): Matrix {
  const r = left.columns;
  if (left.data.every((x, k) => x === right.data[k])) return left;
  // L Rᵀ + R Lᵀ = [L R][R L]ᵀ, and [L R] = Q T.
  const { q, r: t } = qr(beside(left, right));
  const k = t.rows;
  const product = multiply(t, transpose(swapped(t, r)));
  const core = matrix(k, k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) core.data[i * k + j] = 0.25 * (product.data[i * k + j] + product.data[j * k + i]);
  }
  const { values, vectors } = symmetricEigen(core);
  const largest = Array.from(values.keys())
    .sort((i, j) => values[j] - values[i])
    .slice(0, r);
  const roots = matrix(k, r);
  for (const [c, from] of largest.entries()) {
    for (let i = 0; i < k; i++) {
      roots.data[i * r + c] = vectors.data[i * k + from] * Math.sqrt(Math.max(0, values[from]));
    }
  }
  return multiply(q, roots);
}

/** The halves of the columns exchanged. */
function swapped(a: Matrix, half: number): Matrix {
  const out = matrix(a.rows, a.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let c = 0; c < a.columns; c++) {
      out.data[i * a.columns + c] = a.data[i * a.columns + ((c + half) % a.columns)];
    }
  }
  return out;
}
