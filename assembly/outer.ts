import { dotRow, lanesOfFour, lanesOfTwo } from "./dot";

/** Rows of the right factor that stay in the first cache while the rows of the left one go by. */
const BLOCK: i32 = 64;

/** Two rows by four columns at a time: eight dot products in registers, and their sums leave as whole vectors. */
export function outer<T>(
  i0: i32,
  i1: i32,
  columns: i32,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
  lda: i32,
): void {
  const bytes = <usize>stride * sizeof<T>();
  const pitch = <usize>lda * sizeof<T>();
  for (let from = 0; from < columns; from += BLOCK) {
    const to = min(columns, from + BLOCK);
    const whole = from + ((to - from) & ~3);
    let i = i0;
    for (; i + 2 <= i1; i += 2) {
      const a = left + <usize>i * bytes;
      const row = out + <usize>i * pitch;
      for (let j = from; j < whole; j += 4) {
        twoByFour<T>(a, right + <usize>j * bytes, bytes, row + <usize>j * sizeof<T>(), pitch);
      }
      for (let j = whole; j < to; j++) {
        const b = right + <usize>j * bytes;
        store<T>(row + <usize>j * sizeof<T>(), dotRow<T>(a, b, stride));
        store<T>(row + pitch + <usize>j * sizeof<T>(), dotRow<T>(a + bytes, b, stride));
      }
    }
    for (; i < i1; i++) {
      const a = left + <usize>i * bytes;
      const row = out + <usize>i * pitch;
      for (let j = from; j < to; j++) {
        store<T>(row + <usize>j * sizeof<T>(), dotRow<T>(a, right + <usize>j * bytes, stride));
      }
    }
  }
}

function twoByFour<T>(a: usize, b: usize, bytes: usize, out: usize, pitch: usize): void {
  let s00 = v128.splat<T>(0 as T);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  let a1 = a + bytes;
  let b1 = b + bytes;
  let b2 = b1 + bytes;
  let b3 = b2 + bytes;
  const end = a1;
  while (a < end) {
    const x = v128.load(a);
    const y = v128.load(a1);
    const r0 = v128.load(b);
    s00 = v128.add<T>(s00, v128.mul<T>(x, r0));
    s10 = v128.add<T>(s10, v128.mul<T>(y, r0));
    const r1 = v128.load(b1);
    s01 = v128.add<T>(s01, v128.mul<T>(x, r1));
    s11 = v128.add<T>(s11, v128.mul<T>(y, r1));
    const r2 = v128.load(b2);
    s02 = v128.add<T>(s02, v128.mul<T>(x, r2));
    s12 = v128.add<T>(s12, v128.mul<T>(y, r2));
    const r3 = v128.load(b3);
    s03 = v128.add<T>(s03, v128.mul<T>(x, r3));
    s13 = v128.add<T>(s13, v128.mul<T>(y, r3));
    a += 16;
    a1 += 16;
    b += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  storeSums<T>(out, s00, s01, s02, s03);
  storeSums<T>(out + pitch, s10, s11, s12, s13);
}

function storeSums<T>(out: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  if (sizeof<T>() === 8) {
    v128.store(out, lanesOfTwo(s0, s1));
    v128.store(out, lanesOfTwo(s2, s3), 16);
  } else {
    v128.store(out, lanesOfFour(s0, s1, s2, s3));
  }
}
