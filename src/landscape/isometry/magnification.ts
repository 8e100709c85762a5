import type { Block } from "../../kernels/memory.ts";
import type { Steps } from "../../kernels/steps.ts";
import { readFactor, writeFactor } from "../../linalg/factor-copy.ts";
import { type LowRankMatrix, type Matrix, matrix } from "../../linalg/matrix.ts";
import { norm } from "../../linalg/norm.ts";
import type { AdjointImage } from "../../operators/operator.ts";
import type { Problem } from "../../problem/problem.ts";

/** 𝒜 and 𝒜*𝒜 on low-rank matrices in float64, in the problem's memory, every application counted. */
export interface Magnification {
  /** 𝒜(M), one number a measurement. */
  measure(m: LowRankMatrix): Steps<Float64Array>;
  /** G V and Gᵀ U of G = 𝒜*(z), or of its symmetric part. */
  backProject(z: Float64Array, u: Matrix, v: Matrix): Steps<{ gv: Matrix; gtu: Matrix }>;
  /** Applications so far. */
  readonly applications: number;
}

/** Over all matrices, or over the symmetric ones, where only the symmetric part of 𝒜*(z) is seen. */
export function magnification({ store, operator }: Problem, symmetric: boolean): Magnification {
  const { memory } = store.workspace;
  let applications = 0;
  const place = (name: string, m: Matrix) => {
    const factor = store.factor(`isometry ${name}`, "float64", m.rows, m.columns);
    writeFactor(memory, factor, m);
    return factor;
  };
  function* product(image: AdjointImage, m: Matrix, turned: boolean): Steps<Matrix> {
    const rows = turned ? operator.columns : operator.rows;
    const out = store.factor("isometry out", "float64", rows, m.columns);
    const from = place("in", m);
    yield* turned ? image.transposeTimes(from, out) : image.times(from, out);
    return readFactor(memory, out, m.columns);
  }
  /** G X, or (G + Gᵀ) X / 2. */
  function* times(image: AdjointImage, m: Matrix, turned: boolean): Steps<Matrix> {
    const first = yield* product(image, m, turned);
    if (!symmetric) return first;
    const second = yield* product(image, m, !turned);
    return matrix(
      first.rows,
      first.columns,
      first.data.map((x, k) => 0.5 * (x + second.data[k])),
    );
  }
  const measured = (): Block => store.block("isometry 𝒜(M)", "float64", operator.measurements);
  return {
    get applications() {
      return applications;
    },
    *measure({ left, right }) {
      const [l, r] = [place("left", left), place("right", right)];
      const out = measured();
      applications += 1;
      store.counts.applications += 1;
      yield* store.bound.applyFactors(l, r, out);
      return memory.float64(out).slice();
    },
    *backProject(z, u, v) {
      const block = measured();
      memory.float64(block).set(z);
      store.counts.adjoints += 1;
      const image = yield* store.bound.adjointImage(block, "isometry");
      return { gv: yield* times(image, v, false), gtu: yield* times(image, u, true) };
    },
  };
}

/** ‖𝒜(M)‖² for ‖M‖ = 1. */
export function squareOf(measured: Float64Array): number {
  return norm(measured) ** 2;
}
