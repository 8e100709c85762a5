/** c₀ + c₁ t + c₂ t² + …, by Horner's rule. */
export function polynomial(coefficients: ArrayLike<number>, t: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * t + coefficients[k];
  return sum;
}

/** The coefficients of the derivative of c₀ + c₁ t + c₂ t² + …. */
export function derivativeOf(coefficients: ArrayLike<number>): number[] {
  return Array.from(coefficients, (c, k) => k * c).slice(1);
}

/**
 * Where c₀ + c₁ t + c₂ t² + … changes its sign, ascending, each to the last bit: between neighbouring roots of the derivative a
 * polynomial is monotone, so that halving finds the one root there. Roots where it only touches 0 are left out.
 */
export function realRoots(coefficients: ArrayLike<number>): number[] {
  const c = Array.from(coefficients);
  while (c.length > 0 && c[c.length - 1] === 0) c.pop();
  if (c.length < 2 || !c.every(Number.isFinite)) return [];
  const leading = Math.abs(c[c.length - 1]);
  // Cauchy's bound.
  const most = Math.min(1e75, 1 + c.reduce((largest, value) => Math.max(largest, Math.abs(value) / leading), 0));
  const ends = [-most, ...realRoots(derivativeOf(c)).filter((t) => Math.abs(t) < most), most];
  return ends.slice(1).flatMap((high, k) => rootBetween(c, ends[k], high));
}

function rootBetween(c: readonly number[], from: number, to: number): number[] {
  let [low, high] = [from, to];
  const rising = polynomial(c, high) > 0;
  if (polynomial(c, low) > 0 === rising) return [];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) {
      return [Math.abs(polynomial(c, low)) < Math.abs(polynomial(c, high)) ? low : high];
    }
    if (polynomial(c, middle) > 0 === rising) high = middle;
    else low = middle;
  }
}
