/**
 * The unnormalised Walsh–Hadamard transform along the rows or the columns of a matrix whose sides are powers of two:
 * H over rows × columns numbers is H over the columns after H over the rows. Three stages of butterflies a sweep, since
 * eight vectors fit the registers.
 */

/** Bytes of each row that a panel of columns takes: whole cache lines; the panel stays in the second cache up to 2¹² rows. */
const WIDTH: usize = 256;

/** Each of the rows [i0, i1), `length` numbers, in place. */
export function fwhtRows<T>(i0: i32, i1: i32, length: i32, x: usize): void {
  const bytes = <usize>length * sizeof<T>();
  const end = x + <usize>i1 * bytes;
  for (let row = x + <usize>i0 * bytes; row < end; row += bytes) {
    if (bytes < 128) {
      short<T>(row, length);
      continue;
    }
    for (let at = row; at < row + bytes; at += 128) within<T>(at);
    for (let step: usize = 128; step < bytes; ) {
      const rest = bytes / step;
      const radix = min<usize>(rest, 8);
      for (let at = row; at < row + bytes; at += radix * step) butterflies<T>(at, step, at, step, radix, step);
      step *= radix;
    }
  }
}

/** Bytes of the panel that `fwhtColumns` works in. */
export function fwhtScratch(rows: i32): i32 {
  return rows * <i32>WIDTH;
}

/** The columns [j0, j1) in place; the first sweep reads them into the panel and the last writes them back. */
export function fwhtColumns<T>(j0: i32, j1: i32, rows: i32, columns: i32, x: usize, scratch: usize): void {
  const pitch = <usize>columns * sizeof<T>();
  const end = x + <usize>j1 * sizeof<T>();
  for (let panel = x + <usize>j0 * sizeof<T>(); panel < end; panel += WIDTH) {
    const width = min(WIDTH, end - panel);
    let from = panel;
    let fromPitch = pitch;
    for (let step: usize = 1; step < <usize>rows; ) {
      const rest = <usize>rows / step;
      const radix = min<usize>(rest, 8);
      const to = radix === rest ? panel : scratch;
      const toPitch = radix === rest ? pitch : width;
      for (let group: usize = 0; group < <usize>rows; group += radix * step) {
        for (let i = group; i < group + step; i++) {
          butterflies<T>(from + i * fromPitch, step * fromPitch, to + i * toPitch, step * toPitch, radix, width);
        }
      }
      from = scratch;
      fromPitch = width;
      step *= radix;
    }
  }
}

/** x[k] ← −x[k] for k in [k0, k1) where bit k of `signs` is set: bit 31 of the first word is that of k = 0. */
export function flipSigns<T>(k0: i32, k1: i32, signs: usize, x: usize): void {
  let k = k0;
  for (; k + 32 <= k1; k += 32) {
    const word = load<u32>(signs + ((<usize>k >> 5) << 2));
    const end = x + <usize>(k + 32) * sizeof<T>();
    let at = x + <usize>k * sizeof<T>();
    if (sizeof<T>() === 8) {
      const bits = (<i64>word) << 32;
      let lanes = i64x2.replace_lane(i64x2.splat(bits), 1, bits << 1);
      for (; at < end; at += 16) {
        v128.store(at, v128.xor(v128.load(at), v128.and(lanes, i64x2.splat(i64.MIN_VALUE))));
        lanes = i64x2.shl(lanes, 2);
      }
    } else {
      let lanes = i32x4.replace_lane(i32x4.splat(word), 1, word << 1);
      lanes = i32x4.replace_lane(lanes, 2, word << 2);
      lanes = i32x4.replace_lane(lanes, 3, word << 3);
      for (; at < end; at += 16) {
        v128.store(at, v128.xor(v128.load(at), v128.and(lanes, i32x4.splat(i32.MIN_VALUE))));
        lanes = i32x4.shl(lanes, 4);
      }
    }
  }
  for (; k < k1; k++) {
    const word = load<u32>(signs + ((<usize>k >> 5) << 2));
    const at = x + <usize>k * sizeof<T>();
    if (((word >> (31 - (k & 31))) & 1) !== 0) store<T>(at, -load<T>(at));
  }
}

/** A row of less than eight vectors. */
function short<T>(x: usize, length: i32): void {
  for (let step = 1; step < length; step *= 2) {
    for (let k = 0; k < length; k++) {
      if ((k & step) !== 0) continue;
      const at = x + <usize>k * sizeof<T>();
      const other = at + <usize>step * sizeof<T>();
      const a = load<T>(at);
      const b = load<T>(other);
      store<T>(at, (a + b) as T);
      store<T>(other, (a - b) as T);
    }
  }
}

