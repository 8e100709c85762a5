import type { Steps } from "../../kernels/steps.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";

/** 𝒜(dL dRᵀ), in float64: what X(t) = (L + t dL)(R + t dR)ᵀ adds at second order. */
export function* turnImage(problem: Problem, at: Point, along: Point): Steps<Float64Array> {
  const { store, parametrization, operator } = problem;
  const { rows, columns, width } = parametrization;
  const { memory } = store.workspace;
  const left = store.factor("turn L", "float64", rows, width);
  const right = store.factor("turn R", "float64", columns, width);
  const out = store.block("𝒜(dL dRᵀ)", "float64", operator.measurements);
  parametrization.writeTurn(at, along, memory.float64(left.block), memory.float64(right.block), left.stride);
  store.counts.applications += 1;
  yield* store.bound.applyFactors(left, right, out);
  return memory.float64(out).slice();
}
