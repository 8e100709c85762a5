import type { Steps } from "../kernels/steps.ts";
import { lanczosBidiagonalization } from "../linalg/lanczos.ts";
import { normBound } from "../linalg/lanczos-bounds.ts";
import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import { random } from "../linalg/random.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** What is asked of a ball about a point. */
export interface Ball {
  readonly radius: number;
  /** A lower bound on the eigenvalues of ∇²f + c K*K at the centre. */
  readonly least: number;
  /** The smallest eigenvalue of K K* at the centre. */
  readonly gaugeLeast: number;
}

/** The norm of 𝒜 is sought by its dense path, which is for operators of at most so many products a pass. */
const MOST_PRODUCTS = 2e7;
const NORM_STEPS = 40;
const NORM_FAILURE = 1e-9;

/**
 * A lower bound on the curvature of f + R throughout a ball, at least half that at its centre, from which it follows that f
 * has a local minimum within the radius 2‖∇f‖/least; undefined where none is shown. For least squares on two factors, or one, the
 * Hessian is quadratic in θ: with a = ‖𝒜‖₂, s = ‖dφ(θ)‖ and b = ‖d²φ‖ it changes by at most a² (3 b s ρ + 1.5 b² ρ²)
 * within ρ. With m the least curvature on the ball, ρ > ‖∇f‖/m has f + R a minimiser inside; there R is 0, so that f has it, too, where
 * the orbit of the minimiser is not normal to that of the centre, ρ² < the smallest eigenvalue of K K*.
 */
export function* ballCurvature(problem: Problem, point: Point, ball: Ball): Steps<number | undefined> {
  const { loss, parametrization, operator } = problem;
  if (!loss.quadratic || !parametrization.factored) return undefined;
  const radius = ball.radius * (1 + 1e-6);
  if (!(radius * radius < ball.gaugeLeast)) return undefined;
  const a = yield* upperNorm(operator);
  if (a === undefined) return undefined;
  const { left, right, rank, rowBias, columnBias, mean } = parametrization.parts(point);
  const { rows, columns } = parametrization;
  const largest = (factor: Point, length: number) => {
    const whole = matrix(length, rank, Float64Array.from(factor));
    return Math.max(0, symmetricEigen(multiplyTransposed(whole, whole)).values.at(-1) ?? 0);
  };
  // A factor on both sides moves both.
  const b = left === right ? 2 : 1;
  const offsets =
    (rowBias.length > 0 ? columns : 0) + (columnBias.length > 0 ? rows : 0) + (mean.length > 0 ? rows * columns : 0);
  const s = Math.sqrt(b * (largest(left, rows) + largest(right, columns)) + offsets);
  const change = a * a * b * radius * (3 * s + 1.5 * b * radius) * (1 + 1e-9);
  return change <= ball.least / 2 ? ball.least - change : undefined;
}

/** An upper bound on ‖𝒜‖₂ but for a small probability; undefined where it would be costly. */
function* upperNorm(operator: MeasurementOperator): Steps<number | undefined> {
  if (operator.isometry) return 1;
  const { rows, columns, measurements } = operator;
  if (rows * columns * measurements > MOST_PRODUCTS) return undefined;
  const map = {
    rows: measurements,
    columns: rows * columns,
    *apply(x: Float64Array, out: Float64Array): Steps<void> {
      out.set(operator.apply(matrix(rows, columns, x)));
      yield;
    },
    *applyTransposed(y: Float64Array, out: Float64Array): Steps<void> {
      out.set(operator.adjoint(y).data);
      yield;
    },
  };
  const run = yield* lanczosBidiagonalization(map, {
    random: random(0).fork("‖𝒜‖"),
    stop: ({ steps }) => steps >= NORM_STEPS,
  });
  const steps = run.exhausted ? Number.POSITIVE_INFINITY : run.steps;
  const ritz = run.steps > 0 ? run.ritz().values[0] : 0;
  const bound = normBound({ ritz, steps, dimension: map.columns, failureProbability: NORM_FAILURE });
  return Number.isFinite(bound) ? bound * (1 + 1e-12) : undefined;
}
