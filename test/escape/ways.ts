import {
  afterIterations,
  type Certificate,
  type Escape,
  finish,
  gradientNormBelow,
  lbfgs,
  type Point,
  type Problem,
  type SimulatedOracleOptions,
  simulatedOracle,
  solve,
  type WayOut,
} from "../../src/index.ts";

/** A certificate that tells nothing: for escapes that do not read it. */
export const unread: Certificate = {
  claim: "globallyOptimal",
  verdict: "fails",
  evidence: "proved",
  quantity: 1,
  threshold: 0,
  sentence: "",
  numbers: {},
};

export function outcome(exit: Escape, problem: Problem, point: ArrayLike<number>, certificate = unread) {
  const out = finish(exit.leave(problem, Float64Array.from(point), certificate));
  return "ways" in out ? { ways: out.ways, reason: "" } : { ways: [], reason: out.reason };
}

/** The simulated oracle's ways out, lowest first. */
export const waysFrom = (problem: Problem, point: ArrayLike<number>, options?: SimulatedOracleOptions) =>
  outcome(simulatedOracle(options), problem, point).ways;

export const reasonAt = (problem: Problem, point: ArrayLike<number>) =>
  outcome(simulatedOracle(), problem, point).reason;

export const named = (ways: readonly WayOut[], kind: string) =>
  ways.find((way) => way.kind === `simulatedOracle: ${kind}`)!;

export const value = (problem: Problem, point: Point) => finish(problem.at(point).value());

/** Where a descent from here ends. */
export const descended = (problem: Problem, start: Point) =>
  finish(solve(problem, lbfgs(), { start, stop: [gradientNormBelow(1e-10), afterIterations(500)] })).last;
