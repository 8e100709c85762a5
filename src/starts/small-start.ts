import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { gaussianPoint } from "../problem/gaussian-point.ts";
import type { Problem } from "../problem/problem.ts";
import { truncatedSpectralStart } from "./truncated-spectral-start.ts";

/**
 * A small gaussian start, scaled to the data: factors whose singular values are about `share` of √σ₁ of the truth. Descent from it begins as a power method and lets directions rise one after
 * the other; what is left of the spare ones at the end grows with the share.
 *
 * @throws RangeError where the share is not a positive finite number.
 * @see Stöger & Soltanolkotabi 2021, arXiv:2106.15013; Ma & Fattahi 2023, arXiv:2202.08788
 */
export function* smallStart(
  problem: Problem,
  { share = 1e-3, seed = 0 }: { share?: number; seed?: number } = {},
): Steps<Point> {
  if (!(share > 0 && share < Infinity)) throw new RangeError(`share: expected a number > 0; got ${share}`);
  const { rows, columns } = problem.parametrization;
  const size = (yield* leadingSize(problem, seed)) || 1;
  return gaussianPoint(problem, share * Math.sqrt(size / Math.max(rows, columns)), seed);
}

/** About σ₁ of the truth: the singular value of the truncated spectral start of rank 1; 0 where nothing is observed but 0. */
function* leadingSize(problem: Problem, seed: number): Steps<number> {
  const one = problem.with({ rank: 1 });
  const { left, right } = one.parametrization.parts(yield* truncatedSpectralStart(one, { seed }));
  return norm(Float64Array.from(left)) * norm(Float64Array.from(right));
}
