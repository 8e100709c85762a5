import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { isometry } from "../problem/isometry.ts";
import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";
import { squaredSingularValues } from "./squared-singular-values.ts";

/** By how much a step that was long enough grows for the next. */
const GROWTH = 1.1;
/** A step halved this often moves nothing. */
const MOST_HALVINGS = 60;

/** A step length and a momentum that stay as they are. */
export interface Rates {
  readonly step: number;
  /** β in [0, 1). */
  readonly momentum: number;
}

/**
 * Nesterov's accelerated gradient: y ← x + β(x − x₋), x₊ ← y − η∇f(y). Without rates η is found by backtracking, β follows Nesterov's
 * sequence and begins anew where f rises or the step goes against the gradient; with the rates of `unbalancedRates` and the start
 * `sketchStart({ right: 0 })` it is the published scheme for factoring. An iterate is y, where f and ∇f are known: one 𝒜
 * and one 𝒜* a step, and another 𝒜 where η is looked for. Memory: eight vectors of a point's length.
 *
 * @throws RangeError where the step is not positive, or the momentum not in [0, 1).
 * @see O'Donoghue & Candès 2015, doi:10.1007/s10208-013-9150-3; Xu, Wang, Zhao, Ward & Tao 2024 (factoring), arXiv 2410.09640
 */
export function acceleratedGradient({ step, momentum }: Partial<Rates> = {}): Solver<Problem> {
  if (step !== undefined && !(step > 0 && step < Infinity)) {
    throw new RangeError(`step: expected a number > 0; got ${step}`);
  }
  if (momentum !== undefined && !(momentum >= 0 && momentum < 1)) {
    throw new RangeError(`momentum: expected a number from 0 to less than 1; got ${momentum}`);
  }
  return {
    name: "acceleratedGradient",
    needs: ["gradient"],
    monotone: false,
    *iterates(problem, start) {
      const { parametrization } = problem;
      let x = start;
      let velocity: Point | undefined;
      let length = step ?? 0;
      let t = 1;
      let before = Number.POSITIVE_INFINITY;
      for (let iteration = 1; ; iteration++) {
        const following = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
        const beta = momentum ?? (t - 1) / following;
        const y: Point = velocity ? parametrization.retract(x, velocity, beta) : x;
        const at = problem.at(y);
        const value = yield* at.value();
        const gradient = yield* at.gradient();
        const gradientNorm = norm(gradient);
        yield { iteration, point: y, value, gradientNorm, step: length };

        let next: Point;
        if (step === undefined) {
          length ||= 1 / Math.max(1, gradientNorm);
          const found = yield* descend(problem, y, { value, gradient, slope: gradientNorm ** 2, length });
          next = found.point;
          length = found.length;
        } else next = parametrization.retract(y, gradient, -length);

        // From x to y and on to x₊, both seen from x₊.
        const move = Float64Array.from(velocity ? parametrization.transport(x, y, velocity) : problem.point());
        for (let k = 0; k < move.length; k++) move[k] = beta * move[k] - length * gradient[k];
        const against = dot(Float64Array.from(gradient), 0, move, 0, move.length) > 0;
        velocity = parametrization.transport(y, next, move);
        t = following;
        if (momentum === undefined && (against || value > before)) {
          velocity = undefined;
          t = 1;
        }
        before = value;
        if (step === undefined) length *= GROWTH;
        x = next;
      }
    },
  };
}

/** The step from y, halved until f falls by half of what the slope promises. */
function* descend(
  problem: Problem,
  y: Point,
  from: { value: number; gradient: Point; slope: number; length: number },
): Steps<{ point: Point; length: number }> {
  const { value, gradient, slope } = from;
  let { length } = from;
  for (let halvings = 0; halvings <= MOST_HALVINGS; halvings++, length /= 2) {
    const point = problem.parametrization.retract(y, gradient, -length);
    const reached = yield* problem.at(point).value();
    if (reached <= value - 0.5 * length * slope) return { point, length };
    // f no longer tells.
    if (length * slope <= 1e-15 * Math.abs(value)) break;
  }
  return { point: y, length: 0 };
}

/**
 * The rates of the unbalanced scheme from its start, whose larger factor X₀ has singular values σ₁ … σ_r, r the rank of
 * the truth: η = 1/L and β = (√L − √μ)/(√L + √μ), L = σ₁², μ = σ_r², L times the problem's magnification.
 *
 * @throws RangeError where r is not a whole number from 1 to the problem's rank.
 */
export function* unbalancedRates(problem: Problem, start: Point, trueRank: number): Steps<Rates> {
  const { left, right, rank } = problem.parametrization.parts(start);
  if (!(Number.isInteger(trueRank) && trueRank >= 1 && trueRank <= rank)) {
    throw new RangeError(`trueRank: expected a whole number from 1 to ${rank}; got ${trueRank}`);
  }
  const [a, b] = [left, right].map((factor) => squaredSingularValues(factor, rank));
  const squares = a[0] >= b[0] ? a : b;
  const [steepest, flattest] = [Math.sqrt(squares[0]), Math.sqrt(squares[trueRank - 1])];
  return {
    step: 1 / ((yield* isometry(problem)) * squares[0]),
    momentum: (steepest - flattest) / (steepest + flattest),
  };
}
