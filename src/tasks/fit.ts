import { leastSquares } from "../losses/least-squares.ts";
import { type EntrySampling, entrySampling } from "../operators/entry-sampling.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import { nonnegative } from "../parametrizations/nonnegative.ts";
import type { Biases, Point } from "../parametrizations/parametrization.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { countWeightedRidge } from "../regularizers/count-weighted-ridge.ts";
import type { Regularizer } from "../regularizers/regularizer.ts";
import { ridge as plainRidge } from "../regularizers/ridge.ts";
import type { BiasChoice, RidgeWeights, ScaleChoice } from "./completion.ts";
import type { Entries } from "./entries.ts";
import { type Scaling, scalingOf } from "./scaling.ts";

/** What every fit of one completion shares. */
export interface FitSettings {
  readonly bias: BiasChoice;
  readonly ridgeWeights: RidgeWeights;
  readonly scale: ScaleChoice;
  readonly precision: "float64" | "float32";
  /** U, V ≥ 0, without biases. */
  readonly nonnegative: boolean;
}

/** A set of entries made ready to be fitted: scaled, and in a problem's memory at rank 0. */
export interface FitTask {
  readonly entries: Entries;
  readonly scaling: Scaling;
  readonly operator: EntrySampling;
  /** The problem at these strengths and this rank; memory is shared. */
  problem(strengths: { ridge: number; biasRidge: number }, rank: number): BlockProblem;
  /** The start at rank 0: no biases, the mean of the scaled values where the model has a mean. */
  start(problem: BlockProblem): Point;
}

const biasesOf = (bias: BiasChoice): Biases => ({
  mean: bias !== "none",
  rows: bias === "rows" || bias === "both",
  columns: bias === "columns" || bias === "both",
});

/** Prepares entries for fitting. */
export function fitTask(entries: Entries, settings: FitSettings): FitTask {
  const { shape, rows, columns, values } = entries;
  const scaling = scalingOf(entries, settings.scale);
  const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
  const scaled = values.map((value, k) => value / (scaling.rows[rows[k]] * scaling.columns[columns[k]]));
  const regularizer = (strengths: { ridge: number; biasRidge: number }): Regularizer =>
    settings.ridgeWeights === "counts"
      ? countWeightedRidge({ ...strengths, rowCounts: operator.rowCounts, columnCounts: operator.columnCounts })
      : plainRidge(strengths);
  const base = recoveryProblem({
    operator,
    observed: operator.measure(scaled),
    loss: leastSquares(),
    regularizer: regularizer({ ridge: 0, biasRidge: 0 }),
    parametrization: settings.nonnegative
      ? nonnegative({ rows: shape[0], columns: shape[1], rank: 0 })
      : asymmetric({ rows: shape[0], columns: shape[1], rank: 0, biases: biasesOf(settings.bias) }),
    precision: settings.precision,
  });
  return {
    entries,
    scaling,
    operator,
    problem: (strengths, rank) => base.with({ regularizer: regularizer(strengths), rank }),
    start(problem) {
      const point = problem.point();
      const { mean } = problem.parametrization.parts(point);
      if (mean.length > 0) mean[0] = scaled.reduce((sum, x) => sum + x, 0) / scaled.length;
      return point;
    },
  };
}

/** Predictions of a point at entries, in the data's units. */
export function predictAt(
  problem: BlockProblem,
  point: Point,
  scaling: Scaling,
  { rows, columns }: Entries,
): Float64Array {
  const { left, right, rank, rowBias, columnBias, mean } = problem.parametrization.parts(point);
  return Float64Array.from({ length: rows.length }, (_, k) => {
    const [i, j] = [rows[k], columns[k]];
    let value = (mean[0] ?? 0) + (rowBias[i] ?? 0) + (columnBias[j] ?? 0);
    for (let c = 0; c < rank; c++) value += left[i * rank + c] * right[j * rank + c];
    return value * scaling.rows[i] * scaling.columns[j];
  });
}

/** Root mean square and mean absolute difference; NaN of nothing. */
export function errors(predicted: ArrayLike<number>, observed: ArrayLike<number>): { rmse: number; mae: number } {
  let [squares, magnitudes] = [0, 0];
  for (let k = 0; k < observed.length; k++) {
    const error = predicted[k] - observed[k];
    squares += error * error;
    magnitudes += Math.abs(error);
  }
  return { rmse: Math.sqrt(squares / observed.length), mae: magnitudes / observed.length };
}
