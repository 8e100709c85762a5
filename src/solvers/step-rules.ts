import { type StoppingRule, stepShrunkTo } from "./stopping.ts";

/** Where a rule chooses from; `last` is undefined at first. */
export interface StepState {
  readonly value: number;
  /** ‖θ‖. */
  readonly pointNorm: number;
  /** ‖∇f‖. */
  readonly gradientNorm: number;
  /** The step s that led here: its length, ⟨s, s⟩, and ⟨s, d⟩ with d the change of the gradient along it. */
  readonly last: { readonly length: number; readonly squared: number; readonly curved: number } | undefined;
}

/** How long the steps of gradient descent are. */
export interface StepRule {
  readonly name: string;
  /** Where a step is shortened: by `shrink` until f falls by `sufficientDecrease`·length·‖∇f‖²; taken as it is where absent. */
  readonly backtracking?: { readonly shrink: number; readonly sufficientDecrease: number };
  /** Tells the run's end where the step does and values do not: a small start, where f is flat, is no end. */
  readonly finished?: StoppingRule;
  /** The lengths of one run: of the step to try, from where it stands. */
  begin(): (state: StepState) => number;
}

/** A decaying step of this share of the longest moves the point by no more than rounding. */
export const FINISHED = 1e-14;

/** Shorter than this before anything is known of the curvature: a unit step moves by at most 1. */
const firstLength = (gradientNorm: number) => 1 / Math.max(1, gradientNorm);

/**
 * The same length η at every step, as theorems about gradient descent have it; f may rise where η is above 2/L.
 *
 * @throws RangeError where η is not a positive finite number.
 */
export function fixedStep(eta: number): StepRule {
  if (!(eta > 0 && eta < Infinity)) throw new RangeError(`eta: expected a number > 0; got ${eta}`);
  return { name: "fixedStep", begin: () => () => eta };
}

/**
 * Armijo's rule: twice the last length, halved until f falls by a share of what the slope promises.
 *
 * @see Armijo 1966, doi:10.2140/pjm.1966.16.1
 */
export function armijo({ sufficientDecrease = 1e-4 }: { sufficientDecrease?: number } = {}): StepRule {
  return {
    name: "armijo",
    backtracking: { shrink: 2, sufficientDecrease },
    begin:
      () =>
      ({ gradientNorm, last }) =>
        last ? 2 * last.length : firstLength(gradientNorm),
  };
}

/**
 * Barzilai and Borwein's length ⟨s, s⟩ / ⟨s, d⟩, the secant's inverse curvature, with Armijo backtracking.
 *
 * @see Barzilai & Borwein 1988, doi:10.1093/imanum/8.1.141
 */
export function barzilaiBorwein({ sufficientDecrease = 1e-4 }: { sufficientDecrease?: number } = {}): StepRule {
  return {
    name: "barzilaiBorwein",
    backtracking: { shrink: 4, sufficientDecrease },
    begin:
      () =>
      ({ gradientNorm, last }) => {
        if (!last) return firstLength(gradientNorm);
        return last.curved > 0 ? last.squared / last.curved : 2 * last.length;
      },
  };
}

/**
 * Polyak's length (f − f*) / ‖∇f‖² for a known optimal value f*: 0 for exact data without a penalty.
 *
 * @throws RangeError where f* is not a finite number.
 * @see Polyak 1969, doi:10.1016/0041-5553(69)90061-5
 */
export function polyak(optimalValue: number): StepRule {
  if (!Number.isFinite(optimalValue))
    throw new RangeError(`optimalValue: expected a finite number; got ${optimalValue}`);
  return {
    name: "polyak",
    begin:
      () =>
      ({ value, gradientNorm }) =>
        gradientNorm > 0 ? Math.max(0, value - optimalValue) / gradientNorm ** 2 : 0,
  };
}

/**
 * The lengths first·ratioᵗ: a sharp minimum is reached linearly where the ratio is near enough to 1, from near enough.
 *
 * @throws RangeError where the first length is not a positive finite number, or the ratio not between 0 and 1.
 * @see Davis, Drusvyatskiy, MacPhee & Paquette 2018, doi:10.1007/s10957-018-1372-8
 */
export function geometricallyDecaying({ first, ratio = 0.98 }: { first: number; ratio?: number }): StepRule {
  if (!(first > 0 && first < Infinity)) throw new RangeError(`first: expected a number > 0; got ${first}`);
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`ratio: expected a number between 0 and 1; got ${ratio}`);
  return {
    name: "geometricallyDecaying",
    finished: stepShrunkTo(FINISHED),
    begin() {
      let next = first / ratio;
      return () => {
        next *= ratio;
        return next;
      };
    },
  };
}
