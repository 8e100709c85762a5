import type { Steps } from "../../kernels/steps.ts";
import { type Line, lineDerivatives } from "./line.ts";
import { derivativeOf, polynomial, realRoots } from "./real-roots.ts";

/** Lengths tried on each side are these powers of 2 times the model's own length. */
const POWERS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4];
/** Where f still falls at the last length, so many more are tried, each 4 times the last. */
const FURTHER = 12;
const MOST_STEPS = 60;

/**
 * The lengths of the local minima of f on a line: for least squares all of them, from the quartic; else those between lengths of
 * both signs that start from the model's, each found by Newton's method kept within its neighbours.
 */
export function* searchLine(line: Line, coefficients: Float64Array, fall: (t: number) => number): Steps<number[]> {
  const slope = derivativeOf(coefficients);
  const roots = realRoots(slope);
  const lows = roots.filter((t, k) => risesThrough(slope, roots, k) && Number.isFinite(t));
  if (line.loss.quadratic) return lows;

  const scale = Math.max(0, ...roots.map(Math.abs)) || 1;
  const falls = new Map<number, number>();
  const fallAt = (t: number) => {
    const known = falls.get(t);
    if (known !== undefined) return known;
    const down = fall(t);
    falls.set(t, Number.isNaN(down) ? Number.NEGATIVE_INFINITY : down);
    return falls.get(t)!;
  };
  for (const t of [0, ...roots]) fallAt(t);
  for (const sign of [-1, 1]) {
    for (const power of POWERS) {
      fallAt(sign * scale * 2 ** power);
      yield;
    }
    let last = sign * scale * 2 ** POWERS[POWERS.length - 1];
    for (let k = 0; k < FURTHER && fallAt(4 * last) > fallAt(last); k++) {
      last *= 4;
      yield;
    }
  }
  const places = Array.from(falls, ([t, down]) => ({ t, fall: down }));
  places.sort((a, b) => a.t - b.t);
  const found: number[] = [];
  for (let k = 0; k < places.length; k++) {
    const [before, here, after] = [places[k - 1], places[k], places[k + 1]];
    if ((before && before.fall > here.fall) || (after && after.fall >= here.fall)) continue;
    // At the end of what was tried f has no minimum, only its lowest value seen.
    found.push(before && after ? yield* stationaryBetween(line, before.t, here.t, after.t) : here.t);
  }
  return found;
}

/** Does a polynomial with these roots rise through the k-th. */
function risesThrough(c: readonly number[], roots: readonly number[], k: number): boolean {
  const beyond = k + 1 < roots.length ? (roots[k] + roots[k + 1]) / 2 : roots[k] + Math.abs(roots[k]) + 1;
  return polynomial(c, beyond) > 0;
}

/** Newton's method for φ′(t) = 0 between a and b, halving where it would leave them. */
function* stationaryBetween(line: Line, a: number, start: number, b: number): Steps<number> {
  let [low, high, t] = [a, b, start];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope, bend } = lineDerivatives(line, t);
    if (slope === 0) return t;
    if (slope > 0) high = t;
    else low = t;
    const newton = t - slope / bend;
    const inside = newton > low && newton < high;
    const next = inside ? newton : low + (high - low) / 2;
    const settled = Math.abs(next - t) <= 4 * Number.EPSILON * Math.abs(t);
    t = next;
    if (settled) return t;
    yield;
  }
  return t;
}
