/**
 * The tiles of `gemm`: C += A B for 4 rows of A, or 1, and two vectors of columns of B, or 1. Each sum over the inner
 * index starts from zero and goes in order, so that an entry's bits are the same in every tile.
 */

/**
 * Rows of A `pitch` bytes apart, each read along its own line. Not unrolled: measured a third slower, although there is
 * less arithmetic on addresses.
 */
export function rowsTile<T>(a: usize, pitch: usize, b: usize, bPitch: usize, depth: i32, c: usize): void {
  let c00 = v128.splat<T>(0 as T);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let second = a + pitch;
  let third = second + pitch;
  let fourth = third + pitch;
  const end = a + <usize>depth * sizeof<T>();
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(a0, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(a0, b1));
    const a1 = v128.load_splat<T>(second);
    c10 = v128.add<T>(c10, v128.mul<T>(a1, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(a1, b1));
    const a2 = v128.load_splat<T>(third);
    c20 = v128.add<T>(c20, v128.mul<T>(a2, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(a2, b1));
    const a3 = v128.load_splat<T>(fourth);
    c30 = v128.add<T>(c30, v128.mul<T>(a3, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(a3, b1));
    a += sizeof<T>();
    second += sizeof<T>();
    third += sizeof<T>();
    fourth += sizeof<T>();
    b += bPitch;
  }
  addTo<T>(c, c00, c01);
  addTo<T>(c + bPitch, c10, c11);
  addTo<T>(c + 2 * bPitch, c20, c21);
  addTo<T>(c + 3 * bPitch, c30, c31);
}

/** The same product for a panel: at each inner index the numbers of the 4 rows lie side by side. */
export function panelTile<T>(a: usize, b: usize, bPitch: usize, depth: i32, c: usize): void {
  let c00 = v128.splat<T>(0 as T);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + 4 * <usize>depth * sizeof<T>();
  while (a < end) {
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
    a += 4 * sizeof<T>();
    b += bPitch;
  }
  addTo<T>(c, c00, c01);
  addTo<T>(c + bPitch, c10, c11);
  addTo<T>(c + 2 * bPitch, c20, c21);
  addTo<T>(c + 3 * bPitch, c30, c31);
}

/** One vector of one row of C; successive inner indices are `step` bytes apart in A. */
export function vectorTile<T>(a: usize, step: usize, b: usize, bPitch: usize, depth: i32, c: usize): void {
  let sum = v128.splat<T>(0 as T);
  for (let k = 0; k < depth; k++) {
    sum = v128.add<T>(sum, v128.mul<T>(v128.load_splat<T>(a), v128.load(b)));
    a += step;
    b += bPitch;
  }
  v128.store(c, v128.add<T>(v128.load(c), sum));
}

function addTo<T>(c: usize, x: v128, y: v128): void {
  v128.store(c, v128.add<T>(v128.load(c), x));
  v128.store(c, v128.add<T>(v128.load(c, 16), y), 16);
}
