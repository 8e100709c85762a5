/** The symmetric system of one row: summed from panels, regularised, and, in the dual form, brought back to the row. */
import { lanes } from "./dot";
import { groupWidth } from "./panel";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { Rows } from "./rows";
import { tile, tileWithTarget } from "./tile";

/** The proximal term where ρ = 0, relative to the largest diagonal. */
const PROXIMAL: f64 = 1e-13;

/** Adds PᵀP of a panel to the upper triangle of the system and, where there is a target t, Pᵀt to the right-hand side. */
export function accumulate<P>(
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
export function regularize(gram: usize, pitch: usize, size: i32, padded: i32, ridge: usize, free: i32): bool {
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
      if (ridge && load<f64>(ridge + ((<usize>c) << 3)) !== 0) continue;
      store<f64>(diagonal, load<f64>(diagonal) + PROXIMAL * largest);
    }
  }
  for (let c = size; c < padded; c++) store<f64>(gram + <usize>c * (pitch + 8), 1);
  return largest !== 0;
}

/** The step of a dual solution α: target_c = weight_c Σ_k panel[c][k] α_k. */
export function combine<P>(rows: Rows, panel: usize, entries: i32): void {
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
