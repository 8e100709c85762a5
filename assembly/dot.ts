/** ⟨a, b⟩ over `length` numbers, a multiple of the vector width; lane by lane, so the order never varies. */
export function dotRow<T>(a: usize, b: usize, length: i32): T {
  let sum = v128.splat<T>(0 as T);
  const end = a + <usize>length * sizeof<T>();
  while (a < end) {
    sum = v128.add<T>(sum, v128.mul<T>(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  return lanes<T>(sum);
}

/** The sum of a vector's lanes. */
export function lanes<T>(v: v128): T {
  if (sizeof<T>() === 8) return (f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1)) as T;
  const pair = f32x4.add(v, v128.shuffle<f64>(v, v, 1, 0));
  return (f32x4.extract_lane(pair, 0) + f32x4.extract_lane(pair, 1)) as T;
}

/** The sums of the lanes of four vectors: in float64 [a, b], with [c, d] by a second call; in float32 all four. */
export function lanesOfFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3));
}

export function lanesOfTwo(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}
