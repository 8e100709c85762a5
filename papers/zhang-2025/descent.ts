import {
  afterIterations,
  gradientNormBelow,
  type Iterate,
  type Point,
  type Problem,
  projectedGradient,
  type Result,
  random,
  type Steps,
  solve,
  valueBelow,
} from "../../src/index.ts";

/** Shares of the observations' size: a gradient that ends a descent, and a residual below which the truth is found. */
const STATIONARY = 1e-8;
const FOUND = 1e-2;
const LIMIT = 1000;
/** So many iterations tell whether a descent is caught, long before idle columns have come to rest. */
const TOLD = 500;

const sizeOf = ({ observed }: Problem): number => Math.hypot(...observed);

/** f below which the truth is found: a residual of 1 % of the observations. */
export const foundBelow = (problem: Problem): number => 0.5 * (FOUND * sizeOf(problem)) ** 2;

/** Projected gradient to a stationary point, to its last digits. */
export function descended(problem: Problem, start: Point, observe?: (iterate: Iterate) => void): Steps<Result> {
  return solve(problem, projectedGradient(), {
    start,
    stop: [gradientNormBelow(STATIONARY * sizeOf(problem)), valueBelow(1e-26), afterIterations(LIMIT)],
    ...(observe && { observe }),
  });
}

/** f where projected gradient ends, but for the last digits: below `foundBelow` where it finds the truth. */
export function* endOf(problem: Problem, start: Point, iterations = TOLD): Steps<number> {
  const { value } = yield* solve(problem, projectedGradient(), {
    start,
    stop: [
      valueBelow(foundBelow(problem)),
      gradientNormBelow(STATIONARY * sizeOf(problem)),
      afterIterations(iterations),
    ],
  });
  return value;
}

/** Does projected gradient end at something else than the truth. */
export function* trapped(problem: Problem, start: Point, iterations = TOLD): Steps<boolean> {
  return (yield* endOf(problem, start, iterations)) > foundBelow(problem);
}

/** The share of starts with independent uniform [0, 1] entries, each changed as asked, from which it is trapped. */
export function* trappedShare(
  problem: Problem,
  {
    runs,
    seed,
    iterations = TOLD,
    change = (start) => start,
  }: { runs: number; seed: number; iterations?: number; change?: (start: Point) => Point },
): Steps<number> {
  let count = 0;
  for (let run = 0; run < runs; run++) {
    if (yield* trapped(problem, change(uniformPoint(problem, seed, run)), iterations)) count++;
    yield;
  }
  return count / runs;
}

/** A point of independent uniform [0, 1] entries. */
export function uniformPoint(problem: Problem, seed: number, run: number): Point {
  const draw = random(seed).fork("starts").fork(String(run));
  return problem.point().map(() => draw.uniform());
}
