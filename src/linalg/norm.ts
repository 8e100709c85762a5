/** Squares within these bounds neither overflow nor lose what matters to underflow. */
const tiny = 1e-280;
const huge = 1e280;

/** The Euclidean norm (of a matrix: the Frobenius norm), safe from overflow and underflow. */
export function norm(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  if (sum > tiny && sum < huge) return Math.sqrt(sum);
  const scale = largestMagnitude(x);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** max |xᵢ|, 0 for nothing, NaN where a number is NaN. */
export function largestMagnitude(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const magnitude = Math.abs(x[i]);
    if (!(magnitude <= largest)) largest = magnitude;
    if (Number.isNaN(magnitude)) return magnitude;
  }
  return largest;
}
