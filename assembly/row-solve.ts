import { dotRow, lanes } from "./dot";
import { backSolve, factor } from "./normal-equations";
import { groupWidth, packColumns, packRows } from "./panel";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { CHUNK, Rows, systemWidth } from "./rows";
import { tile, tileWithTarget } from "./tile";

/** The proximal term where ρ = 0, relative to the largest diagonal. */
const PROXIMAL: f64 = 1e-13;

export function rowSolve<T>(
  rows: Rows,
  i0: i32,
  i1: i32,
  start: usize,
  fixedRidge: usize,
  scaledRidge: usize,
  counts: usize,
  own: usize,
  residual: usize,
): i32 {
  const count = rows.count;
  const bytes = <usize>count * sizeof<T>();
  const center = rows.full + <usize>rows.first * sizeof<T>();
  memory.fill(rows.full, 0, <usize>rows.stride * sizeof<T>());
  if (rows.fixed >= 0) store<T>(rows.full + <usize>rows.fixed * sizeof<T>(), 1 as T);
  let failures = 0;
  for (let i = i0; i < i1; i++) {
    const k0 = load<i32>(start + ((<usize>i) << 2));
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    const x = own + (<usize>i * <usize>rows.stride + <usize>rows.first) * sizeof<T>();
    const weight: f64 = counts ? load<f64>(counts + ((<usize>i) << 3)) : 1;
    let free = 0;
    for (let c = 0; c < count; c++) {
      const at = (<usize>c) << 3;
      const rho = load<f64>(fixedRidge + at) + load<f64>(scaledRidge + at) * weight;
      store<f64>(rows.ridge + at, rho);
      const held = rho > 0 ? (0 as T) : load<T>(x + <usize>c * sizeof<T>());
      store<T>(center + <usize>c * sizeof<T>(), held);
      if (!(rho > 0)) free++;
    }
    if (k0 === k1) {
      memory.copy(x, center, bytes);
      continue;
    }
    // In float32 a system that no ridge keeps away from singular is summed in float64.
    let solved = count === 0 || ((sizeof<T>() === 8 || free === 0) && solveRow<T, T>(rows, k0, k1, free, x));
    if (sizeof<T>() === 4 && !solved) solved = solveRow<T, f64>(rows, k0, k1, free, x);
    if (!solved) failures++;
    if (residual) {
      memory.copy(center, x, bytes);
      differences<T, T>(rows, k0, k1, rows.full, residual + <usize>k0 * sizeof<T>());
    }
  }
  return failures;
}

/**
 * One row with entries: x = center + δ, δ the minimiser of ½‖t − A δ‖² + ½ Σ ρ_c δ_c², t what the center leaves. With
 * D = diag ρ, a small proximal term in place of the ρ = 0 of the `free` components, by the normal equations
 * (AᵀA + D) δ = Aᵀ t or, with fewer entries than unknowns, by δ = D^{-½} Bᵀ α, (B Bᵀ + 1) α = t, B = A D^{-½}.
 *
 * @returns whether x was found; else it is left as it was.
 */
function solveRow<T, P>(rows: Rows, k0: i32, k1: i32, free: i32, x: usize): bool {
  const count = rows.count;
  const entries = k1 - k0;
  const dual = free === 0 ? entries * 8 < count * 7 : free === count && entries < count;
  const size = dual ? entries : count;
  const padded = (size + 3) & ~3;
  const pitch = 8 * <usize>systemWidth(size);
  const gram = rows.gram;
  const panel = gram + <usize>padded * pitch;
  const step = rows.step;
  // A center of zeros leaves the observations less the fixed column.
  const center: usize = free ? rows.full : 0;
  memory.fill(gram, 0, <usize>padded * pitch);
  memory.fill(step, 0, pitch);
  if (dual) {
    for (let c = 0; c < count; c++) {
      const weight: f64 = free ? 1 : 1 / sqrt(load<f64>(rows.ridge + ((<usize>c) << 3)));
      store<P>(rows.weight + <usize>c * sizeof<P>(), <P>weight);
    }
    packColumns<T, P>(rows, k0, k1, panel);
    const group = 32 * <usize>count;
    for (let c = 0; c < count; c += CHUNK) {
      accumulate<P>(panel + 32 * <usize>c, group, min(CHUNK, count - c), size, gram, pitch, 0, 0);
    }
    differences<T, f64>(rows, k0, k1, center, step);
  } else {
    for (let k = k0; k < k1; k += CHUNK) {
      const end = min(k + CHUNK, k1);
      packRows<T, P>(rows, k, end, panel);
      differences<T, P>(rows, k, end, center, rows.target);
      accumulate<P>(panel, 32 * <usize>(end - k), end - k, size, gram, pitch, rows.target, step);
    }
  }
  if (!regularize(gram, pitch, size, padded, dual ? 0 : rows.ridge, free)) return true;
  if (!factor(gram, pitch, padded, step)) return false;
  backSolve(gram, pitch, padded, step);
  if (dual) combine<P>(rows, panel, entries);
  return move<T>(x, rows.full + <usize>rows.first * sizeof<T>(), dual ? rows.target : step, count);
}

