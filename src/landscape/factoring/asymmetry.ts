import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { multiplyTransposed } from "../../linalg/multiply.ts";
import { norm } from "../../linalg/norm.ts";
import { type Svd, svd } from "../../linalg/svd.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import { type Factors, symmetrised } from "./symmetrised.ts";

/** Where two factors stand against a truth of rank d; the letters are those of `Symmetrised`. */
export interface Asymmetry {
  /** The singular values of A, descending: what the factors have of the truth in common. */
  readonly signal: Float64Array;
  /** ‖B‖. */
  readonly asymmetry: number;
  /** ‖P‖₂, and the least eigenvalue of P. */
  readonly residual: number;
  readonly leastResidual: number;
  /** ‖Q‖. */
  readonly skew: number;
  /** ‖J‖₂ and ‖K‖₂. */
  readonly leftOutside: number;
  readonly rightOutside: number;
  /** ‖UᵀU − VᵀV‖. */
  readonly imbalance: number;
  /** Is A Aᵀ ⪯ 2 S, to rounding. */
  readonly bounded: boolean;
}

/**
 * What the proof of global convergence follows, for the iterates of any method on two factors: call it from `observe`.
 * O((m + n)·r·d) operations. Where a factor is not finite, no number is.
 *
 * @throws RangeError where the truth's singular values are not all positive, or its size is not that of the factors.
 * @see Ye & Du 2021, arXiv 2106.14289
 */
export function asymmetry(truth: Svd, factors: Factors): Asymmetry {
  const { a, b, j, k, p, q } = symmetrised(truth, factors);
  if (![a, b, j, k, p].every(({ data }) => data.every(Number.isFinite))) return nowhere(Math.min(a.rows, a.columns));
  const { values } = symmetricEigen(p);
  return {
    signal: svd(a).singularValues,
    asymmetry: norm(b.data),
    residual: Math.max(-values[0], values[values.length - 1]),
    leastResidual: values[0],
    skew: norm(q.data),
    leftOutside: largestSingularValue(j),
    rightOutside: largestSingularValue(k),
    imbalance: imbalance(factors),
    bounded: symmetricEigen(twiceLess(truth.singularValues, a)).values[0] >= -1e-12 * truth.singularValues[0],
  };
}

/** ‖UᵀU − VᵀV‖, which needs no truth: gradient flow keeps UᵀU − VᵀV as it was. */
export function imbalance({ left, right, rank }: Factors): number {
  const gram = (factor: ArrayLike<number>) => {
    const whole = matrix(factor.length / rank, rank, Float64Array.from(factor));
    return multiplyTransposed(whole, whole).data;
  };
  const [byLeft, byRight] = [gram(left), gram(right)];
  return norm(byLeft.map((value, i) => value - byRight[i]));
}

function nowhere(count: number): Asymmetry {
  const none = Number.NaN;
  return {
    signal: new Float64Array(count).fill(none),
    asymmetry: none,
    residual: none,
    leastResidual: none,
    skew: none,
    leftOutside: none,
    rightOutside: none,
    imbalance: none,
    bounded: false,
  };
}

function largestSingularValue(tall: Matrix): number {
  const { values } = symmetricEigen(multiplyTransposed(tall, tall));
  return Math.sqrt(Math.max(0, values[values.length - 1]));
}

/** 2 S − A Aᵀ. */
function twiceLess(singularValues: Float64Array, { rows, columns, data }: Matrix): Matrix {
  const out = matrix(rows, rows);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c <= i; c++) {
      let sum = 0;
      for (let l = 0; l < columns; l++) sum += data[i * columns + l] * data[c * columns + l];
      out.data[i * rows + c] = (i === c ? 2 * singularValues[i] : 0) - sum;
    }
  }
  return out;
}
