import { type Matrix, matrix } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Preconditioner } from "./factor-preconditioner.ts";
import { gathered, inverse, type Side, scatter, sides } from "./factor-sides.ts";
import type { Problem } from "./problem.ts";

/** Directions of a factor below this share of its largest have no part in K*K. */
const NEGLIGIBLE = 1e-12;

/** A side with what K*K adds along its own factor's directions q_i: how the inverse differs there. */
interface FixedSide extends Side {
  /** Orthonormal columns q_i. */
  readonly basis: Matrix;
  /** (s·WᵀW + λI + s·a_i)⁻¹ − (s·WᵀW + λI)⁻¹, a_i the square of the factor's singular value, biases without a_i. */
  readonly differences: readonly Matrix[];
}

/**
 * The inverse of Gauss–Newton's matrix with s K*K added, where 𝒜*𝒜 is s times the identity and nothing is penalised:
 * ‖dU Vᵀ + U dVᵀ‖² + ‖UᵀdU − dVᵀV‖² = ‖dU Vᵀ‖² + ‖UᵀdU‖² + ‖U dVᵀ‖² + ‖dVᵀV‖², so that the two sides do not meet: rows of dU by
 * (s·VᵀV + λI)⁻¹, and along each left singular vector of U, of singular value √a, by (s·VᵀV + λI + s·a I)⁻¹; dV likewise.
 * r + 1 inverses of size r a side.
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
  const differences = kept.map((k) => {
    const raised = matrix(gram.rows, gram.columns, gram.data.slice());
    for (let c = 0; c < rank; c++) raised.data[c * gram.columns + c] += scale * values[k];
    const there = inverse(raised);
    return matrix(
      gram.rows,
      gram.columns,
      there.data.map((x, l) => x - side.inverse.data[l]),
    );
  });
  return { ...side, basis: multiply(own, turn), differences };
}

/** M⁻¹ of a side's rows: R (s·WᵀW + λI)⁻¹, corrected along each q_i. */
function solved({ inverse, basis, differences }: FixedSide, residual: Matrix): Matrix {
  const out = multiply(residual, inverse);
  const along = multiplyTransposed(basis, residual);
  const corrections = matrix(along.rows, along.columns);
  differences.forEach((difference, i) => {
    const row = matrix(1, along.columns, along.data.subarray(i * along.columns, (i + 1) * along.columns));
    corrections.data.set(multiply(row, difference).data, i * along.columns);
  });
  const added = multiply(basis, corrections);
  for (let k = 0; k < out.data.length; k++) out.data[k] += added.data[k];
  return out;
}
