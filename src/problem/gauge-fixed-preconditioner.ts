import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Preconditioner } from "./factor-preconditioner.ts";
import { gathered, type Side, scatter, sides } from "./factor-sides.ts";
import type { Problem } from "./problem.ts";

/** Eigenvalues below this share of the largest count as none. */
const NEGLIGIBLE = 1e-14;
/** The inverses of numbers below this are none. */
const TINY = 1e-280;

/** A side with what K*K adds along its own factor's directions q_i: how the inverse differs there. */
interface FixedSide extends Side {
  /** Orthonormal columns q_i. */
  readonly directions: Matrix;
  /** B and d with (s·WᵀW + λI + s·a_i E)⁻¹ = B (I + diag d_i) Bᵀ, a_i the square of the factor's singular value, E 1 but for a bias. */
  readonly basis: Matrix;
  readonly changes: Matrix;
}

/**
 * The inverse of Gauss–Newton's matrix with s K*K added, where 𝒜*𝒜 is s times the identity and nothing is penalised:
 * ‖dU Vᵀ + U dVᵀ‖² + ‖UᵀdU − dVᵀV‖² = ‖dU Vᵀ‖² + ‖UᵀdU‖² + ‖U dVᵀ‖² + ‖dVᵀV‖², so that the two sides do not meet: rows of dU by
 * (s·VᵀV + λI)⁻¹, and along each left singular vector of U, of singular value √a, by (s·VᵀV + λI + s·a I)⁻¹; dV likewise.
 * O(r³) once, and three products with r×r matrices a side for each vector.
 *
 * @returns undefined on a manifold, which has no gauge.
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export function gaugeFixedPreconditioner(problem: Problem, point: Point, scale: number): Preconditioner | undefined {
  const { parametrization } = problem;
  if (!parametrization.factored) return undefined;
  const { rows, columns, rank } = parametrization;
  const { left, right, tied, strength } = sides(problem, point, scale);
  const [first, second] = [left, right].map((side) => fixed(side, rank, strength * scale));
  return function* (residual, out) {
    const [from, into] = [parametrization.parts(residual), parametrization.parts(out)];
    scatter(solved(first, gathered(first, rank, from.left, from.rowBias)), rank, into.left, into.rowBias);
    if (!tied) {
      scatter(solved(second, gathered(second, rank, from.right, from.columnBias)), rank, into.right, into.columnBias);
    }
    for (let k = 0; k < from.mean.length; k++) into.mean[k] = from.mean[k] / (scale * rows * columns);
    yield;
  };
}

function fixed(side: Side, rank: number, scale: number): FixedSide {
  const { own, gram } = side;
  const { values, vectors } = symmetricEigen(multiplyTransposed(own, own));
  const kept = Array.from(values.keys()).filter((k) => values[k] > NEGLIGIBLE * (values.at(-1) ?? 0));
  const turn = matrix(rank, kept.length);
  for (let i = 0; i < rank; i++) {
    kept.forEach((from, to) => {
      turn.data[i * kept.length + to] = vectors.data[i * rank + from] / Math.sqrt(values[from]);
    });
  }
  const whitened = whitening(gram);
  // E leaves the rows of the factor and takes that of a bias away.
  const moved = matrix(rank, whitened.columns, whitened.data.slice(0, rank * whitened.columns));
  const added = symmetricEigen(multiplyTransposed(moved, moved));
  const changes = matrix(kept.length, whitened.columns);
  kept.forEach((from, i) => {
    added.values.forEach((w, j) => {
      const raised = scale * values[from] * Math.max(0, w);
      changes.data[i * changes.columns + j] = -raised / (1 + raised);
    });
  });
  return { ...side, directions: multiply(own, turn), basis: multiply(whitened, added.vectors), changes };
}

/** C with C Cᵀ the inverse of a symmetric positive definite matrix. */
function whitening(a: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(a);
  const least = Math.max(TINY, NEGLIGIBLE * (values.at(-1) ?? 0));
  return matrix(
    a.rows,
    a.columns,
    vectors.data.map((x, k) => (values[k % a.columns] > least ? x / Math.sqrt(values[k % a.columns]) : 0)),
  );
}

/** M⁻¹ of a side's rows: R (s·WᵀW + λI)⁻¹, corrected along each q_i. */
function solved({ inverse, directions, basis, changes }: FixedSide, residual: Matrix): Matrix {
  const out = multiply(residual, inverse);
  const along = multiply(multiplyTransposed(directions, residual), basis);
  for (let k = 0; k < along.data.length; k++) along.data[k] *= changes.data[k];
  const added = multiply(directions, multiply(along, transpose(basis)));
  for (let k = 0; k < out.data.length; k++) out.data[k] += added.data[k];
  return out;
}
