import { type Matrix, matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** The point of two gaussian factors, every entry N(0, scale²), or its magnitude where factors are nonnegative; its biases 0. */
export function gaussianPoint(problem: Problem, scale: number, seed: number): Point {
  const { rows, columns, rank, nonnegative } = problem.parametrization;
  const draw = random(seed).fork("start");
  const gaussian = (length: number, name: string): Matrix => {
    const stream = draw.fork(name);
    return matrix(
      length,
      rank,
      Float64Array.from({ length: length * rank }, () => {
        const x = scale * stream.gaussian();
        return nonnegative ? Math.abs(x) : x;
      }),
    );
  };
  const point = problem.point();
  const parts = problem.parametrization.parts(point);
  const left = gaussian(rows, "left");
  // One nonnegative factor on both sides is taken as it is only where both are one.
  const right = nonnegative && parts.left === parts.right ? left : gaussian(columns, "right");
  problem.parametrization.setFactors({ left, right }, point);
  return point;
}
