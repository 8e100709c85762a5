import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import { gaussianPoint } from "./gaussian-point.ts";
import type { Problem } from "./problem.ts";

/**
 * How much the measurements magnify a matrix: Σ ℓ″(0, y) 𝒜(W)² / ‖W‖² for one random W = φ(θ), an estimate by one
 * application. It is 1 for an isometry under least squares, about the share observed for entries: the number
 * by which step sizes stated for an isometry are divided. 1 where every W is 0.
 */
export function* isometry(problem: Problem, seed = 0): Steps<number> {
  const { store, observed, parametrization, precision } = problem;
  const { memory } = store.workspace;
  const { rows, columns, width } = parametrization;
  const curvature = (problem.loss as Partial<SmoothLoss>).curvature ?? (() => 1);
  const left = store.factor("L", precision, rows, width);
  const right = store.factor("R", precision, columns, width);
  const out = store.block("prediction", precision, observed.length);
  store.current = { evaluation: undefined, predicted: false };
  const views = [left, right].map((factor) => memory.floats(factor.block));
  parametrization.writeFactors(gaussianPoint(problem, 1, seed), views[0], views[1], left.stride);
  const [a, b] = views.map((view, k) => gram(view, [rows, columns][k], left.stride));
  // ‖L Rᵀ‖² = ⟨LᵀL, RᵀR⟩.
  const size = a.reduce((sum, x, k) => sum + x * b[k], 0);
  store.counts.applications += 1;
  yield* store.bound.applyFactors(left, right, out);
  const measured = memory.floats(out);
  let magnified = 0;
  for (let k = 0; k < measured.length; k++) magnified += curvature(0, observed[k]) * measured[k] ** 2;
  return magnified > 0 && size > 0 ? magnified / size : 1;
}

function gram(factor: Float64Array | Float32Array, rows: number, stride: number): Float64Array {
  const a = matrix(rows, stride, Float64Array.from(factor.subarray(0, rows * stride)));
  return multiplyTransposed(a, a).data;
}
