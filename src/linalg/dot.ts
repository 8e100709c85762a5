/** Σ x[xStart + k]·y[yStart + k] over k < `length`, in four sums: one sum alone would wait for each addition. */
export function dot(x: Float64Array, xStart: number, y: Float64Array, yStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  for (let k = 0; k < whole; k += 4) {
    s0 += x[xStart + k] * y[yStart + k];
    s1 += x[xStart + k + 1] * y[yStart + k + 1];
    s2 += x[xStart + k + 2] * y[yStart + k + 2];
    s3 += x[xStart + k + 3] * y[yStart + k + 3];
  }
  for (let k = whole; k < length; k++) s0 += x[xStart + k] * y[yStart + k];
  return s0 + s1 + (s2 + s3);
}
