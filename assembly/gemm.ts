import { panelTile, rowsTile, vectorTile } from "./gemm-tile";

/** Bytes of a row of A that `gemm` sums at once: the rows of B that they meet stay in the second cache. */
const CHUNK_BYTES: i32 = 4_096;

/** Rows of A that `gemmTransposed` sums at once. */
const DEPTH: i32 = 128;

/** Columns of A that are packed at once: with the rows of D that they meet they stay in the second cache. */
const WIDTH: i32 = 256;

/** Chunks of the inner index outermost, so that the sums grow chunk by chunk whatever the rows. */
export function gemm<T>(i0: i32, i1: i32, columns: i32, a: usize, lda: i32, b: usize, stride: i32, out: usize): void {
  const pitch = <usize>lda * sizeof<T>();
  const bytes = <usize>stride * sizeof<T>();
  const wide = bytes & ~31;
  const chunk = CHUNK_BYTES / <i32>sizeof<T>();
  memory.fill(out + <usize>i0 * bytes, 0, <usize>(i1 - i0) * bytes);
  for (let k = 0; k < columns; k += chunk) {
    const depth = min(chunk, columns - k);
    const rows = b + <usize>k * bytes;
    let from = a + <usize>i0 * pitch + <usize>k * sizeof<T>();
    let to = out + <usize>i0 * bytes;
    let i = i0;
    for (; i + 4 <= i1; i += 4) {
      for (let c: usize = 0; c < wide; c += 32) rowsTile<T>(from, pitch, rows + c, bytes, depth, to + c);
      if (wide < bytes) {
        for (let r: usize = 0; r < 4; r++) {
          vectorTile<T>(from + r * pitch, sizeof<T>(), rows + wide, bytes, depth, to + r * bytes + wide);
        }
      }
      from += 4 * pitch;
      to += 4 * bytes;
    }
    for (; i < i1; i++) {
      for (let c: usize = 0; c < bytes; c += 16) vectorTile<T>(from, sizeof<T>(), rows + c, bytes, depth, to + c);
      from += pitch;
      to += bytes;
    }
  }
}

/** Bytes of the packed block of A. */
export function gemmScratch(): i32 {
  return (WIDTH / 4) * <i32>panelPitch<f64>(DEPTH);
}

/** Bytes from one panel to the next: a line more than it fills, so that a row's panels do not crowd one cache set. */
function panelPitch<T>(depth: i32): usize {
  return 4 * <usize>depth * sizeof<T>() + 64;
}

/**
 * Rows of A outermost, in blocks of DEPTH; a block is first copied into panels of 4 columns, since the rows themselves
 * are too far apart to be read a few numbers at a time.
 */
export function gemmTransposed<T>(
  i0: i32,
  i1: i32,
  j0: i32,
  j1: i32,
  a: usize,
  lda: i32,
  d: usize,
  stride: i32,
  out: usize,
  scratch: usize,
): void {
  const pitch = <usize>lda * sizeof<T>();
  const bytes = <usize>stride * sizeof<T>();
  const wide = bytes & ~31;
  for (let i = i0; i < i1; i += DEPTH) {
    const depth = min(DEPTH, i1 - i);
    const panel = panelPitch<T>(depth);
    const rows = d + <usize>i * bytes;
    for (let j = j0; j < j1; j += WIDTH) {
      const width = min(WIDTH, j1 - j);
      pack<T>(a + <usize>i * pitch + <usize>j * sizeof<T>(), pitch, depth, width, scratch);
      let to = out + <usize>j * bytes;
      let from = scratch;
      let left = width;
      for (; left >= 4; left -= 4) {
        for (let c: usize = 0; c < wide; c += 32) panelTile<T>(from, rows + c, bytes, depth, to + c);
        if (wide < bytes) {
          for (let r: usize = 0; r < 4; r++) {
            vectorTile<T>(from + r * sizeof<T>(), 4 * sizeof<T>(), rows + wide, bytes, depth, to + r * bytes + wide);
          }
        }
        from += panel;
        to += 4 * bytes;
      }
      for (; left > 0; left--) {
        for (let c: usize = 0; c < bytes; c += 16) {
          vectorTile<T>(from, 4 * sizeof<T>(), rows + c, bytes, depth, to + c);
        }
        from += sizeof<T>();
        to += bytes;
      }
    }
  }
}

/** The block of A in panels of 4 columns, each `depth` steps of 4 adjacent numbers; the last may hold fewer columns. */
function pack<T>(a: usize, pitch: usize, depth: i32, width: i32, scratch: usize): void {
  const step = 4 * sizeof<T>();
  const panel = panelPitch<T>(depth);
  const whole = <usize>(width & ~3) * sizeof<T>();
  const end = <usize>width * sizeof<T>();
  for (let i = 0; i < depth; i++) {
    let to = scratch + <usize>i * step;
    let c: usize = 0;
    for (; c < whole; c += step) {
      v128.store(to, v128.load(a + c));
      if (sizeof<T>() === 8) v128.store(to, v128.load(a + c, 16), 16);
      to += panel;
    }
    for (; c < end; c += sizeof<T>()) {
      store<T>(to, load<T>(a + c));
      to += sizeof<T>();
    }
    a += pitch;
  }
}
