import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import { norm } from "../../linalg/norm.ts";
import { random } from "../../linalg/random.ts";
import { symmetricLanczos } from "../../linalg/symmetric-lanczos.ts";
import type { SmoothLoss } from "../../losses/loss.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import { type Ray, ray } from "../line/ray.ts";
import { balancedColumns } from "./balanced-columns.ts";
import { columnOf, setColumn } from "./columns.ts";
import { clearBiases, turnMap } from "./turn-map.ts";

/** How closely the smallest eigenpair is sought. */
export interface OracleDirectionOptions {
  readonly seed?: number;
  /** Lanczos ends where the eigenpair's residual is this share of the map's norm, … */
  readonly tolerance?: number;
  /** … or after so many products with G. */
  readonly mostSteps?: number;
}

/** Directions beside the first; a negative value below this share of the first's is near zero. */
const MOST_FURTHER = 3;
const NEGLIGIBLE = 0.05;

/** The spectral objects of a point from which escapes are made; letters as in `oracleDirection`. */
export interface OracleDirection {
  /** The problem in float64, and the point's X from balanced, orthogonal, descending columns. */
  readonly problem: Problem;
  readonly point: Float64Array;
  /** λ and u, a rank-1 point of unit length, its biases 0. */
  readonly lambda: number;
  readonly u: Float64Array;
  /** The Ritz vectors of the next values of G that are negative, at most `MOST_FURTHER`, as u. */
  readonly further: readonly Float64Array[];
  /** Is λ < 0 by more than rounding explains. */
  readonly negative: boolean;
  /** Products with G that Lanczos took, and ‖(T − 2λ) u‖ at its end. */
  readonly lanczosSteps: number;
  readonly residual: number;
  /** What hangs on a column that is not 0: absent where X = 0. */
  readonly column?: OracleColumn;
}

/** The oracle direction at the smallest column of the factors that is not 0. */
export interface OracleColumn {
  /** Its place, its length σ, and the column itself as a rank-1 point, σ v. */
  readonly index: number;
  readonly sigma: number;
  readonly vector: Float64Array;
  /** u qᵀ, and E X, as directions. */
  readonly direction: Float64Array;
  readonly invisible: Float64Array;
  /** ‖𝒜(B)‖², ‖𝒜(u uᵀ)‖² and κ = ⟨𝒜(B), 𝒜(u uᵀ)⟩, weighted by ℓ″ where that is not 1. */
  readonly squaredB: number;
  readonly squaredU: number;
  readonly kappa: number;
  /** f on the line θ + t u qᵀ. */
  readonly line: Ray;
}

/**
 * The simulated oracle direction at a point of X = W Wᵀ: (λ, u) the smallest eigenpair of G = 𝒜*(ℓ′), symmetrised; (σ, v, q) the
 * smallest singular triple of W that is not 0; B = u vᵀ + v uᵀ and E = 𝒜*(ℓ″ ∘ 𝒜(B)). Along u qᵀ
 *
 *     f(W + t u qᵀ) = f + (½ σ²‖𝒜(B)‖² + λ) t² + σκ t³ + ½ ‖𝒜(u uᵀ)‖² t⁴
 *
 * at a stationary point of least squares.
 *
 * X = U Vᵀ is the same problem in W = [U; V] with the measurements ½ [0 A; Aᵀ 0] of W Wᵀ, whose off-diagonal block is U Vᵀ: then
 * G becomes ½ [0 G; Gᵀ 0], so that λ = −½ σ₁(G) and u = (p, q)/√2 from the leading singular pair of −G, and from balanced factors
 * √σ_k a_k, √σ_k b_k the triple is (√(2σ_k), (a_k, b_k)/√2, e_k). Both are written here at once through the parametrization's own derivatives:
 * with T the second derivative of φ paired with G on one column, λ = ½ λ_min(T); with J the derivative of θ ↦ 𝒜(φ(θ)),
 * σ 𝒜(B) = J(u qᵀ) and E W = ½ J*(ℓ″ ∘ 𝒜(B)). A ridge adds its own curvature to T. Biases stay where they are.
 *
 * Costs three applications, two adjoints, one thin SVD of the factors, and one product with G and Gᵀ a Lanczos step; nothing of size m·n.
 *
 * @throws RangeError where points are not made of factors that move freely, or the point is not finite.
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export function* oracleDirection(
  given: Problem,
  at: Point,
  { seed = 0, tolerance = 1e-8, mostSteps = 60 }: OracleDirectionOptions = {},
): Steps<OracleDirection> {
  const problem = given.with({ precision: "float64" });
  const { parametrization, loss, observed } = problem;
  if (!parametrization.factored) {
    throw new RangeError(`problem: expected points made of factors that move freely; got ${parametrization.name}`);
  }
  const { point, full } = yield* balancedColumns(problem, at);
  const prediction = yield* problem.at(point).prediction();
  const derivative = prediction.map((x, k) => loss.derivative(x, observed[k]));
  const shape = parametrization.withRank(1);
  const lanczos = yield* symmetricLanczos(yield* turnMap(problem, derivative), {
    random: random(seed).fork("oracleDirection"),
    project: (x) => clearBiases(shape, x),
    stop(state) {
      if (state.steps >= mostSteps) return true;
      const { values, residuals } = state.ritz();
      return residuals[0] <= tolerance * Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    },
  });
  const pairs = lanczos.pairs(1 + MOST_FURTHER);
  const [least, ...others] = pairs.values.filter((value, k) => k === 0 || value < NEGLIGIBLE * pairs.values[0]);
  const [u, ...further] = [least, ...others].map((_, c) =>
    Float64Array.from({ length: shape.dimension }, (_, i) => pairs.vectors.data[i * pairs.vectors.columns + c]),
  );
  const { steps: lanczosSteps } = lanczos;
  const lambda = least / 2;
  const found = { problem, point, lambda, u, further, lanczosSteps, residual: lanczos.ritz().residuals[0] };
  if (full === 0) return { ...found, negative: lambda < 0 };

  const index = full - 1;
  const direction = setColumn(parametrization, new Float64Array(parametrization.dimension), index, u);
  const line = yield* ray(problem, point, direction, { prediction });
  const vector = columnOf(parametrization, point, index);
  const sigma = norm(vector);
  const curvature = (loss as SmoothLoss).curvature;
  const bent = prediction.map((x, k) => (curvature(x, observed[k]) * line.first[k]) / sigma);
  const invisible = new Float64Array(parametrization.dimension);
  yield* tangentMap(problem, parametrization, point).applyTransposed(bent, invisible);
  for (let k = 0; k < invisible.length; k++) invisible[k] /= 2;
  clearBiases(parametrization, invisible);
  const p = observed.length;
  const squaredB = dot(bent, 0, line.first, 0, p) / sigma;
  const kappa = dot(bent, 0, line.second, 0, p);
  const squaredU = 2 * line.coefficients[4];
  // λ = ⟨ℓ′, 𝒜(u uᵀ)⟩ is known to the rounding of the predictions.
  const rounding = 1e-13 * (norm(prediction) + norm(observed)) * norm(line.second);
  const column = { index, sigma, vector, direction, invisible, squaredB, squaredU, kappa, line };
  return { ...found, negative: -lambda > rounding, column };
}
