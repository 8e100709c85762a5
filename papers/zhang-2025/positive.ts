import {
  denseSensing,
  leastSquares,
  matrix,
  nonnegativeSymmetric,
  recoveryProblem,
  ridge,
  type SecondOrderProblem,
  type Steps,
} from "../../src/index.ts";
import { descended } from "./descent.ts";

/** A truth z = (cos φ, sin φ) without a zero, and U₀ = sin φ e₂ wᵀ, on both sides of the isometry constant at which it becomes a minimum. */
export interface Positive {
  readonly angle: number;
  readonly rank: number;
  /** √2 tan φ/√(1 + 2 tan² φ). */
  readonly threshold: number;
  /** The multipliers of U₀ at 98 % and at 102 % of it. */
  readonly below: number;
  readonly above: number;
  /** At 102 %: |gradient| in the second row, and |f − f there| where projected gradient ends from nearby. */
  readonly violation: number;
  readonly returned: number;
  /** ‖U₀‖² + δ‖U₀U₀ᵀ − zzᵀ‖ over min z, at least 1 at every nonzero critical point. */
  readonly protection: number;
}

const SQRT2 = Math.SQRT2;

/** Measures both sides. */
export function* positive(angle: number, rank: number): Steps<Positive> {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const threshold = (SQRT2 * s) / Math.hypot(c, SQRT2 * s);
  const error = c * Math.hypot(c, SQRT2 * s);
  const share = s / Math.sqrt(rank);
  const point = Float64Array.from({ length: 2 * rank }, (_, k) => (k < rank ? 0 : share));
  const gradientAt = function* (delta: number): Steps<Float64Array> {
    return Float64Array.from(yield* instance(angle, rank, delta).at(point).gradient());
  };
  const below = yield* gradientAt(0.98 * threshold);
  const delta = 1.02 * threshold;
  const above = yield* gradientAt(delta);
  const problem = instance(angle, rank, delta);
  const near = point.map((x, k) => x * (1 + 1e-3 * Math.sin(k)) + 1e-4 * share * threshold);
  const { value } = yield* descended(problem, near);
  return {
    angle,
    rank,
    threshold,
    below: below[0],
    above: above[0],
    violation: Math.max(...above.subarray(rank).map(Math.abs)),
    returned: Math.abs(value - (yield* problem.at(point).value())),
    protection: (s * s + delta * error) / s,
  };
}

/**
 * Three measurements 𝒜 = √(I + δ R) of symmetric 2×2 matrices in their coordinates (X₁₁, X₂₂, √2 X₁₂), R the reflection that takes the error of
 * U₀ to the direction of X₁₂: of all operators with this isometry constant the one that lifts its multiplier most.
 */
function instance(angle: number, rank: number, delta: number): SecondOrderProblem {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const error = [-c * c, 0, -SQRT2 * c * s];
  const length = Math.hypot(...error);
  const normal = error.map((x, k) => x / length - (k === 2 ? 1 : 0));
  const size = Math.hypot(...normal);
  const [high, low] = [Math.sqrt(1 + delta), Math.sqrt(1 - delta)];
  const rows = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => (i === j ? high : 0) + ((low - high) * normal[i] * normal[j]) / size / size),
  );
  const operator = denseSensing({
    rows: 2,
    columns: 2,
    matrices: Float64Array.from(rows.flatMap(([a, b, d]) => [a, d / SQRT2, d / SQRT2, b])),
  });
  return recoveryProblem({
    operator,
    observed: operator.apply(matrix(2, 2, Float64Array.of(c * c, c * s, c * s, s * s))),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: nonnegativeSymmetric({ rows: 2, rank }),
  });
}
