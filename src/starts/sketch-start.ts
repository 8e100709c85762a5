import type { Steps } from "../kernels/steps.ts";
import { matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * The start of factoring in the column space of the data: U = `left`·G Φ with G = −∇(Σ ℓ) at X = 0 (𝒜*(y) for least squares)
 * and Φ n×k gaussian with entries N(0, 1/k), and V gaussian with entries N(0, `right`²/n). The two lengths are
 * the caller's: alternating gradient descent of step η takes 1/(√η σ₁) and √η σ₁/10, the accelerated scheme 10 to 50 and 0.
 *
 * @throws RangeError where a length is negative or not finite.
 * @see Ward & Kolda 2023, arXiv 2305.06927; Xu, Wang, Zhao, Ward & Tao 2024, arXiv 2410.09640
 */
export function* sketchStart(
  problem: Problem,
  { left, right = 0, seed = 0 }: { left: number; right?: number; seed?: number },
): Steps<Point> {
  for (const [name, length] of Object.entries({ left, right })) {
    if (!(length >= 0 && length < Infinity)) throw new RangeError(`${name}: expected a number ≥ 0; got ${length}`);
  }
  const { store, precision, parametrization } = problem;
  const { rows, columns, rank } = parametrization;
  const draw = random(seed).fork("sketch start");
  const gaussian = (name: string, scale: number) => {
    const stream = draw.fork(name);
    const entries = Float64Array.from({ length: columns * rank }, () => scale * stream.gaussian());
    return matrix(columns, rank, entries);
  };
  const phi = gaussian("sketch", left / Math.sqrt(rank));
  const pull = yield* problem.at(problem.point()).negativeDerivative();
  const { memory } = store.workspace;
  const z = store.block("derivative", precision, pull.length);
  const sketch = store.factor("R", precision, columns, rank);
  const out = store.factor("L", precision, rows, rank);
  store.current = { evaluation: undefined, predicted: false };
  memory.floats(z).set(pull);
  const into = memory.floats(sketch.block).fill(0);
  for (let k = 0; k < phi.data.length; k++) into[Math.floor(k / rank) * sketch.stride + (k % rank)] = phi.data[k];
  store.counts.adjoints += 1;
  yield* (yield* store.bound.adjointImage(z, "derivative")).times(sketch, out);
  const product = memory.floats(out.block);
  const u = matrix(rows, rank);
  for (let k = 0; k < u.data.length; k++) u.data[k] = product[Math.floor(k / rank) * out.stride + (k % rank)];
  const point = problem.point();
  parametrization.setFactors({ left: u, right: gaussian("right", right / Math.sqrt(columns)) }, point);
  return point;
}
