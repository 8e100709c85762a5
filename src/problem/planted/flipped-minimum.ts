/** Values of the even entries: `kept` where the sign is the truth's, `flipped` < 0 < kept elsewhere. */
export interface FlippedMinimum {
  readonly kept: number;
  readonly flipped: number;
}

const ITERATIONS = 60;
const TOLERANCE = 1e-12;

/**
 * The local minimum of perturbed completion at which so many even entries have flipped their signs, the odd ones 0; undefined
 * where Newton's method from the truth's signs ends at none. By symmetry the entries of each sign are equal, a and b, so
 * that g(x) = x³ − x + ε²(x (S₂ − x²) − (S₁ − x)) is 0 for x = a and x = b, S₁ and S₂ being sums and sums of squares.
 */
export function flippedMinimum(how: {
  kept: number;
  flipped: number;
  perturbation: number;
}): FlippedMinimum | undefined {
  const { kept: k, flipped: m, perturbation } = how;
  const e = perturbation ** 2;
  let [a, b] = [1, -1];
  for (let iteration = 0; ; iteration++) {
    const [s1, s2] = [k * a + m * b, k * a * a + m * b * b];
    const g = (x: number) => x ** 3 - x + e * (x * (s2 - x * x) - (s1 - x));
    // Half the Hessian: between an entry and itself, another of its sign, one of the other sign.
    const own = (x: number) => 3 * x * x - 1 + e * (s2 - x * x);
    const like = (x: number) => e * (2 * x * x - 1);
    const other = e * (2 * a * b - 1);
    const [aa, bb] = [own(a) + (k - 1) * like(a), own(b) + (m - 1) * like(b)];
    const determinant = aa * bb - k * m * other * other;
    if (iteration === ITERATIONS) {
      const apart = (x: number, count: number) => count === 1 || own(x) > like(x);
      const isCritical = Math.abs(g(a)) + Math.abs(g(b)) < TOLERANCE;
      const isMinimum = isCritical && aa > 0 && determinant > 0 && apart(a, k) && apart(b, m) && a > 0 && b < 0;
      return isMinimum ? { kept: a, flipped: b } : undefined;
    }
    const [ga, gb] = [g(a), g(b)];
    a -= (bb * ga - m * other * gb) / determinant;
    b -= (aa * gb - k * other * ga) / determinant;
  }
}
