/**
 * The inner loop of every dense product here: C += α Aᵀ B, with 4 columns of A and two vectors of columns of B over
 * `depth` rows. C is float64; in float32 the sum over the rows is float32, so callers keep `depth` short.
 *
 * Eight accumulators hide the latency of addition and leave registers for B and the broadcast of A.
 */
export function tile<T>(
  a: usize,
  aPitch: usize,
  b: usize,
  bPitch: usize,
  depth: i32,
  alpha: f64,
  c: usize,
  cPitch: usize,
): void {
  let c00 = v128.splat<T>(0 as T);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(a0, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(a0, b1));
    const a1 = v128.load_splat<T>(a, sizeof<T>());
    c10 = v128.add<T>(c10, v128.mul<T>(a1, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(a1, b1));
    const a2 = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = v128.add<T>(c20, v128.mul<T>(a2, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(a2, b1));
    const a3 = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = v128.add<T>(c30, v128.mul<T>(a3, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(a3, b1));
    a += aPitch;
    b += bPitch;
  }
  const scale = f64x2.splat(alpha);
  addTo<T>(c, scale, c00, c01);
  addTo<T>(c + cPitch, scale, c10, c11);
  addTo<T>(c + 2 * cPitch, scale, c20, c21);
  addTo<T>(c + 3 * cPitch, scale, c30, c31);
}

/**
 * The tile on the diagonal, A = the first 4 columns of B, with one row more: rhs += Bᵀ t. Riding along here the
 * right-hand side costs an eighth of what a pass of its own would.
 */
export function tileWithTarget<T>(
  b: usize,
  pitch: usize,
  t: usize,
  depth: i32,
  c: usize,
  cPitch: usize,
  rhs: usize,
): void {
  let c00 = v128.splat<T>(0 as T);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let t0 = c00;
  let t1 = c00;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const target = v128.load_splat<T>(t);
    t0 = v128.add<T>(t0, v128.mul<T>(target, b0));
    t1 = v128.add<T>(t1, v128.mul<T>(target, b1));
    const a0 = v128.load_splat<T>(b);
    c00 = v128.add<T>(c00, v128.mul<T>(a0, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(a0, b1));
    const a1 = v128.load_splat<T>(b, sizeof<T>());
    c10 = v128.add<T>(c10, v128.mul<T>(a1, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(a1, b1));
    const a2 = v128.load_splat<T>(b, 2 * sizeof<T>());
    c20 = v128.add<T>(c20, v128.mul<T>(a2, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(a2, b1));
    const a3 = v128.load_splat<T>(b, 3 * sizeof<T>());
    c30 = v128.add<T>(c30, v128.mul<T>(a3, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(a3, b1));
    b += pitch;
    t += sizeof<T>();
  }
  const scale = f64x2.splat(1);
  addTo<T>(c, scale, c00, c01);
  addTo<T>(c + cPitch, scale, c10, c11);
  addTo<T>(c + 2 * cPitch, scale, c20, c21);
  addTo<T>(c + 3 * cPitch, scale, c30, c31);
  addTo<T>(rhs, scale, t0, t1);
}

/** Adds scale · [x | y] to the float64 numbers at `c`. */
function addTo<T>(c: usize, scale: v128, x: v128, y: v128): void {
  if (sizeof<T>() === 8) {
    addPair(c, scale, x);
    addPair(c + 16, scale, y);
  } else {
    addPair(c, scale, f64x2.promote_low_f32x4(x));
    addPair(c + 16, scale, f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 1)));
    addPair(c + 32, scale, f64x2.promote_low_f32x4(y));
    addPair(c + 48, scale, f64x2.promote_low_f32x4(v128.shuffle<f64>(y, y, 1, 1)));
  }
}

function addPair(c: usize, scale: v128, x: v128): void {
  v128.store(c, f64x2.add(v128.load(c), f64x2.mul(scale, x)));
}
