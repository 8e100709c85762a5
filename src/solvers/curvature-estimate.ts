import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Problem } from "../problem/problem.ts";
import type { Standing } from "./backtrack.ts";

/** Products with the Hessian. */
const PRODUCTS = 5;
/** The length of a difference of gradients, as a share of the point's: about the root of what numbers hold. */
const SHORT = { float64: 1e-7, float32: 1e-3 };

/**
 * The largest curvature of f about a nonnegative point, estimated by power steps on differences of gradients along
 * directions that stay nonnegative: where 𝒜 keeps signs, its largest eigenvector is one. 1 where nothing curves.
 */
export function* curvatureEstimate(problem: Problem, { point, gradient }: Standing<Problem>): Steps<number> {
  const size = norm(point) || 1;
  const short = SHORT[problem.precision] * size;
  let direction = Float64Array.from(point, (x, k) => Math.abs(x) / size + Math.abs(Math.sin(k + 1)));
  let largest = 0;
  for (let product = 0; product < PRODUCTS; product++) {
    const length = norm(direction);
    if (!(length > 0)) break;
    const there = point.map((x, k) => x + (short * direction[k]) / length);
    const beyond = yield* problem.at(there).gradient();
    direction = Float64Array.from(beyond, (slope, k) => Math.abs(slope - gradient[k]) / short);
    const found = norm(direction);
    if (!Number.isFinite(found)) break;
    largest = Math.max(largest, found);
  }
  return largest || 1;
}
