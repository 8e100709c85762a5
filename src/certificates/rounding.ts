import type { Steps } from "../kernels/steps.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Problem } from "../problem/problem.ts";

/** ‖G x‖ of a random x of length about 1, which overflows or vanishes where G does. */
export function* probe(g: LinearMap, seed: number): Steps<number> {
  const draw = random(seed).fork("globallyOptimal, size");
  const image = new Float64Array(g.rows);
  yield* g.apply(
    Float64Array.from({ length: g.columns }, () => draw.gaussian() / Math.sqrt(g.columns)),
    image,
  );
  return norm(image);
}

/** Lanczos works on squares. */
export function squareOutOfRange(size: number): boolean {
  return size !== 0 && !(size > 1e-140 && size < 1e140);
}

/** Beyond these, squares of squares overflow or lose digits to underflow, and no rounding bound holds. */
export function outOfRange(size: number): boolean {
  return size !== 0 && !(size > 1e-70 && size < 1e70);
}

/**
 * The rounding of P: of its sum, and of each residual as the difference of numbers of y's size; for another loss of each
 * term as one made of products of x, or of log y, with y and the derivative.
 */
export function objectiveRounding(
  { observed, loss }: Problem,
  primal: number,
  residual: Float64Array,
  prediction: Float64Array,
): number {
  const size = norm(residual);
  const sums = observed.length * primal;
  if (loss.quadratic) return Number.EPSILON * (sums + 8 * size * (norm(observed) + size));
  let products = 0;
  for (let k = 0; k < observed.length; k++) {
    const y = Math.abs(observed[k]);
    products += (1 + Math.abs(prediction[k]) + Math.log1p(y)) * (1 + y + Math.abs(residual[k]));
  }
  return Number.EPSILON * (sums + 16 * products);
}
