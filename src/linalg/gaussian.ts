/*
 * The ziggurat (Marsaglia & Tsang 2000, doi:10.18637/jss.v005.i08) with 256 layers of equal area under exp(−x²/2).
 * Only +, −, ×, ÷ and sqrt, which IEEE 754 rounds exactly: `Math.log` may differ between engines in its last bits.
 * As Doornik (2005) advises, the layer, the sign and the 53 bits of the position come from different bits.
 */
const layers = 256;
/** Where the tail starts, the density there, and the area of a layer: solved in 40 digits for the top layer to close at 1. */
const tailStart = 3.654152885361009;
const tailDensity = 0.0012602859304985975;
const area = 0.004928673233974655;

/** `edge[i]` is the right end of layer i, `density[i]` the height of its bottom; layer 0 holds the tail. */
const edge = new Float64Array(layers + 1);
const density = new Float64Array(layers + 1);
edge[0] = area / tailDensity;
edge[1] = tailStart;
density[1] = tailDensity;
for (let i = 2; i < layers; i++) {
  density[i] = density[i - 1] + area / edge[i - 1];
  edge[i] = Math.sqrt(-2 * naturalLog(density[i]));
}
density[layers] = 1;

/** A standard normal from a source of 32-bit words. */
export function drawGaussian(word: () => number): number {
  for (;;) {
    const first = word();
    const layer = first & 255;
    const position = ((first >>> 11) * 2 ** 32 + (word() >>> 0)) * 2 ** -53;
    const x = position * edge[layer];
    const signed = first & 256 ? x : -x;
    if (x < edge[layer + 1]) return signed;
    if (layer === 0) return first & 256 ? drawTail(word) : -drawTail(word);
    const height = density[layer] + positiveUniform(word) * (density[layer + 1] - density[layer]);
    if (-2 * naturalLog(height) > x * x) return signed;
  }
}

/** A normal given that it exceeds `tailStart` (Marsaglia 1964, doi:10.1080/00401706.1964.10490150). */
function drawTail(word: () => number): number {
  for (;;) {
    const x = -naturalLog(positiveUniform(word)) / tailStart;
    if (-2 * naturalLog(positiveUniform(word)) > x * x) return tailStart + x;
  }
}

/** Uniform in (0, 1]. */
function positiveUniform(word: () => number): number {
  return ((word() >>> 5) * 2 ** 26 + (word() >>> 6) + 1) * 2 ** -53;
}

/** ln x for 0 < x ≤ 1 by 2 artanh((x − 1)/(x + 1)), x first doubled into [√½, √2]. */
function naturalLog(x: number): number {
  let doublings = 0;
  let reduced = x;
  while (reduced < Math.SQRT1_2) {
    reduced *= 2;
    doublings++;
  }
  const s = (reduced - 1) / (reduced + 1);
  const square = s * s;
  let series = 1 / 23;
  for (let odd = 21; odd > 0; odd -= 2) series = 1 / odd + square * series;
  return 2 * s * series - doublings * Math.LN2;
}
