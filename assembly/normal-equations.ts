import { tile } from "./tile";

/**
 * Factors G = UᵀU in place over the upper triangle of a row-major n×n block (n a multiple of 4) and replaces the
 * right-hand side b by U⁻ᵀ b. The diagonal receives 1 / u_ii.
 *
 * Four rows at a time: the rows above are subtracted by the dense tile, the 4×4 corner is factored in registers, and
 * what is right of it is solved and taken off b in one pass along the rows.
 *
 * @returns whether every pivot is positive and finite.
 */
export function factor(g: usize, pitch: usize, n: i32, b: usize): bool {
  for (let i = 0; i < n; i += 4) {
    const above = g + ((<usize>i) << 3);
    const row = above + <usize>i * pitch;
    if (i > 0) {
      for (let j = i; j < n; j += 4)
        tile<f64>(above, pitch, g + ((<usize>j) << 3), pitch, i, -1, row + ((<usize>(j - i)) << 3), pitch);
    }
    if (!factorCorner(row, pitch)) return false;
    solveRight(row, pitch, n - i, b + ((<usize>i) << 3));
  }
  return true;
}

/** The Cholesky factor of a 4×4 corner, written out: its reciprocal pivots on the diagonal. */
function factorCorner(c: usize, pitch: usize): bool {
  const row1 = c + pitch;
  const row2 = row1 + pitch;
  const row3 = row2 + pitch;
  const p0 = load<f64>(c);
  const i0 = 1 / sqrt(p0);
  const u01 = load<f64>(c, 8) * i0;
  const u02 = load<f64>(c, 16) * i0;
  const u03 = load<f64>(c, 24) * i0;
  const p1 = load<f64>(row1, 8) - u01 * u01;
  const i1 = 1 / sqrt(p1);
  const u12 = (load<f64>(row1, 16) - u01 * u02) * i1;
  const u13 = (load<f64>(row1, 24) - u01 * u03) * i1;
  const p2 = load<f64>(row2, 16) - u02 * u02 - u12 * u12;
  const i2 = 1 / sqrt(p2);
  const u23 = (load<f64>(row2, 24) - u02 * u03 - u12 * u13) * i2;
  const p3 = load<f64>(row3, 24) - u03 * u03 - u13 * u13 - u23 * u23;
  store<f64>(c, i0);
  store<f64>(c, u01, 8);
  store<f64>(c, u02, 16);
  store<f64>(c, u03, 24);
  store<f64>(row1, i1, 8);
  store<f64>(row1, u12, 16);
  store<f64>(row1, u13, 24);
  store<f64>(row2, i2, 16);
  store<f64>(row2, u23, 24);
  store<f64>(row3, 1 / sqrt(p3), 24);
  return positive(p0) && positive(p1) && positive(p2) && positive(p3);
}

function positive(pivot: f64): bool {
  return pivot > 0 && pivot < Infinity;
}

/** Four rows right of their corner, `columns` wide with it: solved against it, then taken off b. */
function solveRight(c: usize, pitch: usize, columns: i32, b: usize): void {
  const row1 = c + pitch;
  const row2 = row1 + pitch;
  const row3 = row2 + pitch;
  const i0 = load<f64>(c);
  const u01 = load<f64>(c, 8);
  const u02 = load<f64>(c, 16);
  const u03 = load<f64>(c, 24);
  const i1 = load<f64>(row1, 8);
  const u12 = load<f64>(row1, 16);
  const u13 = load<f64>(row1, 24);
  const i2 = load<f64>(row2, 16);
  const u23 = load<f64>(row2, 24);
  const i3 = load<f64>(row3, 24);
  const b0 = load<f64>(b) * i0;
  const b1 = (load<f64>(b, 8) - u01 * b0) * i1;
  const b2 = (load<f64>(b, 16) - u02 * b0 - u12 * b1) * i2;
  const b3 = (load<f64>(b, 24) - u03 * b0 - u13 * b1 - u23 * b2) * i3;
  store<f64>(b, b0);
  store<f64>(b, b1, 8);
  store<f64>(b, b2, 16);
  store<f64>(b, b3, 24);
  const end = (<usize>columns) << 3;
  for (let j: usize = 32; j < end; j += 16) {
    const x0 = f64x2.mul(v128.load(c + j), f64x2.splat(i0));
    let x1 = f64x2.sub(v128.load(row1 + j), f64x2.mul(x0, f64x2.splat(u01)));
    x1 = f64x2.mul(x1, f64x2.splat(i1));
    let x2 = f64x2.sub(v128.load(row2 + j), f64x2.mul(x0, f64x2.splat(u02)));
    x2 = f64x2.mul(f64x2.sub(x2, f64x2.mul(x1, f64x2.splat(u12))), f64x2.splat(i2));
    let x3 = f64x2.sub(v128.load(row3 + j), f64x2.mul(x0, f64x2.splat(u03)));
    x3 = f64x2.sub(x3, f64x2.mul(x1, f64x2.splat(u13)));
    x3 = f64x2.mul(f64x2.sub(x3, f64x2.mul(x2, f64x2.splat(u23))), f64x2.splat(i3));
    v128.store(c + j, x0);
    v128.store(row1 + j, x1);
    v128.store(row2 + j, x2);
    v128.store(row3 + j, x3);
    let rest = v128.load(b + j);
    rest = f64x2.sub(rest, f64x2.mul(x0, f64x2.splat(b0)));
    rest = f64x2.sub(rest, f64x2.mul(x1, f64x2.splat(b1)));
    rest = f64x2.sub(rest, f64x2.mul(x2, f64x2.splat(b2)));
    rest = f64x2.sub(rest, f64x2.mul(x3, f64x2.splat(b3)));
    v128.store(b + j, rest);
  }
}

/** b ← U⁻¹ b with the factor that `factor` leaves. */
export function backSolve(u: usize, pitch: usize, n: i32, b: usize): void {
  for (let i = n - 4; i >= 0; i -= 4) {
    const row0 = u + <usize>i * (pitch + 8);
    const row1 = row0 + pitch;
    const row2 = row1 + pitch;
    const row3 = row2 + pitch;
    const x = b + ((<usize>i) << 3);
    const end = (<usize>(n - i)) << 3;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let j: usize = 32; j < end; j += 16) {
      const known = v128.load(x + j);
      s0 = f64x2.add(s0, f64x2.mul(known, v128.load(row0 + j)));
      s1 = f64x2.add(s1, f64x2.mul(known, v128.load(row1 + j)));
      s2 = f64x2.add(s2, f64x2.mul(known, v128.load(row2 + j)));
      s3 = f64x2.add(s3, f64x2.mul(known, v128.load(row3 + j)));
    }
    const x3 = (load<f64>(x, 24) - lanes(s3)) * load<f64>(row3, 24);
    const x2 = (load<f64>(x, 16) - lanes(s2) - load<f64>(row2, 24) * x3) * load<f64>(row2, 16);
    const x1 = (load<f64>(x, 8) - lanes(s1) - load<f64>(row1, 16) * x2 - load<f64>(row1, 24) * x3) * load<f64>(row1, 8);
    const x0 =
      (load<f64>(x) - lanes(s0) - load<f64>(row0, 8) * x1 - load<f64>(row0, 16) * x2 - load<f64>(row0, 24) * x3) *
      load<f64>(row0);
    store<f64>(x, x0);
    store<f64>(x, x1, 8);
    store<f64>(x, x2, 16);
    store<f64>(x, x3, 24);
  }
}

function lanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}
