/**
 * Independent gaussians from a counter: Philox4x32-7 (Salmon et al. 2011, doi:10.1145/2063384.2063405) and Box & Muller
 * (1958, doi:10.1214/aoms/1177706645) in float32, four counters side by side. What `src/kernels/counter-gaussians.ts` says, bit for bit.
 */

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;

/** Entries [j0, j1) of a row, 16 at a time: four counters give four words each, and two words two gaussians. */
export function gaussians(row: u32, j0: i32, j1: i32, key0: u32, key1: u32, deviation: f32, out: usize): void {
  const lanes = i32x4(0, 1, 2, 3);
  for (let j = j0; j < j1; j += 16) {
    let c0 = i32x4.add(i32x4.splat(j >> 2), lanes);
    let c1 = i32x4.splat(row);
    let c2 = i32x4.splat(0);
    let c3 = c2;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 7; round++) {
      const low0 = i64x2.extmul_low_i32x4_u(c0, i32x4.splat(M0));
      const high0 = i64x2.extmul_high_i32x4_u(c0, i32x4.splat(M0));
      const low1 = i64x2.extmul_low_i32x4_u(c2, i32x4.splat(M1));
      const high1 = i64x2.extmul_high_i32x4_u(c2, i32x4.splat(M1));
      const left = v128.xor(v128.xor(v128.shuffle<u32>(low1, high1, 1, 3, 5, 7), c1), i32x4.splat(k0));
      c1 = v128.shuffle<u32>(low1, high1, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(v128.shuffle<u32>(low0, high0, 1, 3, 5, 7), c3), i32x4.splat(k1));
      c3 = v128.shuffle<u32>(low0, high0, 0, 2, 4, 6);
      c0 = left;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const to = out + ((<usize>j) << 2);
    pair(c0, c1, deviation, to);
    pair(c2, c3, deviation, to + 32);
  }
}

/** Four pairs: radius √−2 ln u from the first words; from the second an angle of a quarter turn and two signs. */
function pair(first: v128, second: v128, deviation: f32, out: usize): void {
  // ln of an odd number below 2³¹, over 2³¹: exponent and mantissa in [√½, √2), then 2 artanh.
  const odd = f32x4.convert_i32x4_s(v128.or(i32x4.shr_u(first, 1), i32x4.splat(1)));
  const shifted = i32x4.sub(odd, i32x4.splat(0x3f3504f3));
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(shifted, 23), i32x4.splat(31)));
  const mantissa = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const s2 = f32x4.mul(s, s);
  let series = f32x4.add(f32x4.splat(0.2857142857142857), f32x4.mul(s2, f32x4.splat(0.2222222222222222)));
  series = f32x4.add(f32x4.splat(0.4), f32x4.mul(s2, series));
  series = f32x4.add(f32x4.splat(0.6666666666666666), f32x4.mul(s2, series));
  series = f32x4.add(f32x4.splat(2), f32x4.mul(s2, series));
  const logarithm = f32x4.add(f32x4.mul(exponent, f32x4.splat(Mathf.LN2)), f32x4.mul(s, series));
  const radius = f32x4.mul(f32x4.splat(deviation), f32x4.sqrt(f32x4.abs(logarithm)));

  // cos and sin of φ in [−π/4, π/4): √2 cos and √2 sin of φ + π/4 are their difference and their sum.
  const x = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(second, 2)), f32x4.splat(1.4629180792671596e-9));
  const x2 = f32x4.mul(x, x);
  let sine = f32x4.add(f32x4.splat(-0.0001984126984126984), f32x4.mul(x2, f32x4.splat(0.0000027557319223985893)));
  sine = f32x4.add(f32x4.splat(0.008333333333333333), f32x4.mul(x2, sine));
  sine = f32x4.add(f32x4.splat(-0.16666666666666666), f32x4.mul(x2, sine));
  sine = f32x4.add(x, f32x4.mul(f32x4.mul(x, x2), sine));
  let cosine = f32x4.add(f32x4.splat(-0.001388888888888889), f32x4.mul(x2, f32x4.splat(0.0000248015873015873)));
  cosine = f32x4.add(f32x4.splat(0.041666666666666664), f32x4.mul(x2, cosine));
  cosine = f32x4.add(f32x4.splat(-0.5), f32x4.mul(x2, cosine));
  cosine = f32x4.add(f32x4.splat(1), f32x4.mul(x2, cosine));
  const even = f32x4.mul(radius, f32x4.sub(cosine, sine));
  const other = f32x4.mul(radius, f32x4.add(cosine, sine));
  v128.store(out, v128.xor(even, i32x4.shl(second, 31)));
  v128.store(out, v128.xor(other, v128.and(i32x4.shl(second, 30), i32x4.splat(<i32>0x80000000))), 16);
}
