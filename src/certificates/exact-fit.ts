import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Certificate } from "./certificate.ts";

/** The most that a residual may be of the terms whose difference it is. */
const EXACT = 1e-10;
/** An objective below (this · ‖y‖)²/2 is the rounding of its own evaluation. */
const ROUNDING = 32 * Number.EPSILON;

/** Is the objective 0 but for rounding: no objective is below 0. */
export function zeroButForRounding(problem: Problem, primal: number): boolean {
  return Math.sqrt(2 * primal) <= ROUNDING * norm(problem.observed);
}

/**
 * Without a ridge the lower bound is 0: only an exact fit is certified, every single entry to `EXACT` of the numbers
 * that its prediction is summed from.
 */
export function* exactFit(
  problem: Problem,
  point: Point,
  residual: Float64Array,
  primal: number,
  threshold: number,
): Steps<Certificate> {
  const terms = yield* termsOf(problem, point);
  const inexact = residual.some((r, k) => !(Math.abs(r) <= EXACT * (Math.abs(problem.observed[k]) + terms[k])));
  const penalty = primal - (yield* problem.at(point).loss());
  const holds = !inexact && Math.sqrt(2 * penalty) <= EXACT * norm(problem.observed);
  return {
    claim: "globallyOptimal",
    verdict: holds ? "holds" : "undecided",
    evidence: "computed",
    quantity: holds ? 0 : 1,
    threshold,
    sentence: holds
      ? "The observed entries are fitted exactly, and no objective is below 0."
      : "Without a ridge only an exact fit can be certified, and this fit is not exact.",
    numbers: { primal, dual: 0, gap: primal, ridge: 0 },
  };
}

/** 𝒜(|L| |R|ᵀ): for every measurement the size of what is summed to predict it. */
function* termsOf({ parametrization, store, operator }: Problem, point: Point): Steps<Float64Array> {
  const { memory } = store.workspace;
  const { rows, columns, width } = parametrization;
  const left = store.factor("|L|", "float64", rows, width);
  const right = store.factor("|R|", "float64", columns, width);
  const out = store.block("𝒜(|L||R|ᵀ)", "float64", operator.measurements);
  const [l, r] = [memory.float64(left.block), memory.float64(right.block)];
  parametrization.writeFactors(point, l, r, left.stride);
  for (let k = 0; k < l.length; k++) l[k] = Math.abs(l[k]);
  for (let k = 0; k < r.length; k++) r[k] = Math.abs(r[k]);
  store.counts.applications += 1;
  yield* store.bound.applyFactors(left, right, out);
  return memory.float64(out).slice();
}
