/**
 * Panels: the rows of the other factor that one row meets, times a scale, copied into the order in which `tile` reads
 * them. A panel is a sequence of groups of W columns (W = two vectors: 4 in float64, 8 in float32), each `depth`
 * rows of W adjacent numbers, so that a tile walks two straight lines.
 *
 * T is the format in memory, P the one of the panel; they differ only where float32 data are solved in float64.
 */
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { Rows } from "./rows";

/** Columns in a group. */
export function groupWidth<P>(): i32 {
  return 32 / <i32>sizeof<P>();
}

/** Entries [k0, k1), one a panel row: panel[k][c] = scale[k] · other_index[k][first + c], zeros beyond `count`. */
export function packRows<T, P>(rows: Rows, k0: i32, k1: i32, panel: usize): void {
  const group = 32 * <usize>(k1 - k0);
  const width = groupWidth<P>();
  const count = rows.count;
  const whole = count - (count % width);
  const index = rows.index;
  const scale = rows.scale;
  const pitch = <usize>rows.stride * sizeof<T>();
  const columns = rows.other + <usize>rows.first * sizeof<T>();
  for (let k = k0; k < k1; k++) {
    const s = scale ? load<T>(scale + <usize>k * sizeof<T>()) : (1 as T);
    let source = columns + <usize>load<i32>(index + ((<usize>k) << 2)) * pitch;
    let to = panel + 32 * <usize>(k - k0);
    if (sizeof<T>() === sizeof<P>()) {
      const factor = v128.splat<T>(s);
      const end = source + <usize>whole * sizeof<T>();
      while (source < end) {
        v128.store(to, v128.mul<T>(factor, v128.load(source)));
        v128.store(to, v128.mul<T>(factor, v128.load(source, 16)), 16);
        source += 32;
        to += group;
      }
    } else {
      for (let c = 0; c < whole; c += width) {
        for (let w = 0; w < width; w++) {
          store<P>(to + <usize>w * sizeof<P>(), <P>s * <P>load<T>(source));
          source += sizeof<T>();
        }
        to += group;
      }
    }
    if (whole === count) continue;
    v128.store(to, v128.splat<P>(0 as P));
    v128.store(to, v128.splat<P>(0 as P), 16);
    for (let c = whole; c < count; c++) {
      store<P>(to, <P>s * <P>load<T>(source));
      source += sizeof<T>();
      to += sizeof<P>();
    }
  }
}

/**
 * Entries [k0, k1), one a panel column: panel[c][k] = weight[c] · scale[k] · other_index[k][first + c] over `count`
 * panel rows, zeros in the columns that fill the last group.
 */
export function packColumns<T, P>(rows: Rows, k0: i32, k1: i32, panel: usize): void {
  const width = groupWidth<P>();
  const count = rows.count;
  const weight = rows.weight;
  const group = 32 * <usize>count;
  const last = k1 - 1;
  const end = k0 + ((k1 - k0 + width - 1) / width) * width;
  for (let k = k0; k < end; k += 4) {
    const place = k - k0;
    const to = panel + <usize>(place / width) * group + <usize>(place % width) * sizeof<P>();
    // Columns beyond the entries repeat the last one with scale 0.
    const r0 = rowOf<T>(rows, min(k, last));
    const r1 = rowOf<T>(rows, min(k + 1, last));
    const r2 = rowOf<T>(rows, min(k + 2, last));
    const r3 = rowOf<T>(rows, min(k + 3, last));
    const s0 = k < k1 ? scaleOf<T>(rows, k) : (0 as T);
    const s1 = k + 1 < k1 ? scaleOf<T>(rows, k + 1) : (0 as T);
    const s2 = k + 2 < k1 ? scaleOf<T>(rows, k + 2) : (0 as T);
    const s3 = k + 3 < k1 ? scaleOf<T>(rows, k + 3) : (0 as T);
    let c = 0;
    if (sizeof<T>() === sizeof<P>()) {
      const lanes = 16 / <i32>sizeof<T>();
      for (; c + lanes <= count; c += lanes) {
        const offset = <usize>c * sizeof<T>();
        const w = v128.load(weight + offset);
        storeTransposed<T>(
          to + 32 * <usize>c,
          v128.mul<T>(v128.mul<T>(w, v128.splat<T>(s0)), v128.load(r0 + offset)),
          v128.mul<T>(v128.mul<T>(w, v128.splat<T>(s1)), v128.load(r1 + offset)),
          v128.mul<T>(v128.mul<T>(w, v128.splat<T>(s2)), v128.load(r2 + offset)),
          v128.mul<T>(v128.mul<T>(w, v128.splat<T>(s3)), v128.load(r3 + offset)),
        );
      }
    }
    for (; c < count; c++) {
      const offset = <usize>c * sizeof<T>();
      const w = load<P>(weight + <usize>c * sizeof<P>());
      const column = to + 32 * <usize>c;
      store<P>(column, w * <P>s0 * <P>load<T>(r0 + offset));
      store<P>(column, w * <P>s1 * <P>load<T>(r1 + offset), sizeof<P>());
      store<P>(column, w * <P>s2 * <P>load<T>(r2 + offset), 2 * sizeof<P>());
      store<P>(column, w * <P>s3 * <P>load<T>(r3 + offset), 3 * sizeof<P>());
    }
  }
}

/** Where the solved columns of the other factor's row of entry k begin. */
function rowOf<T>(rows: Rows, k: i32): usize {
  const row = load<i32>(rows.index + ((<usize>k) << 2));
  return rows.other + (<usize>row * <usize>rows.stride + <usize>rows.first) * sizeof<T>();
}

function scaleOf<T>(rows: Rows, k: i32): T {
  return rows.scale ? load<T>(rows.scale + <usize>k * sizeof<T>()) : (1 as T);
}

/** Four vectors along the panel's columns, stored as rows of four numbers, 32 bytes apart. */
function storeTransposed<T>(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  if (sizeof<T>() === 8) {
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<f64>(c, d, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(c, d, 1, 3), 48);
  } else {
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(ab0, cd0, 0, 2));
    v128.store(to, v128.shuffle<f64>(ab0, cd0, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(ab1, cd1, 0, 2), 64);
    v128.store(to, v128.shuffle<f64>(ab1, cd1, 1, 3), 96);
  }
}
