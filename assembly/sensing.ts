/**
 * A tall matrix of long rows A_k, stored in T, against float64 vectors. All sums are float64: the loads are what these
 * kernels wait for, and promotion hides behind them.
 */

/** Four rows at a time, so that x is loaded once for all of them. */
export function dots<T>(k0: i32, k1: i32, length: i32, a: usize, lda: i32, x: usize, out: usize): void {
  const pitch = <usize>lda * sizeof<T>();
  let k = k0;
  for (; k + 4 <= k1; k += 4) fourDots<T>(a + <usize>k * pitch, pitch, length, x, out + ((<usize>k) << 3));
  for (; k < k1; k++) store<f64>(out + ((<usize>k) << 3), oneDot<T>(a + <usize>k * pitch, length, x));
}

/** The first two of four numbers, in float64. */
function low<T>(a: usize): v128 {
  if (sizeof<T>() === 8) return v128.load(a);
  return f64x2.promote_low_f32x4(v128.load64_zero(a));
}

/** The last two of four numbers, in float64. */
function high<T>(a: usize): v128 {
  if (sizeof<T>() === 8) return v128.load(a, 16);
  return f64x2.promote_low_f32x4(v128.load64_zero(a, 8));
}

/** Two sums a row, of the even and of the odd pairs of numbers. */
function fourDots<T>(a: usize, pitch: usize, length: i32, x: usize, out: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let a1 = a + pitch;
  let a2 = a1 + pitch;
  let a3 = a2 + pitch;
  const end = x + ((<usize>(length & ~3)) << 3);
  while (x < end) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    s00 = f64x2.add(s00, f64x2.mul(low<T>(a), x0));
    s01 = f64x2.add(s01, f64x2.mul(high<T>(a), x1));
    s10 = f64x2.add(s10, f64x2.mul(low<T>(a1), x0));
    s11 = f64x2.add(s11, f64x2.mul(high<T>(a1), x1));
    s20 = f64x2.add(s20, f64x2.mul(low<T>(a2), x0));
    s21 = f64x2.add(s21, f64x2.mul(high<T>(a2), x1));
    s30 = f64x2.add(s30, f64x2.mul(low<T>(a3), x0));
    s31 = f64x2.add(s31, f64x2.mul(high<T>(a3), x1));
    a += 4 * sizeof<T>();
    a1 += 4 * sizeof<T>();
    a2 += 4 * sizeof<T>();
    a3 += 4 * sizeof<T>();
    x += 32;
  }
  const rest = length & 3;
  store<f64>(out, total<T>(s00, s01, a, x, rest));
  store<f64>(out, total<T>(s10, s11, a1, x, rest), 8);
  store<f64>(out, total<T>(s20, s21, a2, x, rest), 16);
  store<f64>(out, total<T>(s30, s31, a3, x, rest), 24);
}

function oneDot<T>(a: usize, length: i32, x: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  const end = x + ((<usize>(length & ~3)) << 3);
  while (x < end) {
    s0 = f64x2.add(s0, f64x2.mul(low<T>(a), v128.load(x)));
    s1 = f64x2.add(s1, f64x2.mul(high<T>(a), v128.load(x, 16)));
    a += 4 * sizeof<T>();
    x += 32;
  }
  return total<T>(s0, s1, a, x, length & 3);
}

/** The two sums together, and the last `rest` numbers. */
function total<T>(s0: v128, s1: v128, a: usize, x: usize, rest: i32): f64 {
  const s = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (let j = 0; j < rest; j++) sum += <f64>load<T>(a + <usize>j * sizeof<T>()) * load<f64>(x + ((<usize>j) << 3));
  return sum;
}

/** Four rows at a time, so that g is loaded and stored once for all of them; each number of g sums in order of k. */
export function axpys<T>(k0: i32, k1: i32, length: i32, a: usize, lda: i32, z: usize, g: usize): void {
  const pitch = <usize>lda * sizeof<T>();
  let k = k0;
  for (; k + 4 <= k1; k += 4) fourAxpys<T>(a + <usize>k * pitch, pitch, length, z + ((<usize>k) << 3), g);
  for (; k < k1; k++) oneAxpy<T>(a + <usize>k * pitch, length, load<f64>(z + ((<usize>k) << 3)), g);
}

function fourAxpys<T>(a: usize, pitch: usize, length: i32, z: usize, g: usize): void {
  const z0 = v128.load_splat<f64>(z);
  const z1 = v128.load_splat<f64>(z, 8);
  const z2 = v128.load_splat<f64>(z, 16);
  const z3 = v128.load_splat<f64>(z, 24);
  let a1 = a + pitch;
  let a2 = a1 + pitch;
  let a3 = a2 + pitch;
  const end = g + ((<usize>(length & ~3)) << 3);
  while (g < end) {
    let even = f64x2.add(v128.load(g), f64x2.mul(z0, low<T>(a)));
    let odd = f64x2.add(v128.load(g, 16), f64x2.mul(z0, high<T>(a)));
    even = f64x2.add(even, f64x2.mul(z1, low<T>(a1)));
    odd = f64x2.add(odd, f64x2.mul(z1, high<T>(a1)));
    even = f64x2.add(even, f64x2.mul(z2, low<T>(a2)));
    odd = f64x2.add(odd, f64x2.mul(z2, high<T>(a2)));
    even = f64x2.add(even, f64x2.mul(z3, low<T>(a3)));
    odd = f64x2.add(odd, f64x2.mul(z3, high<T>(a3)));
    v128.store(g, even);
    v128.store(g, odd, 16);
    a += 4 * sizeof<T>();
    a1 += 4 * sizeof<T>();
    a2 += 4 * sizeof<T>();
    a3 += 4 * sizeof<T>();
    g += 32;
  }
  for (let j = 0; j < (length & 3); j++) {
    let sum = load<f64>(g) + f64x2.extract_lane(z0, 0) * <f64>load<T>(a);
    sum += f64x2.extract_lane(z1, 0) * <f64>load<T>(a1);
    sum += f64x2.extract_lane(z2, 0) * <f64>load<T>(a2);
    sum += f64x2.extract_lane(z3, 0) * <f64>load<T>(a3);
    store<f64>(g, sum);
    a += sizeof<T>();
    a1 += sizeof<T>();
    a2 += sizeof<T>();
    a3 += sizeof<T>();
    g += 8;
  }
}

function oneAxpy<T>(a: usize, length: i32, z: f64, g: usize): void {
  const factor = f64x2.splat(z);
  const end = g + ((<usize>(length & ~3)) << 3);
  while (g < end) {
    v128.store(g, f64x2.add(v128.load(g), f64x2.mul(factor, low<T>(a))));
    v128.store(g, f64x2.add(v128.load(g, 16), f64x2.mul(factor, high<T>(a))), 16);
    a += 4 * sizeof<T>();
    g += 32;
  }
  for (let j = 0; j < (length & 3); j++) {
    store<f64>(g, load<f64>(g) + z * <f64>load<T>(a));
    a += sizeof<T>();
    g += 8;
  }
}
