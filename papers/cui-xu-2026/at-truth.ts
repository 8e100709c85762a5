import { benignRegularizer, type Steps, tangentCurvature } from "../../src/index.ts";
import type { Curvatures, Model } from "./models.ts";
import { last, spectra } from "./spectrum.ts";

/** The Hessian of f, and of f + R with R built at the truth, at the truth. */
export interface AtTruth {
  readonly model: string;
  /** μ and ℓ over the tangent space. */
  readonly tangent: Curvatures;
  /** How many eigenvalues of ∇²f are zero, the largest of them and the least of the others, over the largest. */
  readonly zeros: number;
  readonly largestZero: number;
  readonly leastOther: number;
  /** Extreme eigenvalues of ∇²(f + R), and what they are to be: μ s_r and 2ℓs₁. */
  readonly least: number;
  readonly leastBound: number;
  readonly most: number;
  readonly mostBound: number;
}

/** Eigenvalues below this share of the largest are zero: rounding leaves some 10⁻¹⁵, and the least of the others is far above. */
const ZERO = 1e-10;

/** Spectra at the truth, by eigenvalues of dense matrices. */
export function* atTruth({ name, problem, truth, singularValues }: Model): Steps<AtTruth> {
  const tangent = yield* tangentCurvature(problem, truth);
  const { hessianVector } = benignRegularizer(problem.parametrization, {
    reference: truth,
    strength: tangent.smallest,
  });
  const { alone, together } = yield* spectra(problem, truth, hessianVector);
  const shares = Array.from(alone, (value) => Math.abs(value) / last(alone)).sort((x, y) => x - y);
  const zeros = shares.filter((share) => share < ZERO).length;
  return {
    model: name,
    tangent,
    zeros,
    largestZero: shares[zeros - 1],
    leastOther: shares[zeros],
    least: together[0],
    leastBound: tangent.smallest * last(singularValues),
    most: last(together),
    mostBound: 2 * tangent.largest * singularValues[0],
  };
}
