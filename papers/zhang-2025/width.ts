import { nonnegativeRankOneSensing, type Steps } from "../../src/index.ts";
import { trapped } from "./descent.ts";

/** How wide the basin of a spurious minimum is. */
export interface Width {
  readonly isometryConstant: number;
  /** The largest a from which, at (a, √p), projected gradient ends at the spurious minimum (0, √p). */
  readonly width: number;
  /** Where the gradient along the truth changes its sign, to first order: s √(p/2). */
  readonly predicted: number;
}

const BISECTIONS = 24;

/** Bisects between the spurious minimum and a point on the far side of the pass, n = 2, r = 1, θ = π/4. */
export function* width(isometryConstant: number): Steps<Width> {
  const { problem, spurious } = nonnegativeRankOneSensing({ isometryConstant, rank: 1 });
  const [[, b]] = spurious;
  const predicted = (b * b * b) / Math.SQRT2;
  let [inside, outside] = [0, 5 * predicted];
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (inside + outside) / 2;
    if (yield* trapped(problem, Float64Array.of(middle, b))) inside = middle;
    else outside = middle;
    yield;
  }
  return { isometryConstant, width: inside, predicted };
}
