/** A matrix to be factored as U Vᵀ at its own rank: its shape and its d positive singular values, descending. */
export interface FactoringInstance {
  readonly shape: readonly [number, number];
  readonly singularValues: ArrayLike<number>;
}

/** Scale of a gaussian start and step size of descent with a fixed step. */
export interface ScaleAndStep {
  /** ε, the standard deviation of each entry of U₀ and V₀. */
  readonly scale: number;
  /** η. */
  readonly stepSize: number;
}

/** The theorem's scale and step, and its number of iterations. */
export interface RandomStartTheorem extends ScaleAndStep {
  /** T(δ) for f ≤ δ, at the theorem's scale and step or at others. */
  iterations(accuracy: number, at?: Partial<ScaleAndStep>): IterationBound;
}

/** The two terms of the theorem's number of iterations. */
export interface IterationBound {
  /** ln(d σ_d/ε)/(η σ_d): until the signal has grown out of the start. */
  readonly warmUp: number;
  /** ln(σ_d/δ)/(η σ_d): the linear phase. */
  readonly local: number;
  readonly total: number;
}

/**
 * Global convergence of gradient descent from a random start on ½‖U Vᵀ − M‖², M of rank exactly d: with
 * ε = c₁ σ_d/(√(d σ₁)(m + n)) and η = c₂ σ_d ε²/(d σ₁³), with high probability f ≤ δ after
 * T(δ) = c₃ (ln(d σ_d/ε) + ln(σ_d/δ))/(η σ_d) iterations and ever after; at this ε and η that is
 * O(d² κ⁴ (m + n)²) times the logarithms. The theorem leaves its constants, and the logarithms in ε, unnamed: each is 1 here
 * unless given, so that these numbers are the theorem's in their growth and not in their size.
 *
 * @throws RangeError where the singular values are not positive and descending, or more than a side has.
 * @see Ye & Du 2021, arXiv 2106.14289, main theorem
 */
export function randomStartTheorem(
  instance: FactoringInstance,
  constants: { scale?: number; stepSize?: number; iterations?: number } = {},
): RandomStartTheorem {
  const { largest, least, rank } = spectrum(instance);
  const [m, n] = instance.shape;
  const c = { scale: 1, stepSize: 1, iterations: 1, ...constants };
  const scale = (c.scale * least) / (Math.sqrt(rank * largest) * (m + n));
  const stepSize = (c.stepSize * least * scale ** 2) / (rank * largest ** 3);
  return {
    scale,
    stepSize,
    iterations(accuracy, at = {}) {
      const own = { scale, stepSize, ...at };
      const perLog = c.iterations / (own.stepSize * least);
      const warmUp = perLog * Math.log((rank * least) / own.scale);
      const local = perLog * Math.max(0, Math.log(least / accuracy));
      return { warmUp, local, total: warmUp + local };
    },
  };
}

/**
 * What works in practice: ε = 10⁻³ √σ₁, and η = 1/(2σ₁), half the step at which descent on the largest singular value stops
 * being stable.
 *
 * @throws RangeError where the singular values are not positive and descending, or more than a side has.
 */
export function practicalStart(instance: FactoringInstance): ScaleAndStep {
  const { largest } = spectrum(instance);
  return { scale: 1e-3 * Math.sqrt(largest), stepSize: 0.5 / largest };
}

function spectrum({ shape, singularValues }: FactoringInstance): { largest: number; least: number; rank: number } {
  const values = Array.from(singularValues);
  const rank = values.length;
  if (!(rank >= 1 && rank <= Math.min(...shape))) {
    throw new RangeError(`singularValues: expected 1 to ${Math.min(...shape)} of them; got ${rank}`);
  }
  const wrong = values.findIndex((value, k) => !(value > 0 && value <= (values[k - 1] ?? Number.MAX_VALUE)));
  if (wrong >= 0) {
    throw new RangeError(`singularValues[${wrong}]: expected positive and descending; got ${values[wrong]}`);
  }
  return { largest: values[0], least: values[rank - 1], rank };
}
