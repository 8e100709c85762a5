import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import { identity, type Matrix, matrix } from "../../linalg/matrix.ts";
import { norm } from "../../linalg/norm.ts";
import { random } from "../../linalg/random.ts";
import type { Problem } from "../../problem/problem.ts";
import { type DenseAction, denseAction } from "./dense-action.ts";
import type { FirstOrderForm } from "./first-order-form.ts";
import type { TangentCone } from "./tangent-cone.ts";

/** How the least value of the form is sought. */
export interface LeastFormOptions {
  readonly mostIterations?: number;
  /** It ends where value and bound are within this share of √p ‖𝒜‖, or where `enough` says so. */
  readonly gap?: number;
  /** Is what has been found by then all that is asked for. */
  readonly enough?: (found: { value: number; bound: number }) => boolean;
  /** What the multipliers must stay off their ends by, as a share, and an equal share of √p the block beyond the tangent space above 0. */
  readonly margin?: number;
}

/** A direction of small h, and how much smaller h can be. */
export interface LeastForm {
  /** M of the cone, ‖M‖ = 1, unless nothing below 0 was found: then 0. */
  readonly matrix: Matrix;
  /** h(M). */
  readonly value: number;
  /** h(N) ≥ bound·‖N‖ for all N of the cone's hull. */
  readonly bound: number;
  /** One multiplier a measurement, of its subdifferential: what proves the bound. */
  readonly multipliers: Float64Array;
  readonly iterations: number;
}

const MOST_ITERATIONS = 3000;
const GAP = 1e-4;
/** Iterations between two looks at the bound. */
const LOOK = 20;
const POWER_STEPS = 20;
/** The estimate of ‖𝒜‖ is from below. */
const SAFETY = 1.05;

/**
 * min h(M) over the matrices of a cone with ‖M‖ ≤ 1, by Chambolle and Pock's primal–dual method: h(M) = max over z of ⟨𝒜*z, M⟩, z in
 * the subdifferentials, and −‖Proj(−𝒜*z)‖ is a bound for every z.
 *
 * @see Chambolle & Pock 2011, doi:10.1007/s10851-010-0251-1
 */
export function* leastForm(
  problem: Problem,
  form: FirstOrderForm,
  cone: TangentCone,
  { mostIterations = MOST_ITERATIONS, gap = GAP, enough, margin = 0 }: LeastFormOptions = {},
): Steps<LeastForm> {
  const { rows, columns, measurements } = problem.operator;
  const action = denseAction(problem);
  const [least, most] = [form.least, form.most].map((ends, side) =>
    ends.map((end, k) => {
      const room = form.most[k] - form.least[k];
      return end + ((side === 0 ? 1 : -1) * margin * room) / 2;
    }),
  );
  const length = SAFETY * (yield* largestSingularValue(action, rows, columns));
  const size = Math.sqrt(measurements) * length;
  // Multipliers are of size 1 each, matrices of size 1 in all.
  const [tau, sigma] = [1 / size, measurements / size];
  const z = least.map((end, k) => (end + most[k]) / 2);
  const lifted = cone.semidefinite
    ? scaled(cone.lift(identity(cone.beyond)), margin * Math.sqrt(measurements))
    : matrix(rows, columns);
  let at = matrix(rows, columns);
  let image: Float64Array = new Float64Array(measurements);
  let bar = image;
  let best: LeastForm = {
    matrix: at,
    value: 0,
    bound: Number.NEGATIVE_INFINITY,
    multipliers: z.slice(),
    iterations: 0,
  };
  for (let iteration = 1; iteration <= mostIterations; iteration++) {
    for (let k = 0; k < measurements; k++) z[k] = Math.min(most[k], Math.max(least[k], z[k] + sigma * bar[k]));
    const pull = yield* action.backProject(z);
    for (let k = 0; k < pull.data.length; k++) pull.data[k] -= lifted.data[k];
    if (iteration % LOOK === 0 || iteration === mostIterations) {
      const bound = -norm(cone.project(negated(pull), true).data);
      const unit = norm(at.data);
      const value = unit > 0 ? form.value(image) / unit : 0;
      if (bound > best.bound) best = { ...best, bound, multipliers: z.slice() };
      if (value < best.value) best = { ...best, matrix: scaled(at, 1 / unit), value };
      best = { ...best, iterations: iteration };
      if (best.value - best.bound <= gap * size || enough?.(best)) break;
      yield;
    }
    const next = matrix(
      rows,
      columns,
      at.data.map((x, k) => x - tau * pull.data[k]),
    );
    at = intoBall(cone.project(next));
    const there = yield* action.measure(at);
    const before = image;
    bar = there.map((v, k) => 2 * v - before[k]);
    image = there;
    yield;
  }
  return best;
}

function negated(m: Matrix): Matrix {
  return scaled(m, -1);
}

function scaled({ rows, columns, data }: Matrix, by: number): Matrix {
  return matrix(
    rows,
    columns,
    data.map((x) => by * x),
  );
}

function intoBall(m: Matrix): Matrix {
  const size = norm(m.data);
  return size > 1 ? scaled(m, 1 / size) : m;
}

/** ‖𝒜‖, from below, by the power method. */
function* largestSingularValue(action: DenseAction, rows: number, columns: number): Steps<number> {
  const draw = random(0).fork("least form");
  let x = matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
  let value = 0;
  for (let step = 0; step < POWER_STEPS; step++) {
    x = scaled(x, 1 / norm(x.data));
    const image = yield* action.measure(x);
    value = Math.sqrt(dot(image, 0, image, 0, image.length));
    x = yield* action.backProject(image);
    yield;
  }
  return value;
}