/** out[k − k0] = observed[k] − scale[k] · (shift + ⟨x, other_index[k]⟩), x a whole row; 0: only the fixed column. */
function differences<T, P>(rows: Rows, k0: i32, k1: i32, x: usize, out: usize): void {
  const stride = rows.stride;
  const fixed = rows.fixed;
  for (let k = k0; k < k1; k++) {
    const row = rows.other + <usize>load<i32>(rows.index + ((<usize>k) << 2)) * <usize>stride * sizeof<T>();
    let prediction = rows.shift;
    if (x) prediction += <f64>dotRow<T>(x, row, stride);
    else if (fixed >= 0) prediction += <f64>load<T>(row + <usize>fixed * sizeof<T>());
    if (rows.scale) prediction *= <f64>load<T>(rows.scale + <usize>k * sizeof<T>());
    store<P>(out, <P>(<f64>load<T>(rows.observed + <usize>k * sizeof<T>()) - prediction));
    out += sizeof<P>();
  }
}

/** Adds PᵀP of a panel to the upper triangle of the system and, where there is a target t, Pᵀt to the right-hand side. */
function accumulate<P>(
  panel: usize,
  group: usize,
  depth: i32,
  size: i32,
  gram: usize,
  pitch: usize,
  target: usize,
  rhs: usize,
): void {
  const width = groupWidth<P>();
  for (let i = 0; i < size; i += 4) {
    const corner = i - (i % width);
    const a = panel + <usize>(i / width) * group + <usize>(i - corner) * sizeof<P>();
    const row = gram + <usize>i * pitch;
    let b = panel + <usize>(corner / width) * group;
    let j = corner;
    if (target && i === corner) {
      tileWithTarget<P>(b, 32, target, depth, row + ((<usize>j) << 3), pitch, rhs + ((<usize>j) << 3));
      j += width;
      b += group;
    }
    for (; j < size; j += width) {
      tile<P>(a, 32, b, 32, depth, 1, row + ((<usize>j) << 3), pitch);
      b += group;
    }
  }
}

/**
 * The diagonal of the system: plus ρ, or plus 1 in the dual form (`ridge` 0), a proximal term where there is no ρ,
 * ones where the system is only padding.
 *
 * @returns false where everything is zero, so that nothing moves.
 */
function regularize(gram: usize, pitch: usize, size: i32, padded: i32, ridge: usize, free: i32): bool {
  let largest: f64 = 0;
  for (let c = 0; c < size; c++) {
    const diagonal = gram + <usize>c * (pitch + 8);
    const rho: f64 = ridge ? load<f64>(ridge + ((<usize>c) << 3)) : free ? 0 : 1;
    store<f64>(diagonal, load<f64>(diagonal) + rho);
    largest = max(largest, load<f64>(diagonal));
  }
  if (free) {
    for (let c = 0; c < size; c++) {
      const diagonal = gram + <usize>c * (pitch + 8);
      if (ridge && load<f64>(ridge + ((<usize>c) << 3)) > 0) continue;
      store<f64>(diagonal, load<f64>(diagonal) + PROXIMAL * largest);
    }
  }
  for (let c = size; c < padded; c++) store<f64>(gram + <usize>c * (pitch + 8), 1);
  return largest !== 0;
}

/** The step of a dual solution α: target_c = weight_c Σ_k panel[c][k] α_k. */
function combine<P>(rows: Rows, panel: usize, entries: i32): void {
  const width = groupWidth<P>();
  const groups = (entries + width - 1) / width;
  const count = rows.count;
  const pitch = 32 * <usize>count;
  if (sizeof<P>() === 4) {
    for (let k = 0; k < groups * width; k++) {
      store<P>(rows.step + <usize>k * sizeof<P>(), <P>load<f64>(rows.step + ((<usize>k) << 3)));
    }
  }
  for (let c = 0; c < count; c++) {
    let column = panel + 32 * <usize>c;
    let alpha = rows.step;
    let sum0 = v128.splat<P>(0 as P);
    let sum1 = sum0;
    for (let g = 0; g < groups; g++) {
      sum0 = v128.add<P>(sum0, v128.mul<P>(v128.load(column), v128.load(alpha)));
      sum1 = v128.add<P>(sum1, v128.mul<P>(v128.load(column, 16), v128.load(alpha, 16)));
      column += pitch;
      alpha += 32;
    }
    const weight = load<P>(rows.weight + <usize>c * sizeof<P>());
    store<f64>(rows.target + ((<usize>c) << 3), <f64>(weight * lanes<P>(v128.add<P>(sum0, sum1))));
  }
}

/** x = center + step, unless that is not finite. */
function move<T>(x: usize, center: usize, step: usize, count: i32): bool {
  let finite = true;
  for (let c = 0; c < count; c++) {
    const value = <T>(<f64>load<T>(center + <usize>c * sizeof<T>()) + load<f64>(step + ((<usize>c) << 3)));
    store<f64>(step + ((<usize>c) << 3), <f64>value);
    finite = finite && abs<f64>(<f64>value) < Infinity;
  }
  if (!finite) return false;
  for (let c = 0; c < count; c++) store<T>(x + <usize>c * sizeof<T>(), <T>load<f64>(step + ((<usize>c) << 3)));
  return true;
}
