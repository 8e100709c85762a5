import { finish, type Steps } from "../kernels/steps.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { identity, type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** Writes M⁻¹ of a vector of a point's length, symmetric and positive semidefinite. */
export type Preconditioner = (residual: Float64Array, out: Float64Array) => Steps<void>;

/** The least damping of a Gram matrix, as a share of its trace: a column that vanished must not make it singular. */
const DAMPING = 1e-10;

/** One factor with its biases: what moves, against which columns, and the inverse of their Gram matrix. */
interface Side {
  readonly length: number;
  readonly biased: boolean;
  /** The other factor, and a column of ones where this side has biases. */
  readonly against: Matrix;
  readonly inverse: Matrix;
}

/**
 * The inverse of Gauss–Newton's matrix where 𝒜*𝒜 is `scale` times the identity: each row of U by (s·VᵀV + λI)⁻¹, each
 * of V by (s·UᵀU + λI)⁻¹, biases with them as a column of ones, the mean by 1/(s·mn); what both factors can do is
 * halved and, where nothing is penalised, freed of motion along the symmetry, unless `halved` is false. `damping` is added to VᵀV and UᵀU. The products that conjugate gradients need then
 * depend on 𝒜 and not on the condition of X.
 *
 * @returns undefined on a manifold, whose tangent vectors have orthonormal coordinates already.
 * @see Mishra, Adithya Apuroop & Sepulchre 2012, arXiv 1211.1550 (the metric)
 */
export function factorPreconditioner(
  problem: Problem,
  point: Point,
  scale: number,
  { halved = true, damping: extra = 0 }: { halved?: boolean; damping?: number } = {},
): Preconditioner | undefined {
  const { parametrization, regularizer } = problem;
  if (!parametrization.factored) return undefined;
  const { rows, columns, rank } = parametrization;
  const at = parametrization.parts(point);
  // One factor that stands on both sides has the curvature and the penalty of both.
  const tied = at.left === at.right;
  const strength = tied ? 2 : 1;
  const side = (length: number, bias: Point, other: Matrix, weights: Float64Array | undefined): Side => {
    const biased = bias.length > 0;
    const against = biased ? withOnes(other) : other;
    const penalty = regularizer.ridge * mean(weights);
    const gram = multiplyTransposed(against, against);
    let trace = 0;
    for (let c = 0; c < gram.rows; c++) trace += gram.data[c * gram.columns + c];
    const damping = Math.max(extra, DAMPING * trace) || Number.MIN_VALUE;
    for (let k = 0; k < gram.data.length; k++) gram.data[k] *= strength * scale;
    for (let c = 0; c < gram.rows; c++) {
      gram.data[c * gram.columns + c] += strength * ((c < rank ? penalty : regularizer.biasRidge) + scale * damping);
    }
    return { length, biased, against, inverse: inverse(gram) };
  };
  const u = matrix(rows, rank, Float64Array.from(at.left));
  const v = matrix(columns, rank, Float64Array.from(at.right));
  const left = side(rows, at.rowBias, v, regularizer.weights?.rows);
  const right = side(columns, at.columnBias, u, regularizer.weights?.columns);

  // Without a penalty f does not change along the symmetry (U K, −V Kᵀ), whose curvature away from an optimum is noise.
  const free = regularizer.ridge === 0 && (regularizer.biasRidge === 0 || !(left.biased || right.biased));
  const [own, crossed] = free ? [0.75, 0.25] : [0.5, 0];

  /** Of M⁻¹g on one side, what lies in the span of the other side's basis: coefficients in both bases. */
  const shared = (moved: Matrix, other: Side): Matrix => {
    const coefficients = multiply(other.inverse, multiplyTransposed(other.against, moved));
    return { ...coefficients, data: coefficients.data.map((x) => strength * scale * x) };
  };
  return function* (residual, out) {
    const [from, into] = [parametrization.parts(residual), parametrization.parts(out)];
    const u = multiply(gathered(left, rank, from.left, from.rowBias), left.inverse);
    const v = multiply(gathered(right, rank, from.right, from.columnBias), right.inverse);
    if (halved) {
      const [a, b] = [shared(u, right), shared(v, left)];
      subtract(u, right.against, a, b, own, crossed);
      subtract(v, left.against, b, a, own, crossed);
    }
    scatter(u, rank, into.left, into.rowBias);
    if (!tied) scatter(v, rank, into.right, into.columnBias);
    for (let k = 0; k < from.mean.length; k++) into.mean[k] = from.mean[k] / (scale * rows * columns);
    yield;
  };
}

/** A −= B (own·C − crossed·Dᵀ). */
function subtract(a: Matrix, b: Matrix, c: Matrix, d: Matrix, own: number, crossed: number): void {
  const turned = transpose(d);
  const mixed = matrix(
    c.rows,
    c.columns,
    c.data.map((x, k) => own * x - crossed * turned.data[k]),
  );
  const product = multiply(b, mixed);
  for (let k = 0; k < a.data.length; k++) a.data[k] -= product.data[k];
}

function mean(weights: Float64Array | undefined): number {
  return weights ? weights.reduce((sum, w) => sum + w, 0) / Math.max(1, weights.length) : 1;
}

function withOnes(a: Matrix): Matrix {
  const out = matrix(a.rows, a.columns + 1);
  for (let i = 0; i < a.rows; i++) {
    out.data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * out.columns);
    out.data[(i + 1) * out.columns - 1] = 1;
  }
  return out;
}

/** The rows of a factor with their biases beside them. */
function gathered({ length, biased }: Side, rank: number, factor: Point, bias: Point): Matrix {
  const out = matrix(length, rank + (biased ? 1 : 0));
  for (let i = 0; i < length; i++) {
    for (let c = 0; c < rank; c++) out.data[i * out.columns + c] = factor[i * rank + c];
    if (biased) out.data[i * out.columns + rank] = bias[i];
  }
  return out;
}

/** The rows taken apart again. */
function scatter(from: Matrix, rank: number, factor: Point, bias: Point): void {
  for (let i = 0; i < from.rows; i++) {
    for (let c = 0; c < rank; c++) factor[i * rank + c] = from.data[i * from.columns + c];
    if (bias.length > 0) bias[i] = from.data[i * from.columns + rank];
  }
}

/** The inverse of a small symmetric positive definite matrix; the identity where it is not one to rounding. */
function inverse(a: Matrix): Matrix {
  const lower = finish(cholesky(a));
  if (!lower) return identity(a.rows);
  const n = a.rows;
  const l = identity(n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = l.data[i * n + j];
      for (let k = j; k < i; k++) sum -= lower.data[i * n + k] * l.data[k * n + j];
      l.data[i * n + j] = sum / lower.data[i * n + i];
    }
  }
  return multiply(transpose(l), l);
}
