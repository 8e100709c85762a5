import { beside, type LowRankMatrix, type Matrix, matrix } from "../../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../linalg/multiply.ts";
import type { Svd } from "../../linalg/svd.ts";

/** ⟨A, B⟩ from the factors alone. */
export function innerProduct(a: LowRankMatrix, b: LowRankMatrix): number {
  const [left, right] = [multiplyTransposed(a.left, b.left), multiplyTransposed(a.right, b.right)];
  return left.data.reduce((sum, x, k) => sum + x * right.data[k], 0);
}

/** Σ c_k A_k, its factors side by side. */
export function combination(terms: readonly (readonly [number, LowRankMatrix])[]): LowRankMatrix {
  return terms
    .map(([c, { left, right }]) => ({ left, right: times(right, () => c) }))
    .reduce((a, b) => ({ left: beside(a.left, b.left), right: beside(a.right, b.right) }));
}

/** U Σ Vᵀ as two factors. */
export function factorsOf({ u, singularValues, v }: Svd): LowRankMatrix {
  return { left: u, right: times(v, (c) => singularValues[c]) };
}

/**
 * The part of a matrix G tangent, at M = U Σ Vᵀ, to the matrices of its rank, U (GᵀU)ᵀ + (I − UUᵀ) G V Vᵀ, from G V and
 * Gᵀ U.
 */
export function tangentPart({ u, v }: Svd, gv: Matrix, gtu: Matrix): LowRankMatrix {
  const inside = multiply(u, multiplyTransposed(u, gv));
  const outside = matrix(
    gv.rows,
    gv.columns,
    gv.data.map((x, k) => x - inside.data[k]),
  );
  return { left: beside(u, outside), right: beside(gtu, v) };
}

/** The same of a matrix that is low-rank itself. */
export function tangentPartOf(at: Svd, { left, right }: LowRankMatrix): LowRankMatrix {
  const gv = multiply(left, multiplyTransposed(right, at.v));
  return tangentPart(at, gv, multiply(right, multiplyTransposed(left, at.u)));
}

function times({ rows, columns, data }: Matrix, by: (column: number) => number): Matrix {
  return matrix(
    rows,
    columns,
    data.map((x, k) => x * by(k % columns)),
  );
}
