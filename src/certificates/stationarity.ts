import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots, roots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { leastGradient } from "./least-gradient.ts";

/**
 * ρ = ‖(GV − λU, GᵀU − λV)‖ / ‖(U, V)‖ in the geometry of the penalty: how far singular values of G along the factors
 * may still be from λ because the descent is not finished. 0 where there is no factor.
 */
export function* stationarity(problem: Problem, point: Point): Steps<number> {
  const { parametrization, regularizer } = problem;
  const gradient = parametrization.parts(yield* leastGradient(problem, point));
  const parts = parametrization.parts(point);
  const [up, down] = [roots(regularizer), inverseRoots(regularizer)];
  const squares = (x: Point, rank: number, by: Float64Array | undefined) => {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += (x[k] * (by ? by[Math.floor(k / rank)] : 1)) ** 2;
    return sum;
  };
  const { rank } = parametrization;
  const residual = squares(gradient.left, rank, down?.rows) + squares(gradient.right, rank, down?.columns);
  const size = squares(parts.left, rank, up?.rows) + squares(parts.right, rank, up?.columns);
  return size > 0 ? Math.sqrt(residual / size) : 0;
}
