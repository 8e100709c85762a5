import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";
import type { StepRule } from "./step-rules.ts";

/** A subgradient as a metric sees it. */
export interface MeasuredSubgradient {
  /** M⁻¹s, where to step against. */
  readonly direction: Point;
  /** ⟨s, M⁻¹s⟩^½, and ⟨θ, Mθ⟩^½. */
  readonly gradientNorm: number;
  readonly pointNorm: number;
}

/** What a subgradient method is. */
export interface SubgradientDescentOptions extends Pick<Solver, "name" | "needs"> {
  readonly step: StepRule;
  /** Measures a subgradient at a point; M is the identity where absent. */
  readonly metric?: (problem: Problem, point: Point, subgradient: Point) => Steps<MeasuredSubgradient>;
}

// biome-ignore lint/correctness/useYield: nothing here takes long.
function* euclidean(_: Problem, point: Point, subgradient: Point): Steps<MeasuredSubgradient> {
  return { direction: subgradient, gradientNorm: norm(subgradient), pointNorm: norm(point) };
}

/** θ ← θ − η_t M⁻¹s with s in the subdifferential and M the metric at θ. */
export function subgradientDescent({
  name,
  needs,
  step,
  metric = euclidean,
}: SubgradientDescentOptions): Solver<Problem> {
  return {
    name,
    needs,
    monotone: false,
    ...(step.finished && { finished: step.finished }),
    *iterates(problem, start) {
      const { parametrization } = problem;
      const lengthOf = step.begin();
      let at = problem.at(start);
      let value = yield* at.value();
      let gradient = yield* at.gradient();
      for (let iteration = 1; ; iteration++) {
        const { direction, ...norms } = yield* metric(problem, at.point, gradient);
        const length = lengthOf({ value, last: undefined, ...norms });
        at = problem.at(parametrization.retract(at.point, direction, -length));
        value = yield* at.value();
        gradient = yield* at.gradient();
        yield { iteration, point: at.point, value, gradientNorm: norm(gradient), step: length };
      }
    },
  };
}
