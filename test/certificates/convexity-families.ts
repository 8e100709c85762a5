import { finish } from "../../src/kernels/steps.ts";
import { denseHessian } from "../../src/landscape/index.ts";
import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import type { Random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { leastSquares, logistic, poisson, type SmoothLoss } from "../../src/losses/index.ts";
import { denseSensing, entrySampling, fullObservation, type MeasurementOperator } from "../../src/operators/index.ts";
import { asymmetric, fixedRank, type Parametrization, symmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { estimate } from "../landscape/benign-models.ts";
import { pointOf } from "../laws/points.ts";

const [ROWS, COLUMNS, RANK] = [6, 5, 2];
const all = { mean: true, rows: true, columns: true };

/** A family of problems: what is measured of which factors, at which loss and penalty. */
interface Family {
  readonly parametrization: () => Parametrization;
  readonly operator: (draw: Random, size: { rows: number; columns: number }) => MeasurementOperator;
  readonly loss?: () => SmoothLoss;
  /** The observation at which the loss of a prediction is least. */
  readonly mean?: (x: number) => number;
  readonly ridge?: number;
  readonly biasRidge?: number;
}

const plain = () => asymmetric({ rows: ROWS, columns: COLUMNS, rank: RANK });
const biased = () => asymmetric({ rows: ROWS, columns: COLUMNS, rank: RANK, biases: all });
const whole: Family["operator"] = (_, size) => fullObservation(size);
const entries: Family["operator"] = (draw, { rows, columns }) => {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(() => draw.uniform() < 0.93);
  const rowIndex = cells.map((cell) => Math.floor(cell / columns));
  return entrySampling({ rows, columns, rowIndex, columnIndex: cells.map((cell) => cell % columns) });
};
const sensing: Family["operator"] = (draw, { rows, columns }) =>
  denseSensing({
    rows,
    columns,
    matrices: Float64Array.from({ length: 40 * rows * columns }, () => draw.gaussian() / Math.sqrt(40)),
  });

export const FAMILIES: Record<string, Family> = {
  denoising: { parametrization: plain, operator: whole },
  sensing: { parametrization: plain, operator: sensing },
  completion: { parametrization: plain, operator: entries },
  "completion with a ridge": { parametrization: plain, operator: entries, ridge: 0.2 },
  "completion with free biases": { parametrization: biased, operator: entries },
  "completion with biases and ridges": { parametrization: biased, operator: entries, ridge: 0.2, biasRidge: 0.1 },
  logistic: {
    parametrization: plain,
    operator: whole,
    loss: logistic,
    mean: (x) => 1 / (1 + Math.exp(-x)),
  },
  poisson: { parametrization: plain, operator: whole, loss: poisson, mean: Math.exp },
  "UUᵀ, sensing": { parametrization: () => symmetric({ rows: ROWS, rank: RANK }), operator: sensing },
  "USVᵀ, sensing": {
    parametrization: () => fixedRank({ rows: ROWS, columns: COLUMNS, rank: RANK }),
    operator: sensing,
  },
};

/** A problem whose data are those of a planted point, with noise or none, in units of its own. */
export function planted(family: Family, draw: Random) {
  const parametrization = family.parametrization();
  const { rows, columns } = parametrization;
  const { loss = leastSquares, mean = (x: number) => x } = family;
  const operator = family.operator(draw, { rows, columns });
  const truth = pointOf(parametrization, draw);
  const noise = [0, 0, 0.1][draw.integer(3)] * (loss === leastSquares ? 1 : 0);
  const observed = operator.apply(estimate(parametrization, truth)).map((x) => mean(x) + noise * draw.gaussian());
  const problem: SecondOrderProblem = recoveryProblem({
    operator,
    observed,
    loss: loss(),
    regularizer: ridge({ ridge: family.ridge ?? 0, biasRidge: family.biasRidge ?? 0 }),
    parametrization,
  });
  return { problem, truth, exact: noise === 0 && !family.ridge && !family.biasRidge };
}

/**
 * The least and the largest eigenvalue of ∇²f + c K*K beyond the shifts, all of it written out from the formulas; K that of
 * `reference`, the point itself where absent.
 */
export function oracleCurvature(
  problem: SecondOrderProblem,
  point: Float64Array,
  strength: number,
  reference: Float64Array = point,
) {
  const { parametrization, regularizer } = problem;
  const size = point.length;
  const hessian = finish(denseHessian(problem, point));
  const orbit = orbitOf(parametrization, reference, regularizer.ridge > 0);
  for (const { direction, weight } of orbit) addOuter(hessian, direction, strength * weight);
  const free = regularizer.biasRidge === 0 ? shiftsOf(parametrization, point, regularizer.ridge > 0) : [];
  // An orthonormal basis of what is left: the tangent space, without what shifts add to the orbit.
  const taken: Float64Array[] = [];
  for (const { direction } of orbit) append(taken, direction);
  const first = taken.length;
  for (const shift of free) append(taken, shift);
  const basis: Float64Array[] = [];
  const shifts = taken.slice(first);
  for (let k = 0; k < size; k++) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    parametrization.project(point, unit);
    append(basis, unit, shifts);
  }
  const restricted = matrix(basis.length, basis.length);
  basis.forEach((b, i) => {
    const image = b.map((_, row) => inner(hessian.data.subarray(row * size, (row + 1) * size), b));
    basis.forEach((a, j) => {
      restricted.data[j * basis.length + i] = inner(a, image);
    });
  });
  const { values } = symmetricEigen(restricted);
  return { least: values[0], largest: values[values.length - 1] };
}

/** The directions whose squares, so weighted, add up to ‖K ξ‖². */
function orbitOf(parametrization: Parametrization, point: Float64Array, orthogonal: boolean) {
  const { rank, name } = parametrization;
  const found: { direction: Float64Array; weight: number }[] = [];
  if (name === "fixedRank") return found;
  const tied = name === "symmetric";
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b < rank; b++) {
      if ((orthogonal || tied) && b <= a) continue;
      const direction = new Float64Array(point.length);
      const [from, into] = [parametrization.parts(point), parametrization.parts(direction)];
      const put = (to: ArrayLike<number>, x: ArrayLike<number>, c: number, d: number, sign: number) => {
        for (let i = 0; i < x.length / rank; i++) (to as Float64Array)[i * rank + d] += sign * x[i * rank + c];
      };
      put(into.left, from.left, a, b, 1);
      if (orthogonal || tied) put(into.left, from.left, b, a, -1);
      if (!tied) put(into.right, from.right, orthogonal ? a : b, orthogonal ? b : a, orthogonal ? 1 : -1);
      if (!tied && orthogonal) put(into.right, from.right, b, a, -1);
      // The skew part of UᵀdU + VᵀdV has each of its numbers twice, halved; X = U Uᵀ counts U on both sides.
      found.push({ direction, weight: tied ? 2 : orthogonal ? 0.5 : 1 });
    }
  }
  return found;
}

