import {
  fullObservation,
  leastSquares,
  matrix,
  multiply,
  nonnegative,
  nonnegativeSymmetric,
  type Point,
  type Random,
  random,
  recoveryProblem,
  ridge,
  type SecondOrderProblem,
  type Steps,
  transpose,
} from "../../src/index.ts";
import { foundBelow, trapped } from "./descent.ts";

/** How often projected gradient failed on random matrices z zᵀ or x yᵀ, seen in full. */
export interface Benign {
  readonly symmetric: boolean;
  readonly instances: number;
  readonly failures: number;
  /** Starts that Armijo's rule from steps of 1 takes to 0 exactly, of so many. */
  readonly zeros: number;
  readonly longRuns: number;
  /** How far the curvature at 0 along z e₁ᵀ, or along x e₁ᵀ and y e₁ᵀ, is from −2‖x‖²‖y‖², as a share of it, at most. */
  readonly curvatureError: number;
}

/** ½‖X − M‖² over nonnegative factors. */
export function seenInFull(
  { left, right }: { left: ReturnType<typeof matrix>; right: ReturnType<typeof matrix> },
  rank: number,
  symmetric: boolean,
): SecondOrderProblem {
  const [rows, columns] = [left.rows, right.rows];
  return recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: multiply(left, transpose(right)).data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: (symmetric ? nonnegativeSymmetric : nonnegative)({ rows, columns, rank }),
  });
}

/** n×r, each entry uniform in [0, 1] or, as likely as `sparsity` says, 0. */
export function sparseFactor(rows: number, columns: number, sparsity: number, draw: Random): ReturnType<typeof matrix> {
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => (draw.uniform() < sparsity ? 0 : draw.uniform())),
  );
}

/** Sizes 2 to 8, one to four columns, about a third of z zero. */
export function* benign(
  symmetric: boolean,
  { instances, longRuns, seed }: { instances: number; longRuns: number; seed: number },
): Steps<Benign> {
  let [failures, zeros, curvatureError] = [0, 0, 0];
  for (let k = 0; k < instances; k++) {
    const draw = random(seed).fork(`rank one ${symmetric}`).fork(String(k));
    const side = () => 2 + draw.integer(7);
    const [rows, rank] = [side(), 1 + draw.integer(4)];
    const left = sparseFactor(rows, 1, 1 / 3, draw);
    left.data[draw.integer(rows)] = 1;
    const right = symmetric ? left : sparseFactor(side(), 1, 1 / 3, draw);
    if (!symmetric) right.data[draw.integer(right.rows)] = 1;
    const problem = seenInFull({ left, right }, rank, symmetric);
    const start = problem.point().map(() => draw.uniform());
    if (yield* trapped(problem, start)) failures++;
    const curvature = yield* curvatureAtZero(problem, left.data, right.data);
    const expected = -2 * (Math.hypot(...left.data) * Math.hypot(...right.data)) ** 2;
    curvatureError = Math.max(curvatureError, Math.abs(curvature / expected - 1));
    if (k < longRuns && isZero(yield* afterLongStep(problem, start))) zeros++;
    yield;
  }
  return { symmetric, instances, failures, zeros, longRuns, curvatureError };
}

/** The second derivative of f at 0 along the factors' first columns. */
function* curvatureAtZero(problem: SecondOrderProblem, x: Float64Array, y: Float64Array): Steps<number> {
  const direction = problem.point();
  const { left, right, rank } = problem.parametrization.parts(direction);
  for (const [side, column] of [[left, x] as const, [right, y] as const]) {
    for (const [i, entry] of column.entries()) side[i * rank] = entry;
  }
  const product = yield* problem.at(problem.point()).hessianVector(direction);
  return Array.from(product).reduce((sum, entry, k) => sum + entry * direction[k], 0);
}

export const isZero = (point: Point): boolean => point.every((x) => x === 0);

const SUFFICIENT = 1e-4;
const ITERATIONS = 200;

/** Projected gradient whose every step is the first of 1, ½, ¼, … that lowers f enough: what one should not do. */
export function* afterLongStep(problem: SecondOrderProblem, start: Point): Steps<Point> {
  let point = start;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const at = problem.at(point);
    const value = yield* at.value();
    const gradient = yield* at.gradient();
    if (value < foundBelow(problem)) return point;
    for (let step = 1; ; step /= 2) {
      const moved = point.map((x, k) => Math.max(0, x - step * gradient[k]));
      const slope = Array.from(moved).reduce((sum, x, k) => sum + gradient[k] * (x - point[k]), 0);
      if (slope === 0) return point;
      if ((yield* problem.at(moved).value()) > value + SUFFICIENT * slope) continue;
      point = moved;
      break;
    }
  }
  return point;
}
