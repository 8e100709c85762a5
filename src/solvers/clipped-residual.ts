import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import { writeFactor } from "../linalg/factor-copy.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { Random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Residuals beyond this many deviations are clipped. */
const REACH = 2;
/** The median of |z|, z standard normal. */
const MEDIAN = 0.674489750196082;
/** Residuals that the median is read off. */
const SAMPLE = 5_000;
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
  const sizes = new Float64Array(places.length);
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
    for (let s = 0; s < places.length; s++) sizes[s] = Math.abs(observed[places[s]] - x[places[s]]);
    const median = sizes.sort()[sizes.length >> 1];
    return Math.max((REACH / MEDIAN) * median, last < Number.POSITIVE_INFINITY ? decay * last : 0);
  }

  return {
    clipped,
    *valueAt(u, v) {
      yield* predict(u, v);
      const x = memory.floats(prediction);
      return { value: observed.reduce((sum, y, k) => sum + loss.value(x[k], y), 0) };
    },
    *at(u, v) {
      yield* predict(u, v);
      const threshold = rounded(nextThreshold());
      const pass: Pass = { threshold, last: begun ? last : 0, value: 0, within: 0, along: 0, squared: 0 };
      for (let k0 = 0; k0 < p; k0 += STRETCH) {
        clip(observed, memory.floats(prediction), memory.floats(clipped), k0, Math.min(p, k0 + STRETCH), pass);
        yield;
      }
      [last, begun] = [threshold, true];
      const { value, within, along, squared } = pass;
      return { value, threshold, within, fall: squared > 0 ? along / squared : 1 };
    },
  };
}

/** One pass over the residual: thresholds, and what is summed. */
interface Pass {
  readonly threshold: number;
  /** The threshold before; 0 where there was none. */
  readonly last: number;
  value: number;
  within: number;
  along: number;
  squared: number;
}

/** Clips the residuals from k0 to k1; apart from the generator, as engines run such loops slowly inside one. */
function clip(y: Float64Array, x: Point, z: Point, k0: number, k1: number, pass: Pass): void {
  const { threshold, last } = pass;
  let { value, within, along, squared } = pass;
  for (let k = k0; k < k1; k++) {
    const r = y[k] - x[k];
    const size = Math.abs(r);
    value += size;
    const before = z[k];
    if (before < last && before > -last) {
      const moved = before - r;
      along += before * moved;
      squared += moved * moved;
    }
    if (size <= threshold) {
      z[k] = r;
      within += 1;
    } else z[k] = r > 0 ? threshold : -threshold;
  }
  Object.assign(pass, { value, within, along, squared });
}
