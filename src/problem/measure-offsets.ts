import type { Steps } from "../kernels/steps.ts";
import type { Problem } from "./problem.ts";

/** 𝒜(p qᵀ), in float64: p has one number a row, q one a column. */
export function* measureRankOne(problem: Problem, p: Float64Array, q: Float64Array): Steps<Float64Array> {
  return yield* measureColumns(problem, [[p, q]]);
}

/** 𝒜(b 1ᵀ + 1 cᵀ), in float64. */
export function* measureOffsets(problem: Problem, b: Float64Array, c: Float64Array): Steps<Float64Array> {
  const ones = (length: number) => new Float64Array(length).fill(1);
  return yield* measureColumns(problem, [
    [b, ones(c.length)],
    [ones(b.length), c],
  ]);
}

/** 𝒜 of a sum of at most two rank-one matrices. */
function* measureColumns(problem: Problem, pairs: readonly (readonly [Float64Array, Float64Array])[]) {
  const { store, operator } = problem;
  const { memory } = store.workspace;
  const left = store.factor("p", "float64", operator.rows, 2);
  const right = store.factor("q", "float64", operator.columns, 2);
  const out = store.block("𝒜(pqᵀ)", "float64", operator.measurements);
  const [into, beside] = [memory.float64(left.block).fill(0), memory.float64(right.block).fill(0)];
  for (const [c, [p, q]] of pairs.entries()) {
    for (let i = 0; i < p.length; i++) into[2 * i + c] = p[i];
    for (let j = 0; j < q.length; j++) beside[2 * j + c] = q[j];
  }
  store.counts.applications += 1;
  yield* store.bound.applyFactors(left, right, out);
  return memory.float64(out).slice();
}
