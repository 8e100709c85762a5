import type { Steps } from "../kernels/steps.ts";
import { conjugateGradient } from "../linalg/conjugate-gradient.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import { factorPreconditioner } from "./factor-preconditioner.ts";
import { isometry } from "./isometry.ts";
import type { BlockSolveOutcome, SecondOrderEvaluation, SecondOrderProblem } from "./problem.ts";

/** The share of the block's gradient that is left: a sweep to 1e-2 takes half as many products again as one to 1e-1. */
const TOLERANCE = 0.1;

/**
 * Towards the minimiser over one factor, its biases and the mean, for any operator under least squares: f is quadratic there,
 * and conjugate gradients from the point itself leave a tenth of the gradient, in the metric of the other factor (one product
 * where 𝒜 is an isometry). A product is one 𝒜 and one 𝒜*; f never rises.
 */
export function iterativeBlockSolve(
  problem: SecondOrderProblem,
): (side: "left" | "right", point: Point) => Steps<BlockSolveOutcome> {
  const { parametrization } = problem;
  let magnification = Number.NaN;
  let last: SecondOrderEvaluation | undefined;

  return function* (side, point) {
    if (Number.isNaN(magnification)) magnification = yield* isometry(problem);
    const at = last && equal(last.point, point) ? last : problem.at(point.slice());
    const restricted = function* (vector: Steps<Point>, out: Float64Array): Steps<void> {
      out.set(yield* vector);
      clearOther(parametrization, side, out);
    };
    const apply = (x: Float64Array, out: Float64Array) => {
      const direction = problem.point();
      direction.set(x);
      return restricted(at.gaussNewtonVector(direction), out);
    };
    const metric = factorPreconditioner(problem, at.point, magnification, { halved: false })!;
    const precondition = function* (residual: Float64Array, out: Float64Array): Steps<void> {
      yield* metric(residual, out);
      clearOther(parametrization, side, out);
    };
    const gradient = new Float64Array(point.length);
    yield* restricted(at.gradient(), gradient);
    const options = { tolerance: TOLERANCE, precondition };
    const { solution, stopped } = yield* conjugateGradient(apply, gradient, options);
    const failed = stopped === "notFinite";
    if (!failed) for (let k = 0; k < point.length; k++) point[k] -= solution[k];
    last = failed ? at : problem.at(point.slice());
    return { value: yield* last.value(), failed: failed ? parametrization[side === "left" ? "rows" : "columns"] : 0 };
  };
}

/** Zeros in the parts of a vector that a solve over one side holds. */
function clearOther(parametrization: Parametrization, side: "left" | "right", vector: Point): void {
  const parts = parametrization.parts(vector);
  for (const held of side === "left" ? [parts.right, parts.columnBias] : [parts.left, parts.rowBias]) held.fill(0);
}

function equal(a: Point, b: Point): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return a.length === b.length;
}
