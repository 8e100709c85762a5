import type { Steps } from "../kernels/steps.ts";
import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { gathered, type Side, scatter, sides } from "./factor-sides.ts";
import type { Problem } from "./problem.ts";

/** Writes M⁻¹ of a vector of a point's length, symmetric and positive semidefinite. */
export type Preconditioner = (residual: Float64Array, out: Float64Array) => Steps<void>;

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
  const { left, right, tied, strength } = sides(problem, point, scale, extra);

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
