import { finish } from "../kernels/steps.ts";
import { cholesky } from "../linalg/cholesky.ts";
import { identity, type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** The least damping of a Gram matrix, as a share of its trace: a column that vanished must not make it singular. */
const DAMPING = 1e-10;

/** One factor with its biases: what moves, against which columns, and their Gram matrix with its inverse. */
export interface Side {
  readonly length: number;
  readonly biased: boolean;
  /** The factor itself. */
  readonly own: Matrix;
  /** The other factor, and a column of ones where this side has biases. */
  readonly against: Matrix;
  /** s·WᵀW + λI, W = `against`, damped; and its inverse. */
  readonly gram: Matrix;
  readonly inverse: Matrix;
}

/**
 * Both sides of a point as Gauss–Newton sees them where 𝒜*𝒜 is `scale` times the identity. One factor that stands on both
 * sides, `tied`, has the curvature and the penalty of both: `strength` times.
 */
export function sides(problem: Problem, point: Point, scale: number, extra = 0) {
  const { parametrization, regularizer } = problem;
  const { rows, columns, rank } = parametrization;
  const at = parametrization.parts(point);
  const tied = at.left === at.right;
  const strength = tied ? 2 : 1;
  const side = (own: Matrix, bias: Point, other: Matrix, weights: Float64Array | undefined): Side => {
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
    return { length: own.rows, biased, own, against, gram, inverse: inverse(gram) };
  };
  const u = matrix(rows, rank, Float64Array.from(at.left));
  const v = matrix(columns, rank, Float64Array.from(at.right));
  const left = side(u, at.rowBias, v, regularizer.weights?.rows);
  const right = side(v, at.columnBias, u, regularizer.weights?.columns);
  return { left, right, tied, strength };
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
export function gathered({ length, biased }: Side, rank: number, factor: Point, bias: Point): Matrix {
  const out = matrix(length, rank + (biased ? 1 : 0));
  for (let i = 0; i < length; i++) {
    for (let c = 0; c < rank; c++) out.data[i * out.columns + c] = factor[i * rank + c];
    if (biased) out.data[i * out.columns + rank] = bias[i];
  }
  return out;
}

/** The rows taken apart again. */
export function scatter(from: Matrix, rank: number, factor: Point, bias: Point): void {
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
