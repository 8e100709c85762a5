import { tile } from "./tile";

/** Rows of the factors that are summed at once: few enough that both stay in the first cache. */
const CHUNK: i32 = 64;

export function gramian(
  i0: i32,
  i1: i32,
  left: usize,
  leftStride: i32,
  right: usize,
  rightStride: i32,
  out: usize,
): void {
  const pitch = (<usize>rightStride) << 3;
  const leftPitch = (<usize>leftStride) << 3;
  memory.fill(out, 0, <usize>leftStride * pitch);
  const rows4 = leftStride & ~3;
  const columns4 = rightStride & ~3;
  for (let i = i0; i < i1; i += CHUNK) {
    const depth = min(CHUNK, i1 - i);
    const a = left + <usize>i * leftPitch;
    const b = right + <usize>i * pitch;
    for (let r = 0; r < rows4; r += 4) {
      const at = (<usize>r) << 3;
      for (let c: usize = 0; c < (<usize>columns4) << 3; c += 32) {
        tile<f64>(a + at, leftPitch, b + c, pitch, depth, 1, out + <usize>r * pitch + c, pitch);
      }
    }
    for (let r = 0; r < leftStride; r += 2) {
      for (let c = r < rows4 ? columns4 : 0; c < rightStride; c += 2) {
        corner(
          a + ((<usize>r) << 3),
          leftPitch,
          b + ((<usize>c) << 3),
          pitch,
          depth,
          out + <usize>r * pitch + ((<usize>c) << 3),
        );
      }
    }
  }
}

/** The 2×2 tile for what a stride that is not a multiple of 4 leaves over. */
function corner(a: usize, aPitch: usize, b: usize, bPitch: usize, depth: i32, out: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  for (let k = 0; k < depth; k++) {
    const row = v128.load(b);
    s0 = f64x2.add(s0, f64x2.mul(v128.load_splat<f64>(a), row));
    s1 = f64x2.add(s1, f64x2.mul(v128.load_splat<f64>(a, 8), row));
    a += aPitch;
    b += bPitch;
  }
  v128.store(out, f64x2.add(v128.load(out), s0));
  v128.store(out + bPitch, f64x2.add(v128.load(out + bPitch), s1));
}

/** Four rows of the result at a time, two vectors wide; the last rows and the last vector singly, in the same order. */
export function multiply(
  i0: i32,
  i1: i32,
  left: usize,
  leftStride: i32,
  matrix: usize,
  outStride: i32,
  out: usize,
): void {
  const pitch = (<usize>leftStride) << 3;
  const outPitch = (<usize>outStride) << 3;
  const wide = outPitch & ~31;
  let i = i0;
  for (; i + 4 <= i1; i += 4) {
    const a = left + <usize>i * pitch;
    const row = out + <usize>i * outPitch;
    for (let c: usize = 0; c < wide; c += 32) fourRows(a, pitch, matrix + c, outPitch, row + c);
    if (wide < outPitch) {
      for (let r: usize = 0; r < 4; r++)
        oneVector(a + r * pitch, pitch, matrix + wide, outPitch, row + r * outPitch + wide);
    }
  }
  for (; i < i1; i++) {
    const a = left + <usize>i * pitch;
    const row = out + <usize>i * outPitch;
    for (let c: usize = 0; c < outPitch; c += 16) oneVector(a, pitch, matrix + c, outPitch, row + c);
  }
}

function fourRows(a: usize, pitch: usize, b: usize, bPitch: usize, out: usize): void {
  let c00 = f64x2.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + pitch;
  const second = pitch;
  const third = 2 * pitch;
  const fourth = 3 * pitch;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f64>(a);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0));
    c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    const a1 = v128.load_splat<f64>(a + second);
    c10 = f64x2.add(c10, f64x2.mul(a1, b0));
    c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    const a2 = v128.load_splat<f64>(a + third);
    c20 = f64x2.add(c20, f64x2.mul(a2, b0));
    c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    const a3 = v128.load_splat<f64>(a + fourth);
    c30 = f64x2.add(c30, f64x2.mul(a3, b0));
    c31 = f64x2.add(c31, f64x2.mul(a3, b1));
    a += 8;
    b += bPitch;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + bPitch, c10);
  v128.store(out + bPitch, c11, 16);
  v128.store(out + 2 * bPitch, c20);
  v128.store(out + 2 * bPitch, c21, 16);
  v128.store(out + 3 * bPitch, c30);
  v128.store(out + 3 * bPitch, c31, 16);
}

function oneVector(a: usize, length: usize, b: usize, bPitch: usize, out: usize): void {
  let sum = f64x2.splat(0);
  const end = a + length;
  while (a < end) {
    sum = f64x2.add(sum, f64x2.mul(v128.load_splat<f64>(a), v128.load(b)));
    a += 8;
    b += bPitch;
  }
  v128.store(out, sum);
}
