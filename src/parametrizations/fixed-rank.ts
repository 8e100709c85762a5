import { beside, difference, type LowRankMatrix, type Matrix, matrix, sum, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import { lowRankSvd, svd } from "../linalg/svd.ts";
import { noGauge } from "./gauge.ts";
import type { Parametrization, Point } from "./parametrization.ts";

/** Size and rank of X. */
export interface FixedRankOptions {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
}

/** Sums of products below this are numbers. */
const OVERFLOW = 1e306;

/** A point U S Vᵀ, or a tangent vector U M Vᵀ + U_p Vᵀ + U V_pᵀ: [left m×r | core r×r | right n×r]. */
interface Triple {
  readonly left: Matrix;
  readonly core: Matrix;
  readonly right: Matrix;
}

/**
 * X = U S Vᵀ on the manifold of matrices of rank r: U and V have orthonormal columns, S is r×r; a point is [U | S | V].
 * A tangent vector U M Vᵀ + U_p Vᵀ + U V_pᵀ with UᵀU_p = 0 and VᵀV_p = 0 is [U_p | M | V_p], and its Frobenius norm is
 * that of the flat vector. The retraction is the metric projection (an SVD of rank 2r), the transport the orthogonal
 * projection on the tangent space; what is known of the gradient and the Hessian is therefore Riemannian.
 *
 * @throws RangeError where the rank is negative or above min(m, n).
 * @see Vandereycken 2013, doi:10.1137/110845768
 */
export function fixedRank(options: FixedRankOptions): Parametrization {
  const { rows, columns, rank: r } = options;
  if (!(Number.isInteger(r) && r >= 0 && r <= Math.min(rows, columns))) {
    throw new RangeError(
      `rank: expected a whole number from 0 to ${Math.min(rows, columns)}, the smaller side; got ${r}`,
    );
  }
  const ends = [rows * r, rows * r + r * r, rows * r + r * r + columns * r];

  const triple = (point: Point): Triple => ({
    left: matrix(rows, r, Float64Array.from(point.subarray(0, ends[0]))),
    core: matrix(r, r, Float64Array.from(point.subarray(ends[0], ends[1]))),
    right: matrix(columns, r, Float64Array.from(point.subarray(ends[1], ends[2]))),
  });
  const flat = ({ left, core, right }: Triple, like: Point): Point => {
    const out = like instanceof Float32Array ? new Float32Array(ends[2]) : new Float64Array(ends[2]);
    out.set(left.data);
    out.set(core.data, ends[0]);
    out.set(right.data, ends[1]);
    return out;
  };
  const fromFactors = (factors: LowRankMatrix, like: Point): Point => {
    // Where a step overflows there is no point, which a solver learns from its value.
    if (!(norm(factors.left.data) * norm(factors.right.data) < OVERFLOW)) return like.map(() => Number.NaN);
    const { u, singularValues, v } = lowRankSvd(factors);
    return flat({ left: first(u, r), core: diagonal(singularValues, r), right: first(v, r) }, like);
  };
  /** The tangent vector at a point nearest to A Bᵀ, from A (BᵀV) and B (AᵀU). */
  const tangent = ({ left: u, right: v }: Triple, times: Matrix, transposeTimes: Matrix): Triple => {
    const core = multiplyTransposed(u, times);
    return { left: outside(times, u), core, right: outside(transposeTimes, v) };
  };
  const write = (left: Matrix, right: Matrix, toLeft: Point, toRight: Point, stride: number) => {
    place(left, toLeft, stride);
    place(right, toRight, stride);
  };
  /** dX = [U M + U_p | U] [V | V_p]ᵀ. */
  const pair = (at: Triple, along: Triple): LowRankMatrix => ({
    left: beside(sum(multiply(at.left, along.core), along.left), at.left),
    right: beside(at.right, along.right),
  });

  return {
    name: "fixedRank",
    rows,
    columns,
    rank: r,
    biases: { mean: false, rows: false, columns: false },
    factored: false,
    nonnegative: false,
    surjective: true,
    hull: "matrices",
    dimension: ends[2],
    degreesOfFreedom: r * (rows + columns - r),
    width: r,
    parts(point) {
      const { left, core, right } = triple(point);
      const none = point.subarray(0, 0);
      return {
        rank: r,
        left: multiply(left, core).data,
        right: right.data,
        rowBias: none,
        columnBias: none,
        mean: none,
      };
    },
    setFactors(factors, point) {
      point.set(fromFactors(factors, point));
    },
    writeFactors(point, left, right, stride) {
      const at = triple(point);
      write(multiply(at.left, at.core), at.right, left, right, stride);
    },
    writeTangent(point, direction, left, right, stride) {
      const both = pair(triple(point), triple(direction));
      write(both.left, both.right, left, right, stride);
    },
    writeFrames(point, left, right, stride) {
      const at = triple(point);
      write(at.left, at.right, left, right, stride);
    },
    pullBack(point, left, right, stride, gradient) {
      const found = tangent(triple(point), taken(left, rows, r, stride), taken(right, columns, r, stride));
      add(flat(found, gradient), gradient);
    },
    writeTurn(point, direction, left, right, stride) {
      const [at, along] = [triple(point), triple(direction)];
      const inverted = inverse(at.core);
      write(multiply(along.left, inverted), multiply(along.right, transpose(inverted)), left, right, stride);
    },
    pullBackTurn(point, left, right, stride, product) {
      const at = triple(point);
      const found = {
        left: outside(taken(left, rows, r, stride), at.left),
        core: matrix(r, r),
        right: outside(taken(right, columns, r, stride), at.right),
      };
      add(flat(found, product), product);
    },
    project(point, direction) {
      const [at, along] = [triple(point), triple(direction)];
      const found = { ...along, left: outside(along.left, at.left), right: outside(along.right, at.right) };
      direction.set(flat(found, direction));
    },
    retract(point, direction, length) {
      const at = triple(point);
      const scaled = triple(direction.map((x) => length * x));
      const moved = { ...scaled, core: sum(at.core, scaled.core) };
      return fromFactors(pair(at, moved), point);
    },
    transport(from, to, direction) {
      const { left, right } = pair(triple(from), triple(direction));
      const at = triple(to);
      const times = multiply(left, multiplyTransposed(right, at.right));
      const transposeTimes = multiply(right, multiplyTransposed(left, at.left));
      return flat(tangent(at, times, transposeTimes), direction);
    },
    // A tangent vector of the manifold moves X, or is 0.
    gauge: (point) => noGauge(point),
    shifts: () => [],
    withRank: (other) => fixedRank({ rows, columns, rank: other }),
  };
}

/** S⁻¹; not finite where S is singular. */
function inverse(s: Matrix): Matrix {
  if (!s.data.every(Number.isFinite))
    return matrix(
      s.rows,
      s.columns,
      s.data.map(() => Number.NaN),
    );
  const { u, singularValues, v } = svd(s);
  const scaled = matrix(
    s.rows,
    s.columns,
    v.data.map((x, k) => x / singularValues[k % s.columns]),
  );
  return multiply(scaled, transpose(u));
}

/** A − Q QᵀA, twice, so that what is left is orthogonal to Q to rounding. */
function outside(a: Matrix, q: Matrix): Matrix {
  const once = difference(a, multiply(q, multiplyTransposed(q, a)));
  return difference(once, multiply(q, multiplyTransposed(q, once)));
}

function add(from: Point, to: Point): void {
  for (let k = 0; k < to.length; k++) to[k] += from[k];
}

/** The first `count` columns. */
function first(a: Matrix, count: number): Matrix {
  return taken(a.data, a.rows, count, a.columns);
}

/** The first columns of rows of `stride` numbers. */
function taken(from: Point, rows: number, count: number, stride: number): Matrix {
  const out = matrix(rows, count);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < count; c++) out.data[i * count + c] = from[i * stride + c];
  }
  return out;
}

/** Writes a matrix into rows of `stride` numbers, zeros after it. */
function place({ rows, columns, data }: Matrix, to: Point, stride: number): void {
  to.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < columns; c++) to[i * stride + c] = data[i * columns + c];
  }
}

function diagonal(values: Float64Array, size: number): Matrix {
  const out = matrix(size, size);
  for (let c = 0; c < Math.min(size, values.length); c++) out.data[c * size + c] = values[c];
  return out;
}