/** Shifts of offsets: μ against b and c, and 1 eᵀ in a factor against the offsets of the other side. */
function shiftsOf(parametrization: Parametrization, point: Float64Array, orthogonal: boolean): Float64Array[] {
  const { biases, rank } = parametrization;
  if (!biases.rows) return [];
  const made = (fill: (into: ReturnType<Parametrization["parts"]>) => void) => {
    const direction = new Float64Array(point.length);
    fill(parametrization.parts(direction));
    return direction;
  };
  const { left, right } = parametrization.parts(point);
  const found = [
    made(({ mean, rowBias }) => {
      mean[0] = 1;
      rowBias.fill(-1);
    }),
    made(({ mean, columnBias }) => {
      mean[0] = 1;
      columnBias.fill(-1);
    }),
  ];
  for (let c = 0; c < rank && !orthogonal; c++) {
    found.push(
      made((into) => {
        for (let i = c; i < into.left.length; i += rank) into.left[i] = 1;
        for (let j = 0; j < into.columnBias.length; j++) into.columnBias[j] = -right[j * rank + c];
      }),
      made((into) => {
        for (let j = c; j < into.right.length; j += rank) into.right[j] = 1;
        for (let i = 0; i < into.rowBias.length; i++) into.rowBias[i] = -left[i * rank + c];
      }),
    );
  }
  return found;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Gram–Schmidt, twice; nothing is appended where nothing is left. */
function append(basis: Float64Array[], vector: Float64Array, others: readonly Float64Array[] = []): void {
  const length = Math.sqrt(inner(vector, vector));
  if (length === 0) return;
  let rest = vector.map((x) => x / length);
  for (let pass = 0; pass < 3; pass++) {
    for (const known of [...others, ...basis]) {
      const part = inner(known, rest);
      rest = rest.map((x, k) => x - part * known[k]);
    }
  }
  const left = Math.sqrt(inner(rest, rest));
  if (left > 1e-9) basis.push(rest.map((x) => x / left));
}

function addOuter(a: Matrix, x: Float64Array, weight: number): void {
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) a.data[i * a.columns + j] += weight * x[i] * x[j];
  }
}
