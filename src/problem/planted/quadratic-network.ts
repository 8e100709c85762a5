import type { Matrix } from "../../linalg/matrix.ts";
import { leastSquares } from "../../losses/least-squares.ts";
import { quadraticSensing } from "../../operators/quadratic-sensing.ts";
import { symmetric } from "../../parametrizations/symmetric.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { BlockProblem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";

/** Data to learn from, and how many neurons. */
export interface QuadraticNetworkOptions {
  /** N×d, a sample a row; a column of ones makes a bias. */
  readonly inputs: Matrix;
  /** One number a sample. */
  readonly targets: ArrayLike<number>;
  /** Neurons of the hidden layer. */
  readonly rank: number;
}

/**
 * A network of one hidden layer with quadratic activation and output weights 1, x ↦ Σ_c ⟨u_c, x⟩² = xᵀ U Uᵀ x, fitted by half the mean
 * square error: f = 1/(2N) Σ (x_kᵀ U Uᵀ x_k − y_k)². Nothing is planted.
 *
 * @throws RangeError where there is not a target for each sample, or the rank is above d.
 * @see Du & Lee 2018, arXiv 1803.01206
 */
export function quadraticNetwork({ inputs, targets, rank }: QuadraticNetworkOptions): BlockProblem {
  const { rows: samples, columns: size, data } = inputs;
  if (targets.length !== samples) {
    throw new RangeError(`targets: expected ${samples} numbers, one a sample; got ${targets.length}`);
  }
  // ⟨s a, ·⟩² with s = N^(−1/4) is ⟨a, ·⟩²/√N.
  const vectors = data.map((x) => x * samples ** -0.25);
  return recoveryProblem({
    operator: quadraticSensing({ vectors, size }),
    observed: Float64Array.from(targets, (y) => y / Math.sqrt(samples)),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: symmetric({ rows: size, rank }),
  });
}
