/** The parameters of the multi-step escape: the odd order l of the lifting, ρ, η and t. */
export interface MultiStepOptions {
  readonly order: number;
  readonly scale: number;
  readonly step: number;
  readonly steps: number;
}

/** What the closed form needs to know of a point: λ < 0, σ, ‖X‖ and ‖E X‖. */
export interface MultiStepSizes {
  readonly lambda: number;
  readonly sigma: number;
  readonly point: number;
  readonly invisible: number;
}

/** The lifted point a + β b + γ c after t steps; logarithms are natural, −∞ for 0. */
export interface MultiStep {
  /** log β, β > 0. */
  readonly logBeta: number;
  /** log |γ|, γ < 0. */
  readonly logGamma: number;
  /** log ‖a‖, log ‖β b‖ and log ‖γ c‖ of a = x^{⊗l}, b = (u qᵀ)^{⊗l}, c = (E X)^{⊗l}. */
  readonly logNorms: { readonly point: number; readonly oracle: number; readonly invisible: number };
  /** Which of the two escape parts is longer than both others. */
  readonly dominant: "oracle" | "invisible" | "none";
  /** The 1/l-th powers: the lengths along u qᵀ and along E X of the matrices that the parts collapse to. */
  readonly oracleLength: number;
  readonly invisibleLength: number;
}

/**
 * The truncated projected gradient steps on the lifted objective in closed form, O(1) in t, with
 *
 *     ν = 1 + η|λ|^l,  β = ρ ν^t,  γ = −η ρ σ^l 2^{1−l} (ν^t − 1)/(ν − 1),
 *
 * (ν^t − 1)/(ν − 1) being t where ν is 1 to rounding. All in logarithms, since σ^l, ν^t and the norms leave the range of numbers
 * for ordinary parameters. It is not the trajectory of projected gradient descent: higher-order terms are dropped.
 *
 * @throws RangeError where the order is not odd and at least 3, λ ≥ 0, or a parameter is not positive.
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export function multiStep(sizes: MultiStepSizes, { order, scale, step, steps }: MultiStepOptions): MultiStep {
  if (!(Number.isInteger(order) && order >= 3 && order % 2 === 1)) {
    throw new RangeError(`order: expected an odd whole number of at least 3; got ${order}`);
  }
  for (const [name, value] of Object.entries({ scale, step, steps, sigma: sizes.sigma, point: sizes.point })) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name}: expected a number > 0; got ${value}`);
  }
  if (!(sizes.lambda < 0 && sizes.lambda > -Infinity)) {
    throw new RangeError(`lambda: expected a number < 0, or there is no direction; got ${sizes.lambda}`);
  }
  // ν − 1.
  const logExcess = Math.log(step) + order * Math.log(-sizes.lambda);
  const logNu = logOnePlus(logExcess);
  const logBeta = Math.log(scale) + steps * logNu;
  const logSum = logGeometric(logExcess, logNu, steps);
  const logGamma = Math.log(step) + Math.log(scale) + order * Math.log(sizes.sigma / 2) + Math.LN2 + logSum;
  const logNorms = {
    point: order * Math.log(sizes.point),
    oracle: logBeta,
    invisible: logGamma + order * Math.log(sizes.invisible),
  };
  const { point, oracle, invisible } = logNorms;
  return {
    logBeta,
    logGamma,
    logNorms,
    dominant:
      invisible > Math.max(point, oracle) ? "invisible" : oracle > Math.max(point, invisible) ? "oracle" : "none",
    oracleLength: Math.exp(logBeta / order),
    invisibleLength: -Math.exp(logGamma / order),
  };
}

/** log(1 + eˣ). */
function logOnePlus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** log of (ν^t − 1)/(ν − 1), from log(ν − 1) and log ν. */
function logGeometric(logExcess: number, logNu: number, steps: number): number {
  const growth = steps * logNu;
  // Where ν^t − 1 is below rounding the sum is t ones.
  if (growth < Number.EPSILON) return Math.log(steps);
  return (growth > 1 ? growth + Math.log1p(-Math.exp(-growth)) : Math.log(Math.expm1(growth))) - logExcess;
}
