import { leastSquares } from "../../losses/least-squares.ts";
import { gaussianSensing } from "../../operators/gaussian-sensing.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { BlockProblem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { plantedFactors } from "./planted-factors.ts";
import type { PlantedMatrixOptions } from "./planted-matrix.ts";

/** What to plant, and by how many measurements it is seen. */
export interface GaussianSensingInstanceOptions extends PlantedMatrixOptions {
  /** Measurements per degree of freedom, r(m + n − r), or nr − r(r − 1)/2 of a symmetric matrix. */
  readonly oversampling: number;
}

/**
 * Gaussian measurements of a random low-rank matrix without noise. Near one measurement per degree of freedom descent ends in spurious
 * minima from many starts, at two from few.
 *
 * @throws RangeError where the rank does not fit the shape, a symmetric matrix is not square, or the oversampling is not a
 * number > 0.
 */
export function gaussianSensingInstance(options: GaussianSensingInstanceOptions): KnownLandscape<BlockProblem> {
  const { shape, oversampling, seed = 0 } = options;
  if (!(oversampling > 0 && oversampling < Infinity)) {
    throw new RangeError(`oversampling: expected a number > 0; got ${oversampling}`);
  }
  const { parametrization, truth, product } = plantedFactors(options);
  const [rows, columns] = shape;
  const measurements = Math.ceil(oversampling * parametrization.degreesOfFreedom);
  const operator = gaussianSensing({ rows, columns, measurements, seed });
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(product),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  return { problem, truth, spurious: [] };
}
