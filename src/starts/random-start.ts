import type { Point } from "../parametrizations/parametrization.ts";
import { gaussianPoint } from "../problem/gaussian-point.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * A gaussian start: every entry of both factors N(0, scale²), the biases 0; of nonnegative factors its magnitude. From a
 * small scale, 1e-3 of √σ₁ say, descent begins as a power method.
 *
 * @param scale by default 1; on nonnegative factors √(mean |y| / r), so that X is of the size of the data where entries are observed.
 * @throws RangeError where the scale is not a finite number ≥ 0.
 * @see Stöger & Soltanolkotabi 2021, arXiv 2106.15013
 */
export function randomStart(problem: Problem, { scale, seed = 0 }: { scale?: number; seed?: number } = {}): Point {
  if (scale !== undefined && !(scale >= 0 && scale < Infinity)) {
    throw new RangeError(`scale: expected a number ≥ 0; got ${scale}`);
  }
  return gaussianPoint(problem, scale ?? (problem.parametrization.nonnegative ? sizeOfData(problem) : 1), seed);
}

/** √(mean |y| / r). */
function sizeOfData({ observed, parametrization: { rank } }: Problem): number {
  const mean = observed.reduce((sum, y) => sum + Math.abs(y) / observed.length, 0);
  return Math.sqrt(mean / Math.max(1, rank));
}
