import type { Random } from "../../linalg/random.ts";
import { random } from "../../linalg/random.ts";
import type { SmoothLoss } from "../../losses/loss.ts";
import { entrySampling } from "../../operators/entry-sampling.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { SecondOrderProblem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import type { KnownLandscape } from "./known-landscape.ts";
import { type PlantedOptions, planted } from "./planted.ts";
import { plantedFactors } from "./planted-factors.ts";
import type { PlantedMatrixOptions } from "./planted-matrix.ts";

/** What to plant, how much of it is observed, and with or without chance. */
export interface FactorModelOptions
  extends PlantedMatrixOptions,
    Pick<PlantedOptions, "share" | "oversampling" | "leastEach"> {
  /** Root mean square of the truth's entries, natural parameters; 1 where absent. */
  readonly size?: number;
  /** Observe the expectations themselves, so that the truth is critical and a global minimiser; else draws, to which it is only near. */
  readonly population?: boolean;
}

/**
 * A planted matrix of natural parameters, seen through a loss of an exponential family: y the mean ℓ′(x, 0) of the
 * distribution, or a draw of it.
 */
export function factorModel(
  options: FactorModelOptions,
  loss: SmoothLoss,
  sample: (mean: number, draw: Random) => number,
): KnownLandscape<SecondOrderProblem> {
  const { shape, size = 1, population = false, seed = 0 } = options;
  const [rows, columns] = shape;
  const { parametrization, truth, product } = plantedFactors(options, size);
  const cells = planted(options);
  const operator = entrySampling({ rows, columns, rowIndex: cells.rows, columnIndex: cells.columns });
  const draw = random(seed).fork("observations");
  const observed = operator.apply(product).map((x) => {
    const mean = loss.derivative(x, 0);
    return population ? mean : sample(mean, draw);
  });
  const problem = recoveryProblem({ operator, observed, loss, regularizer: ridge({ ridge: 0 }), parametrization });
  return { problem, truth, spurious: [] };
}
