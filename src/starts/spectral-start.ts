import type { Steps } from "../kernels/steps.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { spectralRay } from "./spectral-ray.ts";

/**
 * The spectral start: the leading singular vectors of −∇(Σ ℓ) at X = 0, which is 𝒜*(y) for least squares, split evenly between
 * the factors, at the length that fits the observations best (one Newton step along that ray). With `truncate` > 0, measurements whose share of
 * the derivative is among that fraction of the largest are left out first, as outliers need.
 *
 * @throws RangeError where the loss has no second derivative, or `truncate` is not in [0, 1).
 * @see Tong, Ma & Chi 2021, arXiv 2005.08898; Li, Chi, Zhang & Liang 2020 (truncated), arXiv 1709.08114
 */
export function* spectralStart(
  problem: Problem,
  { truncate = 0, seed = 0 }: { truncate?: number; seed?: number } = {},
): Steps<Point> {
  if (!(truncate >= 0 && truncate < 1)) throw new RangeError(`truncate: expected a number in [0, 1); got ${truncate}`);
  if (!problem.loss.curvature)
    throw new RangeError("loss: expected one with second derivatives; truncatedSpectralStart needs none");
  const pull = withoutLargest(yield* problem.at(problem.point()).negativeDerivative(), truncate);
  const at = yield* spectralRay(problem, pull, seed);
  return at(yield* bestLength(problem, at(1), pull));
}

/** The t that minimises the quadratic model of Σ ℓ(t·𝒜(X), y) at 0. */
function* bestLength(problem: Problem, point: Point, pull: Float64Array): Steps<number> {
  const { store, observed, parametrization, precision } = problem;
  const loss = problem.loss as SmoothLoss;
  const { memory } = store.workspace;
  const { rows, columns, width } = parametrization;
  const left = store.factor("L", precision, rows, width);
  const right = store.factor("R", precision, columns, width);
  const out = store.block("prediction", precision, observed.length);
  store.current = { evaluation: undefined, predicted: false };
  parametrization.writeFactors(point, memory.floats(left.block), memory.floats(right.block), left.stride);
  store.counts.applications += 1;
  yield* store.bound.applyFactors(left, right, out);
  const x = memory.floats(out);
  let [slope, bend] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    slope += pull[k] * x[k];
    if (pull[k] !== 0) bend += loss.curvature(0, observed[k]) * x[k] * x[k];
  }
  return slope > 0 && bend > 0 ? slope / bend : 1;
}

/** The numbers without the largest share of them, which become 0. */
function withoutLargest(pull: Float64Array, share: number): Float64Array {
  const dropped = Math.floor(share * pull.length);
  if (dropped === 0) return pull;
  const limit = pull.map(Math.abs).sort()[pull.length - dropped];
  return pull.map((value) => (Math.abs(value) < limit ? value : 0));
}
