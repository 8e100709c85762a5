import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { beliefPropagationStart, suitsBeliefPropagation } from "../starts/belief-propagation-start.ts";
import { randomStart } from "../starts/random-start.ts";
import { spectralStart } from "../starts/spectral-start.ts";
import { truncatedSpectralStart } from "../starts/truncated-spectral-start.ts";
import type { RunSettings } from "./run-settings.ts";

/** The size of a random start's factors relative to √σ₁ of the spectral one, and that of a small one. */
const RANDOM = 0.5;
const SMALL = 1e-3;
/** The absolute loss does not pull spare columns back: what they are at the end is the error that stays. */
const SMALLER = 1e-8;

/**
 * The start that is asked for, at a problem's rank; `auto` is belief propagation where it knows all that the problem holds,
 * else the spectral one. The random ones are scaled to the data: the spectral start of rank 1 stands for √σ₁ of the truth.
 */
export function* startOf(problem: Problem, { start, seed }: Pick<RunSettings, "start" | "seed">): Steps<Point> {
  if (start === "beliefs" || (start === "auto" && suitsBeliefPropagation(problem))) {
    return yield* beliefPropagationStart(problem, { seed });
  }
  if (start === "spectral" || start === "auto") return yield* spectral(problem, seed);
  if (start === "random" || start === "small") {
    const { rows, columns } = problem.parametrization;
    const small = problem.loss.curvature ? SMALL : SMALLER;
    const share = start === "small" ? small : RANDOM;
    const scale = share * Math.sqrt((yield* sizeOf(problem, seed)) / Math.max(rows, columns));
    return randomStart(problem, { scale, seed });
  }
  const point = problem.point();
  problem.parametrization.setFactors(start, point);
  return point;
}

/** Truncated where the loss is another than least squares: that is then for outliers. */
function spectral(problem: Problem, seed: number): Steps<Point> {
  return problem.loss.quadratic ? spectralStart(problem, { seed }) : truncatedSpectralStart(problem, { seed });
}

/** About σ₁ of the truth: the largest singular value of the spectral start of rank 1. */
function* sizeOf(problem: Problem, seed: number): Steps<number> {
  const one = problem.with({ rank: 1 });
  const { left, right } = one.parametrization.parts(yield* spectral(one, seed));
  return norm(Float64Array.from(left)) * norm(Float64Array.from(right)) || 1;
}
