import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { random } from "../linalg/random.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";
import { ridge } from "../regularizers/ridge.ts";
import { tangentMatrix } from "./tangent-matrix.ts";

/** How the loss curves along the matrices tangent to the set of the φ(θ). */
export interface TangentCurvature {
  /** μ and ℓ: the least and the largest ⟨∇²L N, N⟩/‖N‖² over N = dφ(θ) ξ ≠ 0; 0 where there is no such N. */
  readonly smallest: number;
  readonly largest: number;
  /** `exact`: eigenvalues. `sampled`: the extremes of gaussian draws, so that μ ≤ `smallest` and ℓ ≥ `largest`. */
  readonly method: "exact" | "sampled";
}

/** How it is sought. */
export interface TangentCurvatureOptions {
  /** Points of at most so many numbers get exact eigenvalues, by as many Gauss–Newton products. */
  readonly exactUpTo?: number;
  /** Draws where it is sampled, one application of 𝒜 each. */
  readonly samples?: number;
  readonly seed?: number;
}

/** Eigenvalues of dφ*dφ below this share of the largest belong to directions that do not move X. */
const RANK_TOLERANCE = 1e-12;

/** The curvature of L(X) = Σ ℓ(𝒜(X), y), without the penalty, along the tangent matrices at a point. */
export function* tangentCurvature(
  problem: SecondOrderProblem,
  point: Point,
  { exactUpTo = 120, samples = 12, seed = 0 }: TangentCurvatureOptions = {},
): Steps<TangentCurvature> {
  const plain = problem.with({ precision: "float64", regularizer: ridge({ ridge: 0 }) });
  const at = Float64Array.from(point);
  if (at.length <= exactUpTo && at.every(Number.isFinite)) return yield* eigenvalues(plain, at);
  const { parametrization } = plain;
  const evaluation = plain.at(at);
  const tangent = tangentMatrix(parametrization, at);
  const draw = random(seed).fork("tangent curvature");
  const seen: number[] = [];
  for (let k = 0; k < samples; k++) {
    const direction = at.map(() => draw.gaussian());
    parametrization.project(at, direction);
    const square = tangent.square(direction);
    if (square > 0) seen.push((yield* evaluation.curvatureAlong(direction)) / square);
    yield;
  }
  if (seen.length === 0) return { smallest: 0, largest: 0, method: "sampled" };
  return { smallest: Math.min(...seen), largest: Math.max(...seen), method: "sampled" };
}

/** The extreme eigenvalues of dφ* ∇²L dφ against dφ*dφ, on the range of the latter. */
function* eigenvalues(problem: SecondOrderProblem, at: Float64Array): Steps<TangentCurvature> {
  const size = at.length;
  const { parametrization } = problem;
  const evaluation = problem.at(at);
  const tangent = tangentMatrix(parametrization, at);
  const [curved, gram] = [matrix(size, size), matrix(size, size)];
  const direction = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    direction.fill(0);
    direction[k] = 1;
    parametrization.project(at, direction);
    curved.data.set(yield* evaluation.gaussNewtonVector(direction), k * size);
    gram.data.set(tangent.gram(direction), k * size);
    yield;
  }
  const finite = [curved, gram].every(({ data }) => data.every(Number.isFinite));
  if (!finite) return { smallest: Number.NaN, largest: Number.NaN, method: "exact" };
  const { values, vectors } = symmetricEigen(gram);
  const least = RANK_TOLERANCE * (values.at(-1) ?? 0);
  const kept = Array.from(values.keys()).filter((k) => values[k] > least);
  const whitened = matrix(size, kept.length);
  for (let i = 0; i < size; i++) {
    kept.forEach((from, to) => {
      whitened.data[i * kept.length + to] = vectors.data[i * size + from] / Math.sqrt(values[from]);
    });
  }
  yield;
  const found = symmetricEigen(multiplyTransposed(whitened, multiply(curved, whitened))).values;
  return { smallest: Math.max(0, found[0] ?? 0), largest: found.at(-1) ?? 0, method: "exact" };
}
