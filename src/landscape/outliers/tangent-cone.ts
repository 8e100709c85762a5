import { beside, identity, type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../linalg/multiply.ts";
import { qr } from "../../linalg/qr.ts";
import { svd } from "../../linalg/svd.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { SpareColumns } from "./spare-columns.ts";

/** The matrices M by which curves of second order move X: tangent matrices, and a block beyond them of the rank of the spare columns. */
export interface TangentCone {
  /** Is it convex: a block of any rank, or none. */
  readonly convex: boolean;
  /** The nearest matrix of the cone; of its convex hull where that is asked for. */
  project(m: Matrix, hull?: boolean): Matrix;
  /** The nearest matrix of the largest linear space in the convex hull. */
  linear(m: Matrix): Matrix;
  /** Must a block of the convex hull be positive semidefinite; else any, or none. */
  readonly semidefinite: boolean;
  /** The rows of a block. */
  readonly beyond: number;
  /** The block of M beyond the tangent space, P⊥ M Q⊥ in bases of the two complements. */
  block(m: Matrix): Matrix;
  /** P⊥ B Q⊥ᵀ. */
  lift(block: Matrix): Matrix;
}

/** The cone at a point with these columns, q of them spare: T = {L dRᵀ + dL Rᵀ + Z₁Z₂ᵀ}, Z₁ = Z₂ where both factors are one. */
export function tangentCone({ left, right, spare, symmetric }: SpareColumns): TangentCone {
  const p = complement(left);
  const q = symmetric ? p : complement(right);
  const count = spare.columns;
  const full = Math.min(p.columns, q.columns);
  const convex = count === 0 || count >= full;
  const block = (m: Matrix) => multiply(multiplyTransposed(p, m), q);
  const lift = (b: Matrix) => multiply(multiply(p, b), transpose(q));
  const without = (m: Matrix, b: Matrix) => {
    const beyond = lift(b);
    return matrix(
      m.rows,
      m.columns,
      m.data.map((x, k) => x - beyond.data[k]),
    );
  };
  /** What a block has beyond its nearest one in the cone. */
  const excess = (b: Matrix, kept: number) => {
    if (kept === 0) return b;
    const near = symmetric ? positivePart(b, kept) : truncated(b, kept);
    return matrix(
      b.rows,
      b.columns,
      b.data.map((x, k) => x - near.data[k]),
    );
  };
  return {
    ...{ convex, block, lift, beyond: p.columns, semidefinite: symmetric && count > 0 && full > 0 },
    project(m, hull = false) {
      const kept = hull && count > 0 ? full : count;
      const at = symmetric ? symmetricPart(m) : m;
      if (full === 0 || (!symmetric && kept >= full)) return at;
      return without(at, excess(block(at), kept));
    },
    linear(m) {
      const at = symmetric ? symmetricPart(m) : m;
      return symmetric || count === 0 ? without(at, block(at)) : at;
    },
  };
}

/** (M + Mᵀ)/2. */
export function symmetricPart(m: Matrix): Matrix {
  const turned = transpose(m);
  return matrix(
    m.rows,
    m.columns,
    m.data.map((x, k) => (x + turned.data[k]) / 2),
  );
}

/** An orthonormal basis of the complement of a matrix' columns. */
function complement(basis: Matrix): Matrix {
  const { rows, columns } = basis;
  const { q } = qr(beside(basis, identity(rows)));
  const out = matrix(rows, rows - columns);
  for (let i = 0; i < rows; i++) {
    out.data.set(q.data.subarray(i * rows + columns, (i + 1) * rows), i * out.columns);
  }
  return out;
}

/** Σ λ⁺ w wᵀ over the largest eigenvalues. */
function positivePart(b: Matrix, count: number): Matrix {
  const { values, vectors } = symmetricEigen(symmetricPart(b));
  const size = values.length;
  return weighted(vectors, vectors, (c) => (c >= size - count ? Math.max(0, values[c]) : 0));
}

/** Σ σ u vᵀ over the largest singular values. */
function truncated(b: Matrix, count: number): Matrix {
  const { u, singularValues, v } = svd(b);
  return weighted(u, v, (c) => (c < count ? singularValues[c] : 0));
}

function weighted(u: Matrix, v: Matrix, weight: (c: number) => number): Matrix {
  const scaled = matrix(
    u.rows,
    u.columns,
    u.data.map((x, k) => x * weight(k % u.columns)),
  );
  return multiply(scaled, transpose(v));
}
