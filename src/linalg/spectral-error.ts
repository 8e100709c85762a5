import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { BlockMap } from "./block-map.ts";
import { readFactor, writeFactor } from "./factor-copy.ts";
import { lanczosBidiagonalization } from "./lanczos.ts";
import { normBound } from "./lanczos-bounds.ts";
import type { LinearMap } from "./linear-map.ts";
import { matrix } from "./matrix.ts";
import type { Random } from "./random.ts";
import type { Svd } from "./svd.ts";

/** Bounds on ‖A − UΣVᵀ‖₂. */
export interface SpectralError {
  /** Shown by a vector, but for rounding. */
  readonly atLeast: number;
  /** Wrong with at most the probability asked for, and by rounding; Infinity where the steps are too few for that. */
  readonly atMost: number;
}

/**
 * Bounds on the spectral error of a truncated SVD by `steps` Lanczos steps on A − UΣVᵀ from a gaussian start, two products with
 * one vector each: `atMost` exceeds the largest Ritz value by about 1/√(1 − (ln(1.648 √n/p)/(2·steps − 1))²), p the failure
 * probability (see `normBound`).
 */
export function* spectralError(
  scratch: Scratch,
  map: BlockMap,
  svd: Svd,
  options: { random: Random; steps: number; failureProbability: number },
): Steps<SpectralError> {
  const run = yield* lanczosBidiagonalization(residual(scratch, map, svd), {
    random: options.random,
    stop: ({ steps }) => steps >= options.steps,
  });
  const ritz = run.steps > 0 ? run.ritz().values[0] : 0;
  const { failureProbability } = options;
  const steps = run.exhausted ? Number.POSITIVE_INFINITY : run.steps;
  const atMost = normBound({ ritz, steps, dimension: map.columns, failureProbability });
  return { atLeast: ritz, atMost };
}

/** A − UΣVᵀ, a vector at a time. */
function residual(scratch: Scratch, map: BlockMap, { u, singularValues, v }: Svd): LinearMap {
  const { memory } = scratch.workspace;
  function* product(x: Float64Array, out: Float64Array, transposed: boolean): Steps<void> {
    const into = scratch.factor("vector multiplied", "float64", x.length, 1);
    const to = scratch.factor("product of a vector", "float64", out.length, 1);
    writeFactor(memory, into, matrix(x.length, 1, x));
    yield* transposed ? map.transposeTimes(into, to) : map.times(into, to);
    out.set(readFactor(memory, to, 1).data);
    const [from, onto] = transposed ? [u, v] : [v, u];
    const parts = singularValues.slice().fill(0);
    for (let i = 0; i < from.rows; i++) {
      for (let c = 0; c < parts.length; c++) parts[c] += from.data[i * from.columns + c] * x[i];
    }
    for (let c = 0; c < parts.length; c++) parts[c] *= singularValues[c];
    for (let i = 0; i < onto.rows; i++) {
      for (let c = 0; c < parts.length; c++) out[i] -= onto.data[i * onto.columns + c] * parts[c];
    }
  }
  return {
    rows: map.rows,
    columns: map.columns,
    apply: (x, out) => product(x, out, false),
    applyTransposed: (y, out) => product(y, out, true),
  };
}
