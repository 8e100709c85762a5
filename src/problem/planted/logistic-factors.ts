import { logistic } from "../../losses/logistic.ts";
import type { SecondOrderProblem } from "../problem.ts";
import { type FactorModelOptions, factorModel } from "./factor-model.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/**
 * Zeros and ones (or, for the population, frequencies) whose log-odds are a random low-rank matrix: 1-bit completion.
 *
 * @throws RangeError where the rank does not fit the shape, or a number is out of its range.
 * @see Davenport, Plan, van den Berg & Wootters 2014, doi:10.1093/imaiai/iau006
 */
export function logisticFactors(options: FactorModelOptions): KnownLandscape<SecondOrderProblem> {
  return factorModel(options, logistic(), (mean, draw) => (draw.uniform() < mean ? 1 : 0));
}
