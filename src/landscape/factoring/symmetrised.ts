import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../linalg/multiply.ts";
import type { Svd } from "../../linalg/svd.ts";
import type { PointParts } from "../../parametrizations/parametrization.ts";

/** Two factors of X = U Vᵀ, as `parametrization.parts(point)` gives them. */
export type Factors = Pick<PointParts, "left" | "right" | "rank">;

/** The symmetrised variables of two factors of rank r against a truth Φ S Ψᵀ of rank d. */
export interface Symmetrised {
  /** A = (U₁ + V₁)/2 and B = (U₁ − V₁)/2, d×r, where U₁ = ΦᵀU and V₁ = ΨᵀV. */
  readonly a: Matrix;
  readonly b: Matrix;
  /** J = (I − ΦΦᵀ) U, m×r, and K = (I − ΨΨᵀ) V, n×r: what lies outside the truth's column and row space. */
  readonly j: Matrix;
  readonly k: Matrix;
  /** P = S − A Aᵀ + B Bᵀ and Q = A Bᵀ − B Aᵀ, d×d: the symmetric and the skew part of S − U₁ V₁ᵀ. */
  readonly p: Matrix;
  readonly q: Matrix;
}

/**
 * The signal A, the asymmetry B and what they leave of the truth, in the truth's singular basis; the squares of P, Q, U₁Kᵀ, J V₁ᵀ and
 * J Kᵀ add up to ‖M − U Vᵀ‖².
 *
 * @throws RangeError where the truth's singular values are not all positive, or its size is not that of the factors.
 * @see Ye & Du 2021, arXiv 2106.14289
 */
export function symmetrised(truth: Svd, factors: Factors): Symmetrised {
  checkTruth(truth, factors);
  const { rank } = factors;
  const inside = (basis: Matrix, factor: ArrayLike<number>) => {
    const whole = matrix(basis.rows, rank, Float64Array.from(factor));
    const principal = multiplyTransposed(basis, whole);
    return { principal, rest: combined(1, whole, -1, multiply(basis, principal)) };
  };
  const { principal: u1, rest: j } = inside(truth.u, factors.left);
  const { principal: v1, rest: k } = inside(truth.v, factors.right);
  const left = productWithTranspose(u1, v1);
  const size = left.rows;
  const [p, q] = [matrix(size, size), matrix(size, size)];
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < size; c++) {
      const [own, mirrored] = [left.data[i * size + c], left.data[c * size + i]];
      p.data[i * size + c] = (i === c ? truth.singularValues[i] : 0) - (own + mirrored) / 2;
      q.data[i * size + c] = (mirrored - own) / 2;
    }
  }
  return { a: combined(0.5, u1, 0.5, v1), b: combined(0.5, u1, -0.5, v1), j, k, p, q };
}

function checkTruth({ u, v, singularValues }: Svd, { left, right, rank }: Factors): void {
  const wrong = singularValues.findIndex((value) => !(value > 0));
  if (wrong >= 0 || singularValues.length === 0) {
    throw new RangeError(`truth: expected positive singular values; got ${singularValues[wrong] ?? "none"}`);
  }
  if (left.length !== u.rows * rank || right.length !== v.rows * rank) {
    const [m, n] = [left.length, right.length].map((length) => length / rank);
    throw new RangeError(`truth: expected ${m}×${n}, the size of the factors; got ${u.rows}×${v.rows}`);
  }
}

/** s X + t Y. */
function combined(s: number, x: Matrix, t: number, y: Matrix): Matrix {
  return matrix(
    x.rows,
    x.columns,
    x.data.map((value, k) => s * value + t * y.data[k]),
  );
}

/** X Yᵀ. */
function productWithTranspose(x: Matrix, y: Matrix): Matrix {
  const product = matrix(x.rows, y.rows);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < y.rows; j++) {
      let sum = 0;
      for (let c = 0; c < x.columns; c++) sum += x.data[i * x.columns + c] * y.data[j * y.columns + c];
      product.data[i * y.rows + j] = sum;
    }
  }
  return product;
}
