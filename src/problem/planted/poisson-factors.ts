import { poisson } from "../../losses/poisson.ts";
import type { SecondOrderProblem } from "../problem.ts";
import { type FactorModelOptions, factorModel } from "./factor-model.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/**
 * Counts (or, for the population, rates) whose log-rates are a random low-rank matrix.
 *
 * @throws RangeError where the rank does not fit the shape, or a number is out of its range.
 * @see Collins, Dasgupta & Schapire 2001, "A generalization of principal components analysis to the exponential family"
 */
export function poissonFactors(options: FactorModelOptions): KnownLandscape<SecondOrderProblem> {
  return factorModel(options, poisson(), (mean, draw) => {
    // Arrivals of a unit rate until the time `mean`.
    const wait = () => -Math.log1p(-draw.uniform());
    let count = 0;
    for (let time = wait(); time < mean; time += wait()) count += 1;
    return count;
  });
}
