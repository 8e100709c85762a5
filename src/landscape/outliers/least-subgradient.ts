import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import type { LinearMap } from "../../linalg/linear-map.ts";
import { lsqr } from "../../linalg/lsqr.ts";
import { norm } from "../../linalg/norm.ts";
import { random } from "../../linalg/random.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import type { FirstOrderForm } from "./first-order-form.ts";

/** A small element of the subdifferential at a point. */
export interface LeastSubgradient {
  readonly gradient: Float64Array;
  readonly norm: number;
  /** ‖of what cancels in it‖: the outliers' pull, and what balances it. */
  readonly scale: number;
  /** The one-sided derivative of f along −gradient: below 0 it shows that the point is not critical. */
  readonly slope: number;
}

/** Accelerated steps before what is left is solved for, and rounds of that. */
const STEPS = 300;
const ROUNDS = 8;
const CLOSE = 1e-10;
const POWER_STEPS = 15;
const SAFETY = 1.1;

/**
 * The least ‖J*z + push‖ over multipliers z in the subdifferentials of the loss, J the derivative of θ ↦ 𝒜(φ(θ)), `push` the
 * gradient of a penalty: 0 at a critical point in Clarke's sense, since f is a convex function of a smooth map. Accelerated projected gradients first, then, where the box
 * allows, least squares on the multipliers that are off their ends. For a loss with kinks.
 *
 * @see Beck & Teboulle 2009, doi:10.1137/080716542; Clarke 1983, doi:10.1137/1.9781611971309
 */
export function* leastSubgradient(
  problem: Problem,
  point: Float64Array,
  form: FirstOrderForm,
  push: Float64Array = new Float64Array(point.length),
): Steps<LeastSubgradient> {
  const { least, most } = form;
  const map = tangentMap(problem, problem.parametrization, point);
  const length = SAFETY * (yield* squaredNorm(map));
  const gradientAt = function* (z: Float64Array): Steps<Float64Array> {
    const out = new Float64Array(map.columns);
    yield* map.applyTransposed(z, out);
    return out.map((x, k) => x + push[k]);
  };
  const clip = (z: Float64Array) => {
    for (let k = 0; k < z.length; k++) z[k] = Math.min(most[k], Math.max(least[k], z[k]));
    return z;
  };
  const forced = least.map((end, k) => (end === most[k] ? end : 0));
  const pull = norm(yield* gradientAt(forced));
  let best = { z: forced, gradient: yield* gradientAt(forced), norm: pull };
  const keep = (z: Float64Array, gradient: Float64Array) => {
    const size = norm(gradient);
    if (size < best.norm) best = { z: z.slice(), gradient, norm: size };
  };
  const image = new Float64Array(map.rows);
  let [z, ahead, momentum]: [Float64Array, Float64Array, number] = [forced.slice(), forced.slice(), 1];
  for (let step = 0; step < STEPS && best.norm > CLOSE * pull; step++) {
    yield* map.apply(yield* gradientAt(ahead), image);
    const next = clip(ahead.map((value, k) => value - image[k] / length));
    keep(next, yield* gradientAt(next));
    const grown = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const share = (momentum - 1) / grown;
    const before = z;
    ahead = next.map((value, k) => value + share * (value - before[k]));
    [z, momentum] = [next, grown];
  }
  for (let round = 0; round < ROUNDS && best.norm > CLOSE * pull; round++) {
    const { z, gradient } = best;
    const free = z.map((value, k) => (value > least[k] && value < most[k] ? 1 : 0));
    const { solution } = yield* lsqr(freeAdjoint(map, free), gradient, { tolerance: 1e-12, iterationLimit: 200 });
    const repaired = clip(z.map((value, k) => value - free[k] * solution[k]));
    const before = best.norm;
    keep(repaired, yield* gradientAt(repaired));
    if (!(best.norm < before / 2)) break;
  }
  const { gradient } = best;
  yield* map.apply(
    gradient.map((x) => -x),
    image,
  );
  const slope = form.value(image) - dot(push, 0, gradient, 0, gradient.length);
  return { gradient, norm: best.norm, scale: 2 * pull, slope };
}

/** z ↦ J*(z) over the multipliers that are free. */
function freeAdjoint(map: LinearMap, free: Float64Array): LinearMap {
  return {
    rows: map.columns,
    columns: map.rows,
    apply: (z, out) =>
      map.applyTransposed(
        z.map((value, k) => value * free[k]),
        out,
      ),
    *applyTransposed(x, out) {
      yield* map.apply(x, out);
      for (let k = 0; k < out.length; k++) out[k] *= free[k];
    },
  };
}

/** ‖J‖², from below, by the power method. */
function* squaredNorm(map: LinearMap): Steps<number> {
  const draw = random(0).fork("least subgradient");
  let x = Float64Array.from({ length: map.columns }, () => draw.gaussian());
  const image = new Float64Array(map.rows);
  let value = 0;
  for (let step = 0; step < POWER_STEPS; step++) {
    const size = norm(x) || 1;
    x = x.map((entry) => entry / size);
    yield* map.apply(x, image);
    value = norm(image) ** 2;
    yield* map.applyTransposed(image, x);
  }
  return value || 1;
}
