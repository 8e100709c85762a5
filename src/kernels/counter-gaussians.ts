const { fround, imul, sqrt, abs } = Math;

/** Four words from a counter of four and a key of two: Philox4x32-7 (Salmon et al. 2011, doi:10.1145/2063384.2063405). */
export function philox(counter: readonly number[], key: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 7; round++) {
    [c0, c1, c2, c3] = [
      high(c2, 0xcd9e8d57) ^ c1 ^ k0,
      imul(c2, 0xcd9e8d57),
      high(c0, 0xd2511f53) ^ c3 ^ k1,
      imul(c0, 0xd2511f53),
    ];
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  return [c0, c1, c2, c3].map((word) => word >>> 0);
}

/** The upper half of a product of two 32-bit words. */
function high(a: number, b: number): number {
  const word = a >>> 0;
  return Math.floor((word * (b >>> 16) + Math.floor((word * (b & 0xffff)) / 65_536)) / 65_536);
}

/** Which numbers of which row: `j0` and `j1` are multiples of 16. */
export interface GaussianRange {
  readonly row: number;
  readonly j0: number;
  readonly j1: number;
  readonly key: readonly number[];
  readonly deviation: number;
}

/**
 * Independent N(0, deviation²) as float32, `out[0]` being number j0 of the row. Number j comes from the counter
 * [4⌊j/16⌋ + j mod 4, row, 0, 0] alone. By Box & Muller (1958, doi:10.1214/aoms/1177706645) from a radius of 30 bits and an angle of 32, so that no number
 * exceeds 6.56 deviations; only +, −, ×, ÷ and √ in float32, which round alike everywhere.
 */
export function writeGaussians({ row, j0, j1, key, deviation }: GaussianRange, out: Float32Array): void {
  for (let j = j0; j < j1; j += 16) {
    for (let lane = 0; lane < 4; lane++) {
      const words = philox([j / 4 + lane, row, 0, 0], key);
      for (const half of [0, 1]) {
        const [even, odd] = pair(words[2 * half], words[2 * half + 1], fround(deviation));
        out[j - j0 + 8 * half + lane] = even;
        out[j - j0 + 8 * half + 4 + lane] = odd;
      }
    }
  }
}

/** Two gaussians from two words: radius √−2 ln u from the first; from the second an angle of a quarter turn and two signs. */
function pair(first: number, second: number, deviation: number): [number, number] {
  const radius = fround(deviation * fround(sqrt(abs(logarithm(fround((first >>> 1) | 1))))));
  // cos and sin of φ in [−π/4, π/4): √2 cos and √2 sin of φ + π/4 are their difference and their sum.
  const x = fround(fround(second >> 2) * fround(Math.PI / 4 / 2 ** 29));
  const x2 = fround(x * x);
  const sine = fround(x + fround(fround(x * x2) * horner(x2, [-1 / 6, 1 / 120, -1 / 5_040, 1 / 362_880])));
  const cosine = horner(x2, [1, -1 / 2, 1 / 24, -1 / 720, 1 / 40_320]);
  const even = fround(radius * fround(cosine - sine));
  const odd = fround(radius * fround(cosine + sine));
  return [second & 1 ? -even : even, second & 2 ? -odd : odd];
}

const bits = new DataView(new ArrayBuffer(4));

/** ln(v/2³¹) of a float32 in [1, 2³¹]: exponent, and 2 artanh of the mantissa in [√½, √2). */
function logarithm(v: number): number {
  const half = 0x3f3504f3;
  bits.setFloat32(0, v);
  const shifted = (bits.getInt32(0) - half) | 0;
  bits.setInt32(0, (shifted & 0x7fffff) + half);
  const f = fround(bits.getFloat32(0) - 1);
  const s = fround(f / fround(f + 2));
  const series = horner(fround(s * s), [2, 2 / 3, 2 / 5, 2 / 7, 2 / 9]);
  return fround(fround(((shifted >> 23) - 31) * fround(Math.LN2)) + fround(s * series));
}

/** A polynomial in float32, the constant first. */
function horner(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient, at) =>
    fround(at === coefficients.length - 1 ? coefficient : fround(coefficient) + fround(x * fround(sum))),
  );
}
