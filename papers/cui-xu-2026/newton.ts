import {
  afterIterations,
  fixedStep,
  gaugeFixedNewton,
  gradientDescent,
  type Point,
  random,
  type SecondOrderProblem,
  type Solver,
  type Steps,
  solve,
  tangentCurvature,
} from "../../src/index.ts";
import { errorOf, near } from "./factors.ts";
import type { Model } from "./models.ts";

/** ‖UVᵀ − M*‖ by iteration, of gauge-fixed Newton and of gradient descent from the same start. */
export interface Finish {
  readonly newton: readonly number[];
  readonly descent: readonly number[];
}

/** Runs both from a point at distance 0.2. */
export function* finishes(model: Model, iterations: { newton: number; descent: number }, seed: number): Steps<Finish> {
  const { problem, truth, singularValues } = model;
  const { parametrization } = problem;
  const start = near(parametrization, truth, 0.2, random(seed).fork("newton start"));
  const { largest } = yield* tangentCurvature(problem, truth, { exactUpTo: 500 });
  function* errors(solver: Solver<SecondOrderProblem>, count: number): Steps<number[]> {
    const found = [errorOf(parametrization, start, truth)];
    yield* solve(problem, solver, {
      start,
      stop: [afterIterations(count)],
      observe: ({ point }: { point: Point }) => found.push(errorOf(parametrization, point, truth)),
    });
    return found;
  }
  const eta = 1 / (2.6 * largest * singularValues[0]);
  return {
    newton: yield* errors(gaugeFixedNewton(), iterations.newton),
    descent: yield* errors(gradientDescent({ step: fixedStep(eta) }), iterations.descent),
  };
}
