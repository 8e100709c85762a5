import type { Steps } from "../kernels/steps.ts";
import { type Line, lineDerivatives } from "./line.ts";
import { derivativeOf, polynomial, realRoots } from "./real-roots.ts";

/** Lengths tried on each side are these powers of 4 times the model's own length. */
const POWERS = [-4, -3, -2, -1, 0, 1, 2, 3];
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
  const places: Place[] = [];
  const add = (t: number) => {
    const down = fall(t);
    places.push({ t, fall: Number.isNaN(down) ? Number.NEGATIVE_INFINITY : down });
  };
  for (const t of new Set([0, ...roots])) add(t);
  for (const sign of [-1, 1]) {
    for (const power of POWERS) {
      add(sign * scale * 4 ** power);
      yield;
    }
    for (let k = 0; k < FURTHER; k++) {
      const [before, last] = places.slice(-2);
      if (!(last.fall > before.fall)) break;
      add(4 * last.t);
      yield;
    }
  }
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

interface Place {
  readonly t: number;
  readonly fall: number;
}

/** Does a polynomial with these roots rise through the k-th. */
function risesThrough(c: readonly number[], roots: readonly number[], k: number): boolean {
  const beyond = k + 1 < roots.length ? (roots[k] + roots[k + 1]) / 2 : roots[k] + Math.abs(roots[k]) + 1;
  return polynomial(c, beyond) > 0;
}

/** Newton's method for φ′(t) = 0 between a and b, halving where it would leave them or is slow. */
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
