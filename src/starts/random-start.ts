import type { Point } from "../parametrizations/parametrization.ts";
import { gaussianPoint } from "../problem/gaussian-point.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * A gaussian start: every entry of both factors N(0, scale²), the biases 0. From a small scale, 1e-3 of √σ₁ say, descent
 * begins as a power method.
 *
 * @throws RangeError where the scale is not a finite number ≥ 0.
 * @see Stöger & Soltanolkotabi 2021, arXiv 2106.15013
 */
export function randomStart(problem: Problem, { scale = 1, seed = 0 }: { scale?: number; seed?: number } = {}): Point {
  if (!(scale >= 0 && scale < Infinity)) throw new RangeError(`scale: expected a number ≥ 0; got ${scale}`);
  return gaussianPoint(problem, scale, seed);
}
