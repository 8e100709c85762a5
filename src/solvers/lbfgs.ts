import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Problem } from "../problem/problem.ts";
import { type Standing, standing } from "./backtrack.ts";
import type { Solver } from "./solver.ts";

/** The share of the fall that the slope promises, and of the slope that may be left: the weak Wolfe conditions. */
const SUFFICIENT = 1e-4;
const CURVATURE = 0.9;
/** A rise of this share of f is rounding. */
const ROUNDING = 1e-13;
const MOST_TRIALS = 40;

/** A step s with the change d of the gradient along it. */
interface Pair {
  readonly s: Float64Array;
  readonly d: Float64Array;
  /** ⟨s, d⟩ > 0. */
  readonly curved: number;
}

/**
 * Limited-memory BFGS: the direction by the two-loop recursion over the last `depth` pairs, the length by bisection to
 * the weak Wolfe conditions. On a manifold the pairs are carried along, so it is Riemannian there. A step costs one 𝒜
 * and one 𝒜*, seldom more; memory: 2·depth + 6 vectors of a point's length.
 *
 * @throws RangeError where the depth is not a whole number from 1.
 * @see Liu & Nocedal 1989, doi:10.1007/BF01589116; Lewis & Overton 2013, doi:10.1007/s10107-012-0514-2;
 * Huang, Gallivan & Absil 2015 (Riemannian), doi:10.1137/140955483
 */
export function lbfgs({ depth = 10 }: { depth?: number } = {}): Solver<Problem> {
  if (!(Number.isInteger(depth) && depth >= 1)) {
    throw new RangeError(`depth: expected a whole number from 1; got ${depth}`);
  }
  return {
    name: "lbfgs",
    needs: ["gradient"],
    monotone: true,
    *iterates(problem, start) {
      const { parametrization } = problem;
      let here = yield* standing(problem, start);
      let pairs: Pair[] = [];
      for (let iteration = 1; ; iteration++) {
        let direction = twoLoop(here.gradient, pairs);
        if (!(inner(direction, here.gradient) < 0)) {
          pairs = [];
          direction = here.gradient.map((g) => -g);
        }
        const first = pairs.length > 0 ? 1 : 1 / Math.max(1, norm(here.gradient));
        const { reached, length } = yield* wolfe(problem, here, direction, first);
        if (length === 0) pairs = [];
        else {
          const carry = (vector: Float64Array) =>
            Float64Array.from(parametrization.transport(here.point, reached.point, vector));
          pairs = pairs.slice(-(depth - 1)).map(({ s, d }) => paired(carry(s), carry(d)));
          const before = carry(here.gradient);
          const s = carry(direction.map((x) => length * x));
          pairs.push(
            paired(
              s,
              reached.gradient.map((g, k) => g - before[k]),
            ),
          );
          pairs = pairs.filter(({ s, d, curved }) => curved > 1e-12 * norm(s) * norm(d)).slice(-depth);
        }
        const step = (length * norm(direction)) / (norm(reached.point) || 1);
        here = reached;
        const { point, value, gradient } = here;
        yield { iteration, point, value, gradientNorm: norm(gradient), step };
      }
    },
  };
}

const inner = (a: Float64Array, b: Float64Array) => dot(a, 0, b, 0, a.length);

const paired = (s: Float64Array, d: Float64Array): Pair => ({ s, d, curved: inner(s, d) });

/** −H g, H the inverse Hessian that the pairs make of γI. */
function twoLoop(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g) => -g);
  const add = (scale: number, x: Float64Array) => {
    for (let k = 0; k < q.length; k++) q[k] += scale * x[k];
  };
  const alphas = pairs.map(() => 0);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, d, curved } = pairs[i];
    alphas[i] = inner(s, q) / curved;
    add(-alphas[i], d);
  }
  const latest = pairs.at(-1);
  if (latest) {
    const gamma = latest.curved / inner(latest.d, latest.d);
    for (let k = 0; k < q.length; k++) q[k] *= gamma;
  }
  for (const [i, { s, d, curved }] of pairs.entries()) add(alphas[i] - inner(d, q) / curved, s);
  return q;
}

/** A length that meets the weak Wolfe conditions, by bisection; the last that lowers f where none is found, 0 where none does. */
function* wolfe(
  problem: Problem,
  from: Standing<Problem>,
  direction: Float64Array,
  first: number,
): Steps<{ reached: Standing<Problem>; length: number }> {
  const { parametrization } = problem;
  const { point, value, gradient } = from;
  const slope = inner(direction, gradient);
  let best = { reached: from, length: 0 };
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let length = first;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const moved = parametrization.retract(point, direction, length);
    const at = problem.at(moved);
    const next = yield* at.value();
    if (!(next <= value + SUFFICIENT * length * slope + ROUNDING * Math.abs(value))) high = length;
    else {
      const there = Float64Array.from(yield* at.gradient());
      // Where f no longer tells, the gradient does.
      if (next > value && norm(there) > norm(gradient)) high = length;
      else {
        best = { reached: { at, point: moved, value: next, gradient: there }, length };
        const carried = Float64Array.from(parametrization.transport(point, moved, direction));
        if (inner(carried, there) >= CURVATURE * slope) break;
        low = length;
      }
    }
    length = high < Infinity ? (low + high) / 2 : 2 * length;
  }
  return best;
}
