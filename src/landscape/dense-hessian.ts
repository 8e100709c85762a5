import type { Steps } from "../kernels/steps.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { SecondOrderProblem } from "../problem/problem.ts";

/**
 * ∇²f(θ) as a symmetric dimension×dimension matrix in float64, by as many Hessian actions as a point has numbers: for small
 * problems. On a manifold it is P ∇²f(θ) P, P the orthogonal projection on the tangent space.
 */
export function* denseHessian(problem: SecondOrderProblem, point: Point): Steps<Matrix> {
  const exact = problem.with({ precision: "float64" });
  const at = Float64Array.from(point);
  const { parametrization } = exact;
  const size = at.length;
  const evaluation = exact.at(at);
  const hessian = matrix(size, size);
  const direction = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    direction.fill(0);
    direction[k] = 1;
    parametrization.project(at, direction);
    hessian.data.set(yield* evaluation.hessianVector(direction), k * size);
    yield;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (hessian.data[i * size + j] + hessian.data[j * size + i]) / 2;
      hessian.data[i * size + j] = mean;
      hessian.data[j * size + i] = mean;
    }
  }
  return hessian;
}
