import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import { measureRankOne } from "../problem/measure-offsets.ts";
import { canBlockSolve, type Problem, type SecondOrderEvaluation } from "../problem/problem.ts";
import type { Witness } from "./certificate.ts";
import { leastGradient } from "./least-gradient.ts";

/**
 * The fall along the first pair alone: (σ − λ)² / (2‖𝒜(pqᵀ)‖²), σ = ⟨𝒜(pqᵀ), residual⟩, for least squares; measured at the
 * best of some steps along the pair for any other loss.
 */
export function* columnFall(
  problem: Problem,
  { left, right }: Witness,
  point: Point,
  residual: Float64Array,
): Steps<number> {
  const { loss, observed, regularizer } = problem;
  const scale = inverseRoots(regularizer);
  const first = (basis: typeof left, by: Float64Array | undefined) =>
    Float64Array.from({ length: basis.rows }, (_, i) => basis.data[i * basis.columns] * (by ? by[i] : 1));
  const [p, q] = [first(left, scale?.rows), first(right, scale?.columns)];
  const image = yield* measureRankOne(problem, p, q);
  const slope = dot(image, 0, residual, 0, image.length) - regularizer.ridge;
  const length = dot(image, 0, image, 0, image.length);
  if (!(slope > 0 && length > 0)) return 0;
  // √t·p and √t·q: an ℓ₁ penalty counts the numbers of both, which then have no sign.
  const sums = regularizer.l1 > 0 ? regularizer.l1 * [...p, ...q].reduce((sum, x) => sum + x, 0) : 0;
  if (loss.quadratic && sums === 0) return slope ** 2 / (2 * length);
  const prediction = yield* problem.at(point).prediction();
  const fallAt = (t: number) => {
    let fall = -t * regularizer.ridge - Math.sqrt(t) * sums;
    for (let k = 0; k < observed.length; k++) {
      fall += loss.value(prediction[k], observed[k]) - loss.value(prediction[k] + t * image[k], observed[k]);
    }
    return fall;
  };
  const bend = image.reduce((sum, a, k) => sum + (loss.curvature?.(prediction[k], observed[k]) ?? 1) * a * a, 0);
  const step = slope / (bend > 0 ? bend : length);
  return Math.max(0, ...[2, 1, 0.5, 0.1, 0.01].map((share) => fallAt(share * step)));
}

/** Gradient steps that are tried, and how often each is cut to a quarter. */
const DESCENTS = 4;
const CUTS = 4;

/**
 * How far one exact solve over a factor, or a few gradient steps where there is none, lower the objective: the witness of a
 * descent that is not finished.
 */
export function* descentFall(problem: Problem, point: Point, primal: number): Steps<number> {
  if (canBlockSolve(problem)) return primal - (yield* problem.blockSolve("left", point.slice())).value;
  let [at, value] = [point, primal];
  for (let step = 0; step < DESCENTS; step++) {
    const evaluation = problem.at(at);
    const gradient = yield* leastGradient(problem, at);
    const slope = norm(gradient) ** 2;
    const curvature =
      "curvatureAlong" in evaluation ? yield* (evaluation as SecondOrderEvaluation).curvatureAlong(gradient) : slope;
    const before = value;
    for (let cut = 0, length = slope / curvature; cut < CUTS && value === before; cut++, length /= 4) {
      if (!(length > 0 && length < Number.POSITIVE_INFINITY)) break;
      const next = problem.parametrization.retract(at, gradient, -length);
      const there = yield* problem.at(next).value();
      if (there < value) [at, value] = [next, there];
    }
    if (value === before) break;
  }
  return primal - value;
}
