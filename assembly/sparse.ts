import { dotRow, lanesOfFour, lanesOfTwo } from "./dot";

/** Four entries at a time: they share the left row, and their sums leave as whole vectors. */
export function sddmm<T>(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  const bytes = <usize>stride * sizeof<T>();
  for (let i = i0; i < i1; i++) {
    const a = left + <usize>i * bytes;
    const end = a + bytes;
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    let k = load<i32>(start + ((<usize>i) << 2));
    for (; k + 4 <= k1; k += 4) {
      const at = index + ((<usize>k) << 2);
      let b0 = right + <usize>load<i32>(at) * bytes;
      let b1 = right + <usize>load<i32>(at, 4) * bytes;
      let b2 = right + <usize>load<i32>(at, 8) * bytes;
      let b3 = right + <usize>load<i32>(at, 12) * bytes;
      let s0 = v128.splat<T>(0 as T);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let p = a; p < end; p += 16) {
        const row = v128.load(p);
        s0 = v128.add<T>(s0, v128.mul<T>(row, v128.load(b0)));
        s1 = v128.add<T>(s1, v128.mul<T>(row, v128.load(b1)));
        s2 = v128.add<T>(s2, v128.mul<T>(row, v128.load(b2)));
        s3 = v128.add<T>(s3, v128.mul<T>(row, v128.load(b3)));
        b0 += 16;
        b1 += 16;
        b2 += 16;
        b3 += 16;
      }
      const place = <usize>k * sizeof<T>();
      if (sizeof<T>() === 8) {
        s0 = lanesOfTwo(s0, s1);
        s2 = lanesOfTwo(s2, s3);
        if (scale) {
          s0 = f64x2.mul(s0, v128.load(scale + place));
          s2 = f64x2.mul(s2, v128.load(scale + place, 16));
        }
        v128.store(out + place, s0);
        v128.store(out + place, s2, 16);
      } else {
        s0 = lanesOfFour(s0, s1, s2, s3);
        if (scale) s0 = f32x4.mul(s0, v128.load(scale + place));
        v128.store(out + place, s0);
      }
    }
    for (; k < k1; k++) {
      const place = <usize>k * sizeof<T>();
      let sum = dotRow<T>(a, right + <usize>load<i32>(index + ((<usize>k) << 2)) * bytes, stride);
      if (scale) sum *= load<T>(scale + place);
      store<T>(out + place, sum);
    }
  }
}

/** Eight vectors of a row of the result stay in registers while its entries go by; then four, then one. */
export function spmm<T>(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  values: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  const bytes = <usize>stride * sizeof<T>();
  for (let i = i0; i < i1; i++) {
    const k0 = load<i32>(start + ((<usize>i) << 2));
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    const row = out + <usize>i * bytes;
    let c: usize = 0;
    for (; c + 128 <= bytes; c += 128) sumEight<T>(k0, k1, index, values, right + c, bytes, row + c);
    for (; c + 32 <= bytes; c += 32) sumTwo<T>(k0, k1, index, values, right + c, bytes, row + c);
    if (c < bytes) sumOne<T>(k0, k1, index, values, right + c, bytes, row + c);
  }
}

