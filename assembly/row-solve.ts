import { dotRow } from "./dot";
import { backSolve, factor } from "./normal-equations";
import { packColumns, packRows } from "./panel";
import { accumulate, combine, regularize } from "./row-system";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { CHUNK, Rows, systemWidth } from "./rows";

/** The dual form divides by √ρ_c, which costs digits where the ρ_c differ by more than this factor. */
const EVEN: f64 = 100;

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
    const entries = k1 - k0;
    let free = 0;
    let least: f64 = Infinity;
    let most: f64 = 0;
    for (let c = 0; c < count; c++) {
      const at = (<usize>c) << 3;
      const rho = load<f64>(fixedRidge + at) + load<f64>(scaledRidge + at) * weight;
      store<f64>(rows.ridge + at, rho);
      const held = rho > 0 ? (0 as T) : load<T>(x + <usize>c * sizeof<T>());
      store<T>(center + <usize>c * sizeof<T>(), held);
      if (!(rho > 0)) free++;
      least = min(least, rho);
      most = max(most, rho);
    }
    if (entries === 0) {
      memory.copy(x, center, bytes);
      continue;
    }
    const even = free === 0 && most <= EVEN * least;
    const dual = even ? entries * 8 < count * 7 : free === count && entries < count;
    // In float32 a system that no ridge keeps away from singular is summed in float64.
    let solved = count === 0 || ((sizeof<T>() === 8 || free === 0) && solveRow<T, T>(rows, k0, k1, free, dual, x));
    if (sizeof<T>() === 4 && !solved) solved = solveRow<T, f64>(rows, k0, k1, free, dual, x);
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
function solveRow<T, P>(rows: Rows, k0: i32, k1: i32, free: i32, dual: bool, x: usize): bool {
  const count = rows.count;
  const entries = k1 - k0;
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
export function differences<T, P>(rows: Rows, k0: i32, k1: i32, x: usize, out: usize): void {
  const index = rows.index;
  const scale = rows.scale;
  const observed = rows.observed;
  const other = rows.other;
  const stride = rows.stride;
  const fixed = rows.fixed;
  const shift = rows.shift;
  for (let k = k0; k < k1; k++) {
    let prediction = shift;
    if (x || fixed >= 0) {
      const row = other + <usize>load<i32>(index + ((<usize>k) << 2)) * <usize>stride * sizeof<T>();
      prediction += <f64>(x ? dotRow<T>(x, row, stride) : load<T>(row + <usize>fixed * sizeof<T>()));
    }
    if (scale) prediction *= <f64>load<T>(scale + <usize>k * sizeof<T>());
    store<P>(out, <P>(<f64>load<T>(observed + <usize>k * sizeof<T>()) - prediction));
    out += sizeof<P>();
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
