import {
  afterIterations,
  aligned,
  fixedStep,
  gradientDescent,
  type Point,
  type Steps,
  solve,
  spectralStart,
  svd,
  tangentCurvature,
} from "../../src/index.ts";
import { balanced, distanceOf, errorOf, norm } from "./factors.ts";
import type { Model } from "./models.ts";
import { last } from "./spectrum.ts";

/** Descent on noisy data, and how far from the truth it stays. */
export interface Noisy {
  readonly model: string;
  readonly noise: number;
  /** ‖UVᵀ − M*‖/‖M*‖ at the end. */
  readonly error: number;
  /** ‖F − F̄‖ at the end, and its bounds 2‖∇f(F̄)‖/(μs_r) and 2.91 √(r s₁) ε/(μs_r), ε = ‖∇L(M*)‖₂. */
  readonly distance: number;
  readonly gradientBound: number;
  readonly bound: number;
  /** Some of the points on the way. */
  readonly along: ReadonlyMap<number, Point>;
}

/** Where a descent starts, the spectral start where absent, and which of its iterates to keep. */
export interface NoisyOptions {
  readonly start?: Point;
  readonly keep?: readonly number[];
}

/** The leading r singular vectors of 𝒜*(y), at the length that they have: the textbook's spectral start. */
export function backProjected({ problem }: Model): Float64Array {
  const { operator, observed, parametrization } = problem;
  const { u, singularValues, v } = svd(operator.adjoint(observed));
  const point = new Float64Array(parametrization.dimension);
  const parts = parametrization.parts(point);
  for (const [into, from] of [
    [parts.left, u],
    [parts.right, v],
  ] as const) {
    for (let k = 0; k < into.length; k++) {
      const [row, column] = [Math.floor(k / parts.rank), k % parts.rank];
      into[k] = Math.sqrt(singularValues[column]) * from.data[row * from.columns + column];
    }
  }
  return point;
}

/** Descends from a spectral start with the step 1/(2.6 ℓ s₁), μ and ℓ over the tangent space at the truth. */
export function* noisy(
  model: Model,
  noise: number,
  iterations: number,
  { start: given, keep = [] }: NoisyOptions = {},
): Steps<Noisy> {
  const { name, problem, truth, singularValues } = model;
  const { parametrization, operator } = problem;
  const { smallest, largest } = yield* tangentCurvature(problem, truth, { exactUpTo: 500 });
  const start = given ?? balanced(parametrization, yield* spectralStart(problem));
  const along = new Map<number, Point>([[0, start]]);
  const { last: end } = yield* solve(
    problem,
    gradientDescent({ step: fixedStep(1 / (2.6 * largest * singularValues[0])) }),
    {
      start,
      stop: [afterIterations(iterations)],
      observe: ({ iteration, point }) => {
        if (keep.includes(iteration)) along.set(iteration, point.slice());
      },
    },
  );
  const reference = aligned(parametrization, truth, end);
  const pull = yield* problem.at(truth).negativeDerivative();
  const epsilon = svd(operator.adjoint(pull)).singularValues[0];
  const scale = smallest * last(singularValues);
  return {
    model: name,
    noise,
    error: errorOf(parametrization, end, truth) / norm(singularValues),
    distance: distanceOf(end, reference),
    gradientBound: (2 * norm(yield* problem.at(reference).gradient())) / scale,
    bound: (2.91 * Math.sqrt(singularValues.length * singularValues[0]) * epsilon) / scale,
    along,
  };
}
