/** One row of a nonnegative factor: min ½ xᵀ(H + ρI)x − bᵀx over x ≥ 0, by coordinates or by principal pivoting. */
import { dotRow } from "./dot";
import { backSolve, factor } from "./normal-equations";
import { systemWidth } from "./rows";

/** Sweeps end where one moves x by this share of the first, in squares. */
const SETTLED: f64 = 1e-2;

/** The proximal term where ρ = 0, relative to the largest diagonal. */
const PROXIMAL: f64 = 1e-13;

/** Signs that rounding decides, relative to the numbers that cancel. */
const ROUNDING: f64 = 1e-12;

/** Exchanges of the whole infeasible set that need not make it smaller, and sweeps where pivoting goes on for too long. */
const PATIENCE: i32 = 3;
const INSTEAD: i32 = 200;

/** Numbers of scratch for `pivot`: the system, its right-hand side, the gradient's part and the passive set. */
export function pivotScratch(count: i32): i32 {
  const width = systemWidth(count);
  return width * width + 3 * width;
}

/**
 * Up to `sweeps` exact minimisations along each coordinate in turn. `b` becomes what is left of it, b − (H + ρI)x, so that a coordinate
 * that stays costs nothing; `x` and `b` are padded with zeros to `pitch`.
 */
export function descend(h: usize, pitch: i32, x: usize, b: usize, count: i32, rho: f64, sweeps: i32): void {
  const end = (<usize>count) << 3;
  const bytes = (<usize>pitch) << 3;
  let row = h;
  for (let c: usize = 0; c < end; c += 8) {
    take(load<f64>(x + c), row, bytes, b, c, rho);
    row += bytes;
  }
  let first: f64 = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved: f64 = 0;
    row = h;
    for (let c: usize = 0; c < end; c += 8) {
      const bend = load<f64>(row + c) + rho;
      const from = load<f64>(x + c);
      const pull = load<f64>(b + c);
      // Where nothing bends the slope alone decides: an ℓ₁ penalty takes x to 0.
      const next: f64 = bend > 0 ? max<f64>(0, from + pull / bend) : pull < 0 ? 0 : from;
      const step = next - from;
      if (step !== 0) {
        store<f64>(x + c, next);
        take(step, row, bytes, b, c, rho);
        moved += step * step * bend;
      }
      row += bytes;
    }
    if (sweep === 0) first = moved;
    if (moved <= (sweep > 0 ? SETTLED : 0) * first) return;
  }
}

/** b ← b − step · (row c of H + ρI). */
function take(step: f64, row: usize, bytes: usize, b: usize, c: usize, rho: f64): void {
  if (step === 0) return;
  const by = f64x2.splat(step);
  for (let d: usize = 0; d < bytes; d += 16) {
    v128.store(b + d, f64x2.sub(v128.load(b + d), f64x2.mul(by, v128.load(row + d))));
  }
  store<f64>(b + c, load<f64>(b + c) - step * rho);
}

/**
 * Block principal pivoting: the components that may be positive are solved for, those on the wrong side exchange their
 * roles, all at once as long as they become fewer, else the last alone. Begins with those that are positive now.
 *
 * @see Kim & Park 2011, doi:10.1137/110821172
 */
