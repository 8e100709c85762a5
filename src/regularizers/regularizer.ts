/** Views into a point: the factors U (m×r) and V (n×r), row-major, and the biases; absent ones have length 0. */
export interface PointViews {
  readonly rank: number;
  readonly left: Float64Array | Float32Array;
  readonly right: Float64Array | Float32Array;
  readonly rowBias: Float64Array | Float32Array;
  readonly columnBias: Float64Array | Float32Array;
  readonly mean: Float64Array | Float32Array;
}

/**
 * A penalty on the factors and the biases,
 * λ/2 (Σ a_i‖u_i‖² + Σ b_j‖v_j‖²) + λ_b/2 (‖b‖² + ‖c‖²).
 * With a = b = 1 its least value over all factors of X is λ‖X‖_*, whose dual norm is ‖·‖₂/λ. On nonnegative factors
 * μ (Σ U + Σ V) may join it.
 */
export interface Regularizer {
  readonly name: string;
  /** λ ≥ 0. */
  readonly ridge: number;
  /** λ_b ≥ 0. */
  readonly biasRidge: number;
  /** μ ≥ 0; above 0 only on nonnegative factors, where the ℓ₁ norm is linear. */
  readonly l1: number;
  /** a (length m) and b (length n); null for ones. Zero where a row or column has no entry. */
  readonly weights: { readonly rows: Float64Array; readonly columns: Float64Array } | null;
}

/** Which motions of the factors leave the penalty as it is: a ridge keeps the orthogonal ones. */
export function keptMotions({ ridge }: Regularizer): "all" | "orthogonal" {
  return ridge > 0 ? "orthogonal" : "all";
}

/** The quadratic part of the penalty at a point, or along a direction. */
export function penalty(regularizer: Regularizer, views: PointViews): number {
  const { ridge, biasRidge, weights } = regularizer;
  const factors =
    weightedSquares(views.left, views.rank, weights?.rows) + weightedSquares(views.right, views.rank, weights?.columns);
  const biases = weightedSquares(views.rowBias, 1) + weightedSquares(views.columnBias, 1);
  return 0.5 * (ridge * factors + biasRidge * biases);
}

/** The ℓ₁ part of the penalty at a nonnegative point. */
export function linearPenalty({ l1 }: Regularizer, { left, right }: PointViews): number {
  if (l1 === 0) return 0;
  let sum = 0;
  for (const factor of [left, right]) for (let k = 0; k < factor.length; k++) sum += factor[k];
  return l1 * sum;
}

/** Adds the gradient of the ℓ₁ part, the same at every nonnegative point. */
export function addLinearPenaltyGradient({ l1 }: Regularizer, gradient: PointViews): void {
  if (l1 === 0) return;
  for (const factor of [gradient.left, gradient.right]) for (let k = 0; k < factor.length; k++) factor[k] += l1;
}

/** Adds the gradient of the quadratic part at `at`; being linear, it is also its Hessian times `at`. */
export function addPenaltyGradient(regularizer: Regularizer, at: PointViews, gradient: PointViews): void {
  const { ridge, biasRidge, weights } = regularizer;
  addScaled(at.left, at.rank, ridge, weights?.rows, gradient.left);
  addScaled(at.right, at.rank, ridge, weights?.columns, gradient.right);
  addScaled(at.rowBias, 1, biasRidge, undefined, gradient.rowBias);
  addScaled(at.columnBias, 1, biasRidge, undefined, gradient.columnBias);
}

function weightedSquares(x: ArrayLike<number>, rank: number, weights?: Float64Array): number {
  let sum = 0;
  if (!weights) {
    for (let k = 0; k < x.length; k++) sum += x[k] * x[k];
    return sum;
  }
  for (let i = 0; i < weights.length; i++) {
    let row = 0;
    for (let c = i * rank; c < (i + 1) * rank; c++) row += x[c] * x[c];
    sum += weights[i] * row;
  }
  return sum;
}

function addScaled(
  x: ArrayLike<number>,
  rank: number,
  scale: number,
  weights: Float64Array | undefined,
  out: Float64Array | Float32Array,
): void {
  if (!weights) {
    for (let k = 0; k < x.length; k++) out[k] += scale * x[k];
    return;
  }
  for (let i = 0; i < weights.length; i++) {
    const factor = scale * weights[i];
    for (let c = i * rank; c < (i + 1) * rank; c++) out[c] += factor * x[c];
  }
}
