import type { Steps } from "../../kernels/steps.ts";
import { readFactor, writeFactor } from "../../linalg/factor-copy.ts";
import { identity, type Matrix } from "../../linalg/matrix.ts";
import type { Problem } from "../../problem/problem.ts";

/** 𝒜 and 𝒜* on matrices that are formed, in float64, every application counted. */
export interface DenseAction {
  measure(m: Matrix): Steps<Float64Array>;
  backProject(z: Float64Array): Steps<Matrix>;
}

/** For sizes at which a matrix may be formed: M is the left factor, the identity the right one. */
export function denseAction({ store, operator }: Problem): DenseAction {
  const { memory } = store.workspace;
  const { rows, columns, measurements } = operator;
  const left = store.factor("a matrix", "float64", rows, columns);
  const ones = store.factor("the identity", "float64", columns, columns);
  const measured = store.block("𝒜 of a matrix", "float64", measurements);
  const eye = identity(columns);
  return {
    *measure(m) {
      writeFactor(memory, left, m);
      writeFactor(memory, ones, eye);
      store.counts.applications += 1;
      yield* store.bound.applyFactors(left, ones, measured);
      return memory.float64(measured).slice();
    },
    *backProject(z) {
      memory.float64(measured).set(z);
      store.counts.adjoints += 1;
      const image = yield* store.bound.adjointImage(measured, "a matrix");
      writeFactor(memory, ones, eye);
      yield* image.times(ones, left);
      return readFactor(memory, left, columns);
    },
  };
}
