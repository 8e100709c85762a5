import {
  asymmetric,
  denseSensing,
  entrySampling,
  fullObservation,
  type Loss,
  leastSquares,
  logistic,
  type MeasurementOperator,
  matrix,
  multiply,
  type Point,
  planted,
  poisson,
  type Random,
  random,
  recoveryProblem,
  ridge,
  type SecondOrderProblem,
  type SmoothLoss,
  symmetricEigen,
  transpose,
} from "../../src/index.ts";
import { plantedFactors } from "./factors.ts";

/** μ and ℓ with μ‖N‖² ≤ ∇²L(X)[N, N] ≤ ℓ‖N‖². */
export interface Curvatures {
  readonly smallest: number;
  readonly largest: number;
}

/** f(U, V) = L(U Vᵀ), observed without noise, and its balanced optimum. */
export interface Model {
  readonly name: string;
  readonly problem: SecondOrderProblem;
  readonly truth: Point;
  /** s₁ ≥ … ≥ s_r of the truth. */
  readonly singularValues: readonly number[];
  /** For all N, and all X whose entries are within s_r/8 of the truth's; absent where only low-rank N are curved. */
  readonly everywhere?: Curvatures | undefined;
}

/** Size, singular values and seed of a planted matrix. */
export interface PlantedModel {
  readonly shape: readonly [number, number];
  readonly singularValues: readonly number[];
  readonly seed: number;
}

/** The five models: everything observed, 5 gaussian measurements per cell, 60 % of the cells, frequencies, counts. */
export function models(options: PlantedModel): Model[] {
  const [rows, columns] = options.shape;
  const all = fullObservation({ rows, columns });
  return [
    denoised(options),
    sensing(options, 5 * rows * columns),
    completion(options, 0.6),
    model("logistic", options, all, logistic()),
    model("Poisson", options, all, poisson()),
  ];
}

/** Every cell. */
export function denoised(options: PlantedModel, noise = 0): Model {
  const [rows, columns] = options.shape;
  const errors = gaussians(random(options.seed).fork("noise"), rows * columns).map((value) => noise * value);
  const operator = fullObservation({ rows, columns });
  return model("denoising", options, operator, leastSquares(), { smallest: 1, largest: 1 }, errors);
}

/** Gaussian measurements of variance 1/p. */
export function sensing(options: PlantedModel, measurements: number): Model {
  const [rows, columns] = options.shape;
  const draw = random(options.seed).fork("measurement matrices");
  const matrices = gaussians(draw, measurements * rows * columns).map((value) => value / Math.sqrt(measurements));
  const whole = matrix(measurements, rows * columns, matrices);
  // The extremes over all N need the eigenvalues of 𝒜*𝒜: only for small sizes.
  const { values } = rows * columns <= 200 ? symmetricEigen(multiply(transpose(whole), whole)) : { values: [] };
  const everywhere = values.length ? { smallest: values[0], largest: values[values.length - 1] } : undefined;
  return model("sensing", options, denseSensing({ rows, columns, matrices }), leastSquares(), everywhere);
}

/** A share p of the cells, each weighted by 1/p. */
export function completion(options: PlantedModel, share: number, noise = 0): Model {
  const [rows, columns] = options.shape;
  const rank = options.singularValues.length;
  const cells = planted({ shape: options.shape, rank, share, leastEach: rank + 1, seed: options.seed });
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: cells.rows,
    columnIndex: cells.columns,
    weights: Float64Array.from(cells.rows, () => 1 / share),
  });
  const draws = gaussians(random(options.seed).fork("noise"), operator.measurements);
  const errors = draws.map((value) => (noise * value) / Math.sqrt(share));
  return model("completion", options, operator, leastSquares(), undefined, errors);
}

/** Zeros and ones for log-odds, drawn at every cell. */
export function bits(options: PlantedModel): Model {
  const [rows, columns] = options.shape;
  const operator = fullObservation({ rows, columns });
  const loss = logistic();
  const { truth, product } = plantedFactors(options);
  const draw = random(options.seed).fork("bits");
  const observed = product.data.map((x) => (draw.uniform() < loss.derivative(x, 0) ? 1 : 0));
  return { ...problemOf("logistic", options, operator, loss, observed), truth };
}

function model(
  name: string,
  options: PlantedModel,
  operator: MeasurementOperator,
  loss: SmoothLoss,
  everywhere?: Curvatures,
  noise?: Float64Array,
): Model {
  const { truth, product } = plantedFactors(options);
  const predicted = operator.apply(product);
  // What is expected of y: ℓ′(x, 0) is the mean of the exponential family.
  const observed = predicted.map((x, k) => loss.derivative(x, 0) + (noise ? noise[k] : 0));
  return {
    ...problemOf(name, options, operator, loss, observed),
    truth,
    everywhere: everywhere ?? (loss.quadratic ? undefined : nearbyCurvatures(loss, predicted, options)),
  };
}

function problemOf(
  name: string,
  { shape: [rows, columns], singularValues }: PlantedModel,
  operator: MeasurementOperator,
  loss: SmoothLoss,
  observed: Float64Array,
) {
  const parametrization = asymmetric({ rows, columns, rank: singularValues.length });
  const problem = recoveryProblem<Loss>({
    operator,
    observed,
    loss,
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  }) as SecondOrderProblem;
  return { name, problem, singularValues };
}

/** The extreme curvatures of a loss, monotone or with one peak, over entries within s_r/8 of the truth's. */
function nearbyCurvatures(loss: SmoothLoss, entries: Float64Array, { singularValues }: PlantedModel): Curvatures {
  const reach = singularValues[singularValues.length - 1] / 8;
  const ends = Array.from(entries).flatMap((x) => [x - reach, x + reach]);
  const curved = [...ends, Math.min(Math.max(0, Math.min(...ends)), Math.max(...ends))].map((x) =>
    loss.curvature(x, 0),
  );
  return { smallest: Math.min(...curved), largest: Math.max(...curved) };
}

/** So many standard normal numbers. */
export function gaussians(draw: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => draw.gaussian());
}
