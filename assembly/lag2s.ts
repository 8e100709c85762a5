/** out[k] = scale · source[k], float64 to float32, four numbers at a time. */
export function dlag2s(k0: i32, k1: i32, scale: f64, source: usize, out: usize): void {
  const factor = f64x2.splat(scale);
  let from = source + ((<usize>k0) << 3);
  let to = out + ((<usize>k0) << 2);
  let k = k0;
  for (; k + 4 <= k1; k += 4) {
    const low = f32x4.demote_f64x2_zero(f64x2.mul(factor, v128.load(from)));
    const high = f32x4.demote_f64x2_zero(f64x2.mul(factor, v128.load(from, 16)));
    v128.store(to, v128.shuffle<f64>(low, high, 0, 2));
    from += 32;
    to += 16;
  }
  for (; k < k1; k++) {
    store<f32>(to, <f32>(scale * load<f64>(from)));
    from += 8;
    to += 4;
  }
}
