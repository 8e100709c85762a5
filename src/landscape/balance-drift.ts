import { matrix } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import type { Factors } from "./factoring/symmetrised.ts";

/** How far UᵀU − VᵀV has moved since the start, and how far gradient descent without a penalty can have moved it. */
export interface BalanceDrift {
  /** To be told of each step: its length η and ‖∇f‖ where it began. */
  step(stepSize: number, gradientNorm: number): void;
  /** ‖E_t − E_0‖, E = UᵀU − VᵀV. */
  drift(factors: Factors): number;
  /** Σ η² ‖∇f‖² over the steps so far: E_{t+1} − E_t = η² (VᵀGᵀGV − UᵀGGᵀU), the terms of first order cancel. */
  readonly bound: number;
}

/**
 * A monitor of the balance that gradient descent keeps by itself: the drift stays below the bound at any step size.
 *
 * @see Cui & Xu 2026, arXiv:2605.05446
 */
export function balanceDrift(start: Factors): BalanceDrift {
  const first = balance(start);
  let bound = 0;
  return {
    step(stepSize, gradientNorm) {
      bound += (stepSize * gradientNorm) ** 2;
    },
    drift: (factors) => norm(balance(factors).map((value, k) => value - first[k])),
    get bound() {
      return bound;
    },
  };
}

/** UᵀU − VᵀV. */
function balance({ left, right, rank }: Factors): Float64Array {
  const gram = (factor: ArrayLike<number>) => {
    const whole = matrix(factor.length / rank, rank, Float64Array.from(factor));
    return multiplyTransposed(whole, whole).data;
  };
  const [byLeft, byRight] = [gram(left), gram(right)];
  return byLeft.map((value, k) => value - byRight[k]);
}
