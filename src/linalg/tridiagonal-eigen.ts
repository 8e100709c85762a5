import type { Matrix } from "./matrix.ts";

/** QL steps an eigenvalue may take: two are usual, LAPACK allows thirty on average. */
const stepLimit = 60;

/**
 * Eigenvalues of the symmetric tridiagonal matrix T = S Λ Sᵀ by implicit QL (Bowdler, Martin, Reinsch & Wilkinson 1968,
 * doi:10.1007/BF02219771): `diagonal` (n) becomes Λ in no order, `offDiagonal` (n, its last entry unused) is destroyed, and
 * `rows` (n×c) becomes Sᵀ·rows: from the identity the eigenvectors as rows, from one unit vector its component in each.
 */
export function tridiagonalEigen(diagonal: Float64Array, offDiagonal: Float64Array, rows: Matrix): void {
  const size = diagonal.length;
  if (size > 0) offDiagonal[size - 1] = 0;
  for (let first = 0; first < size; first++) {
    for (let step = 0; ; step++) {
      const last = blockEnd(diagonal, offDiagonal, first);
      if (last === first) break;
      if (step === stepLimit) throw new Error("bug: tridiagonalEigen did not converge");
      qlStep(diagonal, offDiagonal, rows, first, last);
    }
  }
}

/** The end of the block that starts at `first` and has no negligible off-diagonal entry. */
function blockEnd(diagonal: Float64Array, offDiagonal: Float64Array, first: number): number {
  let last = first;
  for (; last < diagonal.length - 1; last++) {
    const neighbours = Math.abs(diagonal[last]) + Math.abs(diagonal[last + 1]);
    if (Math.abs(offDiagonal[last]) <= Number.EPSILON * neighbours) break;
  }
  return last;
}

/** One QL step with Wilkinson's shift on the block from `first` to `last`. */
function qlStep(diagonal: Float64Array, offDiagonal: Float64Array, rows: Matrix, first: number, last: number): void {
  const slope = (diagonal[first + 1] - diagonal[first]) / (2 * offDiagonal[first]);
  const length = hypotenuse(slope, 1);
  let g = diagonal[last] - diagonal[first] + offDiagonal[first] / (slope + (slope < 0 ? -length : length));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * offDiagonal[i];
    const b = cosine * offDiagonal[i];
    const r = hypotenuse(f, g);
    offDiagonal[i + 1] = r;
    if (r === 0) {
      // The block has fallen apart at i + 1: take the shift back and let the caller split it.
      diagonal[i + 1] -= shift;
      offDiagonal[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = diagonal[i + 1] - shift;
    const t = (diagonal[i] - g) * sine + 2 * cosine * b;
    shift = sine * t;
    diagonal[i + 1] = g + shift;
    g = cosine * t - b;
    rotateRows(rows, i, cosine, sine);
  }
  diagonal[first] -= shift;
  offDiagonal[first] = g;
  offDiagonal[last] = 0;
}

/** Rows i and i + 1 become c·xᵢ − s·xᵢ₊₁ and s·xᵢ + c·xᵢ₊₁. */
function rotateRows({ data, columns }: Matrix, i: number, c: number, s: number): void {
  const end = (i + 1) * columns;
  for (let at = i * columns; at < end; at++) {
    const x = data[at];
    const y = data[at + columns];
    data[at] = c * x - s * y;
    data[at + columns] = s * x + c * y;
  }
}

/** √(x² + y²) without overflow: not `Math.hypot`, whose bits differ between engines. */
function hypotenuse(x: number, y: number): number {
  const larger = Math.max(Math.abs(x), Math.abs(y));
  const smaller = Math.min(Math.abs(x), Math.abs(y));
  return larger === 0 ? 0 : larger * Math.sqrt(1 + (smaller / larger) ** 2);
}
