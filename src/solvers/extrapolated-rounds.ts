import type { Steps } from "../kernels/steps.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import type { NonnegativeFactorSolve } from "../problem/problem.ts";

/** A rise of this share of f is rounding: near the end f is flat to its last digits while the factors still move. */
const ROUNDING = 1e-13;
/** The share of the last step that is added; how it grows while f falls, and its bound with it; by what it shrinks where f would rise. */
const FIRST_SHARE = 0.5;
const GROWTH = 1.05;
const BOUND_GROWTH = 1.01;
const SHRINKAGE = 1.5;

/** What a round reached: f, and the share of the last step that it added. */
interface Round {
  readonly value: number;
  readonly share: number;
}

/**
 * Rounds of solves over the left and the right nonnegative factor, each factor extrapolated along its last step before the
 * other is solved for; a round after which f would be higher is done again without. `point` is where the rounds stand, overwritten. Memory: two vectors
 * of its length beside it.
 *
 * @see Ang & Gillis 2019, doi:10.1162/neco_a_01157
 */
export function extrapolatedRounds(
  parametrization: Parametrization,
  solve: NonnegativeFactorSolve,
  point: Point,
  sweeps: number,
): () => Steps<Round> {
  const next = point.slice();
  const last = point.slice();
  let [share, before, most] = [FIRST_SHARE, FIRST_SHARE, 1];
  let value = Number.POSITIVE_INFINITY;

  /** x + by·(x − its last) where that is not negative; x becomes its last. */
  function extrapolate(side: "left" | "right", by: number): void {
    const [x, old] = [next, last].map((at) => parametrization.parts(at)[side]);
    for (let k = 0; k < x.length; k++) {
      const here = x[k];
      x[k] = Math.max(0, here + by * (here - old[k]));
      old[k] = here;
    }
  }

  return function* () {
    for (let by = value < Infinity ? share : 0; ; by = 0) {
      yield* solve("left", next, { sweeps });
      extrapolate("left", by);
      const reached = yield* solve("right", next, { sweeps });
      if (value === Infinity || reached.value <= value * (1 + ROUNDING)) {
        value = reached.value;
        point.set(next);
        extrapolate("right", by);
        if (by > 0) [before, share, most] = [by, Math.min(most, GROWTH * by), Math.min(1, BOUND_GROWTH * most)];
        return { value, share: by };
      }
      next.set(point);
      last.set(point);
      // What is left of the fall is rounding.
      if (by === 0) return { value, share: 0 };
      [share, most] = [share / SHRINKAGE, before];
    }
  };
}
