import type { Steps } from "../kernels/steps.ts";
import { lanczosBidiagonalization } from "../linalg/lanczos.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Lanczos steps beyond the rank, and the residual of a Ritz value, as a share of the largest, at which they end. */
const EXTRA_STEPS = 60;
const RESIDUAL = 1e-3;

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
  const { loss, store, parametrization } = problem;
  if (!loss.curvature) throw new RangeError("loss: expected one with second derivatives; randomStart needs none");
  const { rank, rows, columns } = parametrization;
  const pull = withoutLargest(yield* problem.at(problem.point()).negativeDerivative(), truncate);
  const g = yield* store.bound.backProjection(pull);
  const svd = (yield* lanczosBidiagonalization(g, {
    random: random(seed).fork("spectral start"),
    stop: (state) => {
      if (state.steps < rank) return false;
      if (state.steps >= rank + EXTRA_STEPS) return true;
      const { values, residuals } = state.ritz();
      return residuals.subarray(0, rank).every((residual) => residual <= RESIDUAL * values[0]);
    },
  })).triples(rank);
  const found = svd.singularValues.length;
  const half = (basis: Matrix, length: number, by: (sigma: number) => number) => {
    const out = matrix(length, rank);
    for (let i = 0; i < length; i++) {
      for (let c = 0; c < found; c++) out.data[i * rank + c] = basis.data[i * found + c] * by(svd.singularValues[c]);
    }
    return out;
  };
  const at = (length: number) =>
    withFactors(
      problem,
      half(svd.u, rows, (sigma) => Math.sqrt(length * sigma)),
      half(svd.v, columns, (sigma) => Math.sqrt(length * sigma)),
    );
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

/** A point of these factors, its biases 0. */
function withFactors(problem: Problem, left: Matrix, right: Matrix): Point {
  const point = problem.point();
  problem.parametrization.setFactors({ left, right }, point);
  return point;
}
