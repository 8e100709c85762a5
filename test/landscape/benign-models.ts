import { readFileSync } from "node:fs";
import { finish } from "../../src/kernels/steps.ts";
import { denseHessian } from "../../src/landscape/index.ts";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { qr } from "../../src/linalg/qr.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { leastSquares, logistic, poisson, type SmoothLoss } from "../../src/losses/index.ts";
import { denseSensing, entrySampling, fullObservation, type MeasurementOperator } from "../../src/operators/index.ts";
import { asymmetric, type Parametrization } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";

/** What NumPy and SciPy say of a model at a point; see test/fixtures/landscape/benign.py. */
export interface Spectra {
  readonly strength: number;
  readonly zeros: number;
  readonly alone: readonly [number, number];
  readonly tangent: readonly [number, number];
  readonly regularised: readonly [number, number];
}

/** The models of the fixture. */
export type ModelName = "denoising" | "sensing" | "completion" | "logistic" | "poisson";

export const oracle: {
  truth: number[];
  near: number[];
  far: number[];
  elsewhere: number[];
  distances: Record<"near" | "far" | "elsewhere", number>;
  models: Record<ModelName, Record<"truth" | "near" | "far", Spectra>>;
} = JSON.parse(readFileSync("test/fixtures/landscape/benign.json", "utf8"));

export const MODELS = Object.keys(oracle.models) as ModelName[];

const SHAPE = { rows: 12, columns: 10 };
const SENSED = 600;

/** The fixture's sensing matrices, from the same integers. */
function sensing(): MeasurementOperator {
  const { rows, columns } = SHAPE;
  const matrices = new Float64Array(SENSED * rows * columns);
  for (let k = 0; k < SENSED; k++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const hash = (7919 * k + 104729 * i + 1299709 * j + 31 * k * i * j) % 1009;
        matrices[(k * rows + i) * columns + j] = (hash / 504 - 1) / Math.sqrt(SENSED);
      }
    }
  }
  return denseSensing({ ...SHAPE, matrices });
}

/** The fixture's entries. */
function entries(): MeasurementOperator {
  const cells = Array.from({ length: SHAPE.rows * SHAPE.columns }, (_, cell) => [
    Math.floor(cell / SHAPE.columns),
    cell % SHAPE.columns,
  ]).filter(([i, j]) => (7 * i * i + 11 * j * j + 13 * i * j + 5 * i + 3 * j) % 17 < 11);
  return entrySampling({ ...SHAPE, rowIndex: cells.map(([i]) => i), columnIndex: cells.map(([, j]) => j) });
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** How each model observes: its operator, its loss, and the observation whose loss is least at a prediction. */
const OBSERVED: Record<
  ModelName,
  { operator: () => MeasurementOperator; loss: () => SmoothLoss; mean(x: number): number }
> = {
  denoising: { operator: () => fullObservation(SHAPE), loss: leastSquares, mean: (x) => x },
  sensing: { operator: sensing, loss: leastSquares, mean: (x) => x },
  completion: { operator: entries, loss: leastSquares, mean: (x) => x },
  logistic: { operator: () => fullObservation(SHAPE), loss: logistic, mean: sigmoid },
  poisson: { operator: () => fullObservation(SHAPE), loss: poisson, mean: Math.exp },
};

/** A model of the fixture: its problem, and the truth, where the objective is least. */
export function model(name: ModelName, truth = Float64Array.from(oracle.truth)) {
  const { operator: make, loss, mean } = OBSERVED[name];
  const operator = make();
  const parametrization = asymmetric({ ...SHAPE, rank: 3 });
  const observed = operator.apply(estimate(parametrization, truth)).map(mean);
  const problem: SecondOrderProblem = recoveryProblem({
    operator,
    observed,
    loss: loss(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  return { problem, truth };
}

/** φ(θ), dense. */
export function estimate(parametrization: Parametrization, point: Float64Array): Matrix {
  const { rows, columns, width } = parametrization;
  const [left, right] = [matrix(rows, width), matrix(columns, width)];
  parametrization.writeFactors(point, left.data, right.data, width);
  return multiply(left, transpose(right));
}

/** Orthonormal columns. */
export function orthonormal(rows: number, columns: number, draw: Random): Matrix {
  return qr(
    matrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
    ),
  ).q;
}

/** The balanced point [P S^½ | Q S^½] of random singular vectors. */
export function balancedTruth(rows: number, columns: number, singularValues: readonly number[], seed: number) {
  const draw = random(seed).fork("truth");
  const rank = singularValues.length;
  const half = (length: number) =>
    orthonormal(length, rank, draw).data.map((x, k) => x * Math.sqrt(singularValues[k % rank]));
  return Float64Array.from([...half(rows), ...half(columns)]);
}

/** Eigenvalues of ∇²f + the action given, ascending. */
export function spectrum(
  problem: SecondOrderProblem,
  point: Float64Array,
  added: (direction: Float64Array) => Float64Array = (direction) => direction.map(() => 0),
): Float64Array {
  return symmetricEigen(plus(finish(denseHessian(problem, point)), added)).values;
}

/** A + the matrix of a linear map. */
export function plus(a: Matrix, map: (direction: Float64Array) => Float64Array): Matrix {
  const sum = matrix(a.rows, a.columns, a.data.slice());
  for (let k = 0; k < a.rows; k++) {
    const image = map(Float64Array.from({ length: a.rows }, (_, l) => (l === k ? 1 : 0)));
    for (let i = 0; i < a.rows; i++) sum.data[k * a.columns + i] += image[i];
  }
  return sum;
}

/** Eigenvalues that are 0: below this share of the largest; the others lie orders of magnitude above. */
export function zeros(values: Float64Array, share = 1e-9): number {
  const largest = Math.max(...values.map(Math.abs));
  return values.filter((value) => Math.abs(value) < share * largest).length;
}

/** ‖x − y‖. */
export function apart(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Math.sqrt(Array.from(x).reduce((sum, value, k) => sum + (value - y[k]) ** 2, 0));
}

/** ⟨a, b⟩. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);
}
