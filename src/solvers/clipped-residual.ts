import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import { writeFactor } from "../linalg/factor-copy.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { Random } from "../linalg/random.ts";
import type { Problem } from "../problem/problem.ts";

/** Residuals beyond this many deviations are clipped. */
const REACH = 2;
/** The median of |z|, z standard normal. */
const MEDIAN = 0.674489750196082;
/** Residuals that the median is read off. */
const SAMPLE = 20_000;
/** Measurements between two pauses. */
const STRETCH = 1_000_000;

/** What is known of the residual at a point. */
export interface ClippedState {
  /** Σ |y − 𝒜(X)|. */
  readonly value: number;
  readonly threshold: number;
  /** How many residuals are not clipped. */
  readonly within: number;
  /** The length that the last step should have had on the residuals that were not clipped before it, over the one it had. */
  readonly fall: number;
}

/** The residual y − 𝒜(L Rᵀ), clipped at a threshold that follows its spread down. */
export interface ClippedResidual {
  /** Where the clipped residual stands. */
  readonly clipped: Block;
  /** Moves on to a point: a new threshold, a new clipped residual. */
  at(left: Matrix, right: Matrix): Steps<ClippedState>;
  /** f alone; nothing else changes. */
  valueAt(left: Matrix, right: Matrix): Steps<{ value: number }>;
}

/** A residual that is not clipped yet; `left` and `right` are overwritten by the factors of each point. */
export function clippedResidual(
  { store, observed, precision, loss }: Problem,
  { left, right, decay, random }: { left: Factor; right: Factor; decay: number; random: Random },
): ClippedResidual {
  const { memory } = store.workspace;
  const p = observed.length;
  const prediction = store.block("projections 𝒜(L)", precision, p);
  const clipped = store.block("projections Z", precision, p);
  const places =
    p <= SAMPLE
      ? Int32Array.from({ length: p }, (_, k) => k)
      : Int32Array.from({ length: SAMPLE }, () => random.integer(p));
  // What is clipped must be known by its size in the number format of Z.
  const rounded = precision === "float32" ? Math.fround : (x: number) => x;
  let last = Number.POSITIVE_INFINITY;
  let begun = false;

  function* predict(u: Matrix, v: Matrix): Steps<void> {
    writeFactor(memory, left, u);
    writeFactor(memory, right, v);
    store.counts.applications += 1;
    yield* store.bound.applyFactors(left, right, prediction);
  }

  /** Two robust deviations, and no less than the decay allows. */
  function nextThreshold(): number {
    const x = memory.floats(prediction);
    const sizes = Float64Array.from(places, (k) => Math.abs(observed[k] - x[k])).sort();
    const median = sizes[sizes.length >> 1] ?? 0;
    return Math.max((REACH / MEDIAN) * median, last < Number.POSITIVE_INFINITY ? decay * last : 0);
  }

  return {
    clipped,
    *valueAt(u, v) {
      yield* predict(u, v);
      const x = memory.floats(prediction);
      let value = 0;
      for (let k = 0; k < p; k++) value += loss.value(x[k], observed[k]);
      return { value };
    },
    *at(u, v) {
      yield* predict(u, v);
      const threshold = rounded(nextThreshold());
      let [value, within, along, squared] = [0, 0, 0, 0];
      for (let k0 = 0; k0 < p; k0 += STRETCH) {
        const [x, z] = [memory.floats(prediction), memory.floats(clipped)];
        for (let k = k0; k < Math.min(p, k0 + STRETCH); k++) {
          const r = observed[k] - x[k];
          const size = Math.abs(r);
          value += size;
          const before = z[k];
          if (begun && before < last && before > -last) {
            const moved = before - r;
            along += before * moved;
            squared += moved * moved;
          }
          if (size <= threshold) {
            z[k] = r;
            within += 1;
          } else z[k] = r > 0 ? threshold : -threshold;
        }
        yield;
      }
      [last, begun] = [threshold, true];
      return { value, threshold, within, fall: squared > 0 ? along / squared : 1 };
    },
  };
}
