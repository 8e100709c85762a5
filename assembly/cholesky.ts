import { lanes } from "./dot";

/** Columns that are subtracted at once: few enough that four rows of them stay in the first cache. */
const DEPTH: i32 = 512;

export function potrf(j0: i32, j1: i32, a: usize, lda: i32): i32 {
  const pitch = (<usize>lda) << 3;
  for (let j = j0; j < j1; j += 4) {
    const end = min(j + 4, j1);
    potrfRows(j, end, j0, j, a, lda);
    for (let i = j; i < end; i++) {
      const row = a + <usize>i * pitch;
      for (let c = j; c < i; c++) {
        const above = a + <usize>c * pitch;
        subtractDot(row, above, 0, c, c);
        divide(row, above, c);
      }
      subtractDot(row, row, 0, i, i);
      const pivot = load<f64>(row + ((<usize>i) << 3));
      if (!(pivot > 0)) return i;
      store<f64>(row + ((<usize>i) << 3), sqrt(pivot));
    }
  }
  return -1;
}

export function potrfRows(i0: i32, i1: i32, j0: i32, j1: i32, a: usize, lda: i32): void {
  const pitch = (<usize>lda) << 3;
  for (let i = i0; i < i1; i += 4) {
    const count = min(4, i1 - i);
    const rows = a + <usize>i * pitch;
    for (let k = 0; k < j0; k += DEPTH) {
      for (let j = j0; j < j1; j += 2) subtract(rows, count, j, j1, k, min(k + DEPTH, j0), a, pitch);
    }
    for (let j = j0; j < j1; j += 2) {
      subtract(rows, count, j, j1, j0, j, a, pitch);
      const above = a + <usize>j * pitch;
      for (let r = 0; r < count; r++) {
        const row = rows + <usize>r * pitch;
        divide(row, above, j);
        if (j + 1 === j1) continue;
        subtractDot(row, above + pitch, j, j + 1, j + 1);
        divide(row, above + pitch, j + 1);
      }
    }
  }
}

/** Columns j and j + 1 of up to four rows less the products with rows j and j + 1 over the columns [k0, k1). */
function subtract(rows: usize, count: i32, j: i32, j1: i32, k0: i32, k1: i32, a: usize, pitch: usize): void {
  const above = a + <usize>j * pitch;
  if (count === 4 && j + 1 < j1) {
    subtractTile(rows, above, pitch, k0, k1, j);
    return;
  }
  for (let r = 0; r < count; r++) {
    const row = rows + <usize>r * pitch;
    subtractDot(row, above, k0, k1, j);
    if (j + 1 < j1) subtractDot(row, above + pitch, k0, k1, j + 1);
  }
}

/** Four rows against two: eight running sums, each in the order of `subtractDot`. */
function subtractTile(rows: usize, above: usize, pitch: usize, k0: i32, k1: i32, j: i32): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  const depth = (<usize>((k1 - k0) & ~1)) << 3;
  let p = rows + ((<usize>k0) << 3);
  let q = above + ((<usize>k0) << 3);
  const end = p + depth;
  const second = pitch;
  const third = 2 * pitch;
  const fourth = 3 * pitch;
  while (p < end) {
    const b0 = v128.load(q);
    const b1 = v128.load(q + second);
    const a0 = v128.load(p);
    s00 = f64x2.add(s00, f64x2.mul(a0, b0));
    s01 = f64x2.add(s01, f64x2.mul(a0, b1));
    const a1 = v128.load(p + second);
    s10 = f64x2.add(s10, f64x2.mul(a1, b0));
    s11 = f64x2.add(s11, f64x2.mul(a1, b1));
    const a2 = v128.load(p + third);
    s20 = f64x2.add(s20, f64x2.mul(a2, b0));
    s21 = f64x2.add(s21, f64x2.mul(a2, b1));
    const a3 = v128.load(p + fourth);
    s30 = f64x2.add(s30, f64x2.mul(a3, b0));
    s31 = f64x2.add(s31, f64x2.mul(a3, b1));
    p += 16;
    q += 16;
  }
  const odd = ((k1 - k0) & 1) !== 0;
  const to = rows + ((<usize>j) << 3);
  finish(to, s00, odd, p, q);
  finish(to + 8, s01, odd, p, q + second);
  finish(to + second, s10, odd, p + second, q);
  finish(to + second + 8, s11, odd, p + second, q + second);
  finish(to + third, s20, odd, p + third, q);
  finish(to + third + 8, s21, odd, p + third, q + second);
  finish(to + fourth, s30, odd, p + fourth, q);
  finish(to + fourth + 8, s31, odd, p + fourth, q + second);
}

/** row[j] −= Σ_{k0 ≤ k < k1} row[k] above[k]. */
function subtractDot(row: usize, above: usize, k0: i32, k1: i32, j: i32): void {
  let sum = f64x2.splat(0);
  let p = row + ((<usize>k0) << 3);
  let q = above + ((<usize>k0) << 3);
  const end = p + ((<usize>((k1 - k0) & ~1)) << 3);
  while (p < end) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(p), v128.load(q)));
    p += 16;
    q += 16;
  }
  finish(row + ((<usize>j) << 3), sum, ((k1 - k0) & 1) !== 0, p, q);
}

/** Subtracts a running sum and, after an odd number of columns, the product of the last. */
function finish(to: usize, sum: v128, odd: bool, p: usize, q: usize): void {
  let total = lanes<f64>(sum);
  if (odd) total += load<f64>(p) * load<f64>(q);
  store<f64>(to, load<f64>(to) - total);
}

function divide(row: usize, above: usize, j: i32): void {
  const at = (<usize>j) << 3;
  store<f64>(row + at, load<f64>(row + at) / load<f64>(above + at));
}
