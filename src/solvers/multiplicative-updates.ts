import type { Steps } from "../kernels/steps.ts";
import { largestMagnitude, norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { admissibleSlope } from "../problem/admissible-slope.ts";
import type { Evaluation, Problem } from "../problem/problem.ts";
import { addLinearPenaltyGradient, addPenaltyGradient } from "../regularizers/regularizer.ts";
import type { Solver } from "./solver.ts";

/** A rise of this share of f is rounding. */
const ROUNDING = 1e-13;
const MOST_HALVINGS = 30;
/** Numbers below this share of the largest, which only ever shrink, are set to 0. */
const VANISHED = 1e-12;

/**
 * Multiplicative updates: x ← x·(N − ∇f)/N with N the gradient that f would have if every observation were 0, one factor after
 * the other, for least squares and the Kullback–Leibler divergence. Where all that 𝒜 does is to choose entries and there is no ridge, f never rises;
 * elsewhere the step is halved until it does not. A coordinate at 0, or where N is 0, stays: start from positive factors. Converges
 * sublinearly where the solution has zeros. An iteration costs two 𝒜 and five products with its adjoint; memory: six vectors of a point's length, and
 * three of the measurements'.
 *
 * @see Lee & Seung 2001 (NeurIPS 13), doi:10.1038/44565
 */
export function multiplicativeUpdates(): Solver<Problem> {
  return {
    name: "multiplicativeUpdates",
    needs: ["gradient", "nonnegative"],
    monotone: true,
    *iterates(problem, start) {
      let point = start;
      let at = problem.at(point);
      let value = yield* at.value();
      for (let iteration = 1; ; iteration++) {
        const before = point;
        for (const side of ["left", "right"] as const) {
          const gradient = yield* at.gradient();
          const all = yield* gradientWithoutObservations(problem, at);
          const direction = problem.point();
          const [x, g, n, d] = [point, gradient, all, direction].map((v) => problem.parametrization.parts(v)[side]);
          const vanished = VANISHED * largestMagnitude(x);
          for (let k = 0; k < x.length; k++) {
            const step = g[k] > 0 && x[k] < vanished ? x[k] : n[k] > 0 ? (x[k] * g[k]) / n[k] : 0;
            d[k] = Number.isFinite(step) ? -step : 0;
          }
          for (let halvings = 0, length = 1; halvings <= MOST_HALVINGS; halvings++, length /= 2) {
            const moved = problem.parametrization.retract(point, direction, length);
            const there = problem.at(moved);
            const reached = yield* there.value();
            if (!(reached <= value * (1 + ROUNDING))) continue;
            [point, at, value] = [moved, there, reached];
            break;
          }
        }
        const slope = norm(admissibleSlope(problem.parametrization, point, yield* at.gradient()));
        const moved = norm(point.map((x, k) => x - before[k])) / (norm(point) || 1);
        yield { iteration, point, value, gradientNorm: slope, step: moved };
      }
    },
  };
}

/** ∇f at the same point if every observation were 0. */
function* gradientWithoutObservations(problem: Problem, at: Evaluation): Steps<Point> {
  const { store, loss, precision, parametrization, regularizer } = problem;
  const { rows, columns, width } = parametrization;
  const prediction = yield* at.prediction();
  const z = store.block("derivative without observations", precision, prediction.length);
  const factor = (name: string, length: number) => store.factor(name, precision, length, width);
  const [p, q] = [factor("frame L", rows), factor("frame R", columns)];
  const [byLeft, byRight] = [factor("∂f/∂L", rows), factor("∂f/∂R", columns)];
  const { memory } = store.workspace;
  memory.floats(z).set(prediction.map((x) => loss.derivative(x, 0)));
  parametrization.writeFrames(at.point, memory.floats(p.block), memory.floats(q.block), p.stride);
  store.counts.adjoints += 1;
  const image = yield* store.bound.adjointImage(z, "without observations");
  yield* image.times(q, byLeft);
  yield* image.transposeTimes(p, byRight);
  const gradient = problem.point();
  parametrization.pullBack(at.point, memory.floats(byLeft.block), memory.floats(byRight.block), p.stride, gradient);
  addPenaltyGradient(regularizer, parametrization.parts(at.point), parametrization.parts(gradient));
  addLinearPenaltyGradient(regularizer, parametrization.parts(gradient));
  return gradient;
}