export function pivot(h: usize, pitch: i32, x: usize, b: usize, count: i32, rho: f64, scratch: usize): void {
  const width = systemWidth(count);
  const bytes = (<usize>width) << 3;
  const right = scratch + <usize>width * bytes;
  const value = right + bytes;
  const set = value + bytes;
  let largest: f64 = 0;
  let size: f64 = 0;
  for (let c = 0; c < count; c++) {
    const at = (<usize>c) << 3;
    largest = max(largest, load<f64>(h + <usize>c * (((<usize>pitch) << 3) + 8)));
    size = max(size, abs(load<f64>(b + at)));
    store<i32>(set + at, load<f64>(x + at) > 0 ? 1 : 0);
  }
  const near: f64 = rho > 0 ? 0 : PROXIMAL * largest || 1;
  let fewest = count + 1;
  let patience = PATIENCE;
  for (let round = 0; round < 20 + 5 * count; round++) {
    if (!solvePassive(h, pitch, x, b, count, rho, near, scratch)) break;
    // The values of the passive components, then the slopes of the others, in `value`.
    let most: f64 = 0;
    for (let c = 0; c < count; c++) most = max(most, abs(load<f64>(value + ((<usize>c) << 3))));
    let wrong = 0;
    let last = 0;
    for (let c = 0; c < count; c++) {
      const at = (<usize>c) << 3;
      let bad: bool;
      if (load<i32>(set + at)) bad = load<f64>(value + at) < -ROUNDING * most;
      else {
        const slope = dotRow<f64>(h + <usize>c * ((<usize>pitch) << 3), value, pitch) - load<f64>(b + at);
        bad = slope < -ROUNDING * size;
      }
      store<i32>(set + at, bad ? 1 : 0, 4);
      if (bad) {
        wrong++;
        last = c;
      }
    }
    if (wrong === 0) {
      for (let c = 0; c < count; c++) {
        const at = (<usize>c) << 3;
        store<f64>(x + at, max<f64>(0, load<f64>(value + at)));
      }
      return;
    }
    const all = wrong < fewest || patience > 0;
    if (wrong < fewest) {
      fewest = wrong;
      patience = PATIENCE;
    } else patience--;
    for (let c = all ? 0 : last; c < count; c++) {
      const at = set + ((<usize>c) << 3);
      if (load<i32>(at, 4)) store<i32>(at, 1 - load<i32>(at));
    }
  }
  descend(h, pitch, x, b, count, rho, INSTEAD);
}

/** Solves for the passive components, with a proximal term about x where ρ = 0; the others get 0. */
function solvePassive(h: usize, pitch: i32, x: usize, b: usize, count: i32, rho: f64, near: f64, scratch: usize): bool {
  const width = systemWidth(count);
  const bytes = (<usize>width) << 3;
  const right = scratch + <usize>width * bytes;
  const value = right + bytes;
  const set = value + bytes;
  let n = 0;
  for (let c = 0; c < count; c++) {
    const at = (<usize>c) << 3;
    if (!load<i32>(set + at)) continue;
    const row = scratch + <usize>n * bytes;
    let to = n;
    for (let d = c; d < count; d++) {
      if (!load<i32>(set + ((<usize>d) << 3))) continue;
      store<f64>(row + ((<usize>to) << 3), load<f64>(h + ((<usize>c * <usize>pitch + <usize>d) << 3)));
      to++;
    }
    for (; to < ((count + 3) & ~3); to++) store<f64>(row + ((<usize>to) << 3), 0);
    const diagonal = row + ((<usize>n) << 3);
    store<f64>(diagonal, load<f64>(diagonal) + rho + near);
    store<f64>(right + ((<usize>n) << 3), load<f64>(b + at) + near * load<f64>(x + at));
    n++;
  }
  const padded = (n + 3) & ~3;
  for (let c = n; c < padded; c++) {
    memory.fill(scratch + <usize>c * bytes, 0, (<usize>padded) << 3);
    store<f64>(scratch + <usize>c * (bytes + 8), 1);
    store<f64>(right + ((<usize>c) << 3), 0);
  }
  if (n > 0 && !factor(scratch, bytes, padded, right)) return false;
  if (n > 0) backSolve(scratch, bytes, padded, right);
  let from = 0;
  for (let c = 0; c < pitch; c++) {
    const at = (<usize>c) << 3;
    if (c < count && load<i32>(set + at)) {
      store<f64>(value + at, load<f64>(right + ((<usize>from) << 3)));
      from++;
    } else store<f64>(value + at, 0);
  }
  return true;
}