/** The stages inside one vector. */
function lanes<T>(v: v128): v128 {
  if (sizeof<T>() === 8) {
    const b = v128.xor(v128.shuffle<f64>(v, v, 1, 1), f64x2(0, -0.0));
    return f64x2.add(v128.shuffle<f64>(v, v, 0, 0), b);
  }
  const b = v128.xor(v128.shuffle<f32>(v, v, 1, 1, 3, 3), f32x4(0, -0.0, 0, -0.0));
  const pairs = f32x4.add(v128.shuffle<f32>(v, v, 0, 0, 2, 2), b);
  const d = v128.xor(v128.shuffle<f32>(pairs, pairs, 2, 3, 2, 3), f32x4(0, 0, -0.0, -0.0));
  return f32x4.add(v128.shuffle<f32>(pairs, pairs, 0, 1, 0, 1), d);
}

/** All stages of eight adjacent vectors. */
function within<T>(x: usize): void {
  for (let at = x; at < x + 128; at += 16) v128.store(at, lanes<T>(v128.load(at)));
  eight<T>(x, 16, x, 16);
}

/** The stages between `radix` (2, 4 or 8) runs of `bytes`, `fromStep` apart, into runs `toStep` apart. */
function butterflies<T>(from: usize, fromStep: usize, to: usize, toStep: usize, radix: usize, bytes: usize): void {
  if (radix === 8) {
    for (let at: usize = 0; at < bytes; at += 16) eight<T>(from + at, fromStep, to + at, toStep);
  } else if (radix === 4) {
    for (let at: usize = 0; at < bytes; at += 16) four<T>(from + at, fromStep, to + at, toStep);
  } else {
    for (let at: usize = 0; at < bytes; at += 16) two<T>(from + at, fromStep, to + at, toStep);
  }
}

function eight<T>(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const fromHalf = from + 4 * fromStep;
  const toHalf = to + 4 * toStep;
  const x0 = v128.load(from);
  const x1 = v128.load(from + fromStep);
  const x2 = v128.load(from + 2 * fromStep);
  const x3 = v128.load(from + 3 * fromStep);
  const x4 = v128.load(fromHalf);
  const x5 = v128.load(fromHalf + fromStep);
  const x6 = v128.load(fromHalf + 2 * fromStep);
  const x7 = v128.load(fromHalf + 3 * fromStep);
  const a0 = v128.add<T>(x0, x1);
  const a1 = v128.sub<T>(x0, x1);
  const a2 = v128.add<T>(x2, x3);
  const a3 = v128.sub<T>(x2, x3);
  const a4 = v128.add<T>(x4, x5);
  const a5 = v128.sub<T>(x4, x5);
  const a6 = v128.add<T>(x6, x7);
  const a7 = v128.sub<T>(x6, x7);
  const b0 = v128.add<T>(a0, a2);
  const b2 = v128.sub<T>(a0, a2);
  const b1 = v128.add<T>(a1, a3);
  const b3 = v128.sub<T>(a1, a3);
  const b4 = v128.add<T>(a4, a6);
  const b6 = v128.sub<T>(a4, a6);
  const b5 = v128.add<T>(a5, a7);
  const b7 = v128.sub<T>(a5, a7);
  v128.store(to, v128.add<T>(b0, b4));
  v128.store(toHalf, v128.sub<T>(b0, b4));
  v128.store(to + toStep, v128.add<T>(b1, b5));
  v128.store(toHalf + toStep, v128.sub<T>(b1, b5));
  v128.store(to + 2 * toStep, v128.add<T>(b2, b6));
  v128.store(toHalf + 2 * toStep, v128.sub<T>(b2, b6));
  v128.store(to + 3 * toStep, v128.add<T>(b3, b7));
  v128.store(toHalf + 3 * toStep, v128.sub<T>(b3, b7));
}

function four<T>(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const x0 = v128.load(from);
  const x1 = v128.load(from + fromStep);
  const x2 = v128.load(from + 2 * fromStep);
  const x3 = v128.load(from + 3 * fromStep);
  const a0 = v128.add<T>(x0, x1);
  const a1 = v128.sub<T>(x0, x1);
  const a2 = v128.add<T>(x2, x3);
  const a3 = v128.sub<T>(x2, x3);
  v128.store(to, v128.add<T>(a0, a2));
  v128.store(to + toStep, v128.add<T>(a1, a3));
  v128.store(to + 2 * toStep, v128.sub<T>(a0, a2));
  v128.store(to + 3 * toStep, v128.sub<T>(a1, a3));
}

function two<T>(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const x0 = v128.load(from);
  const x1 = v128.load(from + fromStep);
  v128.store(to, v128.add<T>(x0, x1));
  v128.store(to + toStep, v128.sub<T>(x0, x1));
}