function sumEight<T>(k0: i32, k1: i32, index: usize, values: usize, right: usize, pitch: usize, out: usize): void {
  let s0 = v128.splat<T>(0 as T);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let k = k0; k < k1; k++) {
    const b = right + <usize>load<i32>(index + ((<usize>k) << 2)) * pitch;
    const value = v128.load_splat<T>(values + <usize>k * sizeof<T>());
    s0 = v128.add<T>(s0, v128.mul<T>(value, v128.load(b)));
    s1 = v128.add<T>(s1, v128.mul<T>(value, v128.load(b, 16)));
    s2 = v128.add<T>(s2, v128.mul<T>(value, v128.load(b, 32)));
    s3 = v128.add<T>(s3, v128.mul<T>(value, v128.load(b, 48)));
    s4 = v128.add<T>(s4, v128.mul<T>(value, v128.load(b, 64)));
    s5 = v128.add<T>(s5, v128.mul<T>(value, v128.load(b, 80)));
    s6 = v128.add<T>(s6, v128.mul<T>(value, v128.load(b, 96)));
    s7 = v128.add<T>(s7, v128.mul<T>(value, v128.load(b, 112)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
}

function sumTwo<T>(k0: i32, k1: i32, index: usize, values: usize, right: usize, pitch: usize, out: usize): void {
  let s0 = v128.splat<T>(0 as T);
  let s1 = s0;
  for (let k = k0; k < k1; k++) {
    const b = right + <usize>load<i32>(index + ((<usize>k) << 2)) * pitch;
    const value = v128.load_splat<T>(values + <usize>k * sizeof<T>());
    s0 = v128.add<T>(s0, v128.mul<T>(value, v128.load(b)));
    s1 = v128.add<T>(s1, v128.mul<T>(value, v128.load(b, 16)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
}

function sumOne<T>(k0: i32, k1: i32, index: usize, values: usize, right: usize, pitch: usize, out: usize): void {
  let sum = v128.splat<T>(0 as T);
  for (let k = k0; k < k1; k++) {
    const b = right + <usize>load<i32>(index + ((<usize>k) << 2)) * pitch;
    sum = v128.add<T>(sum, v128.mul<T>(v128.load_splat<T>(values + <usize>k * sizeof<T>()), v128.load(b)));
  }
  v128.store(out, sum);
}

export function gather<T>(k0: i32, k1: i32, source: usize, permutation: usize, out: usize): void {
  for (let k = k0; k < k1; k++) {
    const from = <usize>load<i32>(permutation + ((<usize>k) << 2));
    store<T>(out + <usize>k * sizeof<T>(), load<T>(source + from * sizeof<T>()));
  }
}

/** Two running sums hide the latency of addition; which entry joins which depends on its place in the row alone. */
export function spmv(i0: i32, i1: i32, start: usize, index: usize, values: usize, x: usize, out: usize): void {
  for (let i = i0; i < i1; i++) {
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    let k = load<i32>(start + ((<usize>i) << 2));
    let even: f64 = 0;
    let odd: f64 = 0;
    for (; k + 2 <= k1; k += 2) {
      const at = index + ((<usize>k) << 2);
      const value = values + ((<usize>k) << 3);
      even += load<f64>(value) * load<f64>(x + ((<usize>load<i32>(at)) << 3));
      odd += load<f64>(value, 8) * load<f64>(x + ((<usize>load<i32>(at, 4)) << 3));
    }
    if (k < k1)
      even +=
        load<f64>(values + ((<usize>k) << 3)) * load<f64>(x + ((<usize>load<i32>(index + ((<usize>k) << 2))) << 3));
    store<f64>(out + ((<usize>i) << 3), even + odd);
  }
}

export function sparseGram(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  values: usize,
  columnStart: usize,
  columnIndex: usize,
  columnValues: usize,
  out: usize,
  lda: i32,
): void {
  for (let i = i0; i < i1; i++) {
    const row = out + ((<usize>i * <usize>lda) << 3);
    memory.fill(row, 0, (<usize>(i + 1)) << 3);
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    for (let k = load<i32>(start + ((<usize>i) << 2)); k < k1; k++) {
      const value = load<f64>(values + ((<usize>k) << 3));
      const column = columnStart + ((<usize>load<i32>(index + ((<usize>k) << 2))) << 2);
      const q1 = load<i32>(column, 4);
      for (let q = load<i32>(column); q < q1; q++) {
        const j = load<i32>(columnIndex + ((<usize>q) << 2));
        if (j > i) break;
        const to = row + ((<usize>j) << 3);
        store<f64>(to, load<f64>(to) + value * load<f64>(columnValues + ((<usize>q) << 3)));
      }
    }
  }
}
