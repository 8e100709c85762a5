import type { SecondOrderProblem } from "../problem/problem.ts";
import { scaledDescent } from "./scaled-descent.ts";
import type { Solver } from "./solver.ts";

/**
 * PrecGD: scaled gradient descent whose damping follows the error, λ = c·√|2 Σ ℓ − noise²|, about ‖X − X*‖_F for an isometry. It keeps
 * a linear rate, whatever the condition number, where the rank is higher than that of the truth; it wants a spectral
 * start. Cost and memory are those of `scaledGradientDescent`.
 *
 * @param step η for an isometry; shortened where f would rise above its last values.
 * @param damping c.
 * @param noise ‖ε‖ of the observations, for data that are not exact.
 * @throws RangeError where the step or c is not positive, or the noise negative or not finite.
 * @see Zhang, Fattahi & Zhang 2021, arXiv 2504.09708; Zhang, Fattahi & Zhang 2023 (certificate), arXiv 2206.03345
 */
export function preconditionedGradientDescent({
  step = 0.5,
  damping = 1,
  noise = 0,
}: {
  step?: number;
  damping?: number;
  noise?: number;
} = {}): Solver<SecondOrderProblem> {
  if (!(damping > 0 && damping < Infinity)) throw new RangeError(`damping: expected a number > 0; got ${damping}`);
  if (!(noise >= 0 && noise < Infinity)) throw new RangeError(`noise: expected a number ≥ 0; got ${noise}`);
  return scaledDescent({
    name: "preconditionedGradientDescent",
    step,
    damping: (loss, magnification) => damping * Math.sqrt(Math.abs(2 * loss - noise * noise) / magnification),
  });
}
