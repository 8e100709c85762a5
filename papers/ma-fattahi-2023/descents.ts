import {
  afterIterations,
  firstOrderForm,
  oneShot,
  type Point,
  type RobustSensing,
  type RobustSensingOptions,
  random,
  robustSensing,
  type Steps,
  solve,
  spareColumns,
  steepestCurve,
  subgradientMethod,
} from "../../src/index.ts";
import { relativeError } from "./measures.ts";

/** Where a descent by subgradients starts: at α times a gaussian point, or on a curve from the truth. */
export type DescentStart =
  | { readonly alpha: number }
  | { readonly along: "closed form" | "optimised"; readonly gamma: number };

/** A descent by subgradients, told nothing of outliers or truth. */
export interface DescentSetting {
  readonly name: string;
  readonly instance: RobustSensingOptions;
  readonly start: DescentStart;
  readonly iterations: number;
}

/** Where it came to; losses a measurement. */
export interface Descent extends DescentSetting {
  readonly error: number;
  readonly loss: number;
  readonly truthLoss: number;
  readonly used: number;
}

/** Plants, and runs it. */
export function* descent(setting: DescentSetting): Steps<Descent> {
  const { instance, start, iterations } = setting;
  const planted = robustSensing(instance);
  const { problem, truth, product } = planted;
  const from = "alpha" in start ? smallPoint(planted, start.alpha) : yield* nearTruth(planted, start);
  const {
    last,
    value,
    iterations: used,
  } = yield* solve(problem, subgradientMethod(), {
    start: from,
    stop: [afterIterations(iterations)],
  });
  return {
    ...setting,
    error: relativeError(problem, last, product),
    loss: value / instance.measurements,
    truthLoss: (yield* problem.at(truth).value()) / instance.measurements,
    used,
  };
}

function smallPoint({ truth }: RobustSensing, alpha: number): Point {
  const draw = random(1).fork("small point");
  const { length } = truth;
  return Float64Array.from({ length }, () => (alpha * draw.gaussian()) / Math.sqrt(length));
}

function* nearTruth(
  { problem, truth }: RobustSensing,
  { along, gamma }: Exclude<DescentStart, { alpha: number }>,
): Steps<Point> {
  if (along === "optimised") return (yield* steepestCurve(problem, truth, { mostIterations: 200 }))!.curve.at(gamma);
  const form = yield* firstOrderForm(problem, truth);
  const { first } = (yield* oneShot(problem, form, spareColumns(problem.parametrization, truth)))!;
  return truth.map((x, k) => x + gamma * first[k]);
}
