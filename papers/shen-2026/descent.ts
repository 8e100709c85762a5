import {
  afterIterations,
  fixedStep,
  gradientDescent,
  gradientNormBelow,
  outOfReach,
  type Point,
  type Problem,
  type Result,
  type Steps,
  solve,
  valueBelow,
} from "../../src/index.ts";

/** f at an iteration. */
export type TraceRow = readonly [iteration: number, value: number];

/** Shares of the observations' size at which a descent is finished, by its residual or its gradient, and below which it found the truth. */
const EXACT = 1e-7;
const STATIONARY = 1e-6;
const FOUND = 1e-4;
const LIMIT = 2000;

/** f below which the truth is found. */
export const foundBelow = ({ observed }: Problem): number => 0.5 * FOUND ** 2 * squareOf(observed);

/** Applications of 𝒜 and of 𝒜* so far. */
export const workOf = ({ store: { counts } }: Problem): number => counts.applications + counts.adjoints;

/** More iterations than this at its present rate make a trial hopeless. */
const HORIZON = 1000;

/**
 * Gradient descent by Barzilai and Borwein's steps to a stationary point; it ends early once f is below `until`, and where it has no
 * prospect of coming below `above`.
 */
export function descended(
  problem: Problem,
  start: Point,
  { until = 0, above }: { until?: number; above?: number } = {},
): Steps<Result> {
  const { observed } = problem;
  const size = Math.sqrt(squareOf(observed));
  return solve(problem, gradientDescent(), {
    start,
    stop: [
      valueBelow(Math.max(until, 0.5 * (EXACT * size) ** 2)),
      gradientNormBelow(STATIONARY * size),
      afterIterations(LIMIT),
      ...(above === undefined ? [] : [outOfReach(above, HORIZON)]),
    ],
  });
}

/** Gradient descent by so many steps of one length, every f from `first` on. */
export function* traced(
  problem: Problem,
  start: Point,
  { stepSize, iterations, first = 0 }: { stepSize: number; iterations: number; first?: number },
): Steps<{ point: Point; rows: TraceRow[] }> {
  const rows: [number, number][] = [[first, yield* problem.at(start).value()]];
  const { last } = yield* solve(problem, gradientDescent({ step: fixedStep(stepSize) }), {
    start,
    stop: [afterIterations(iterations)],
    observe: ({ iteration, value }) => rows.push([first + iteration, value]),
  });
  return { point: last, rows };
}

const squareOf = (x: Float64Array): number => x.reduce((sum, entry) => sum + entry * entry, 0);
