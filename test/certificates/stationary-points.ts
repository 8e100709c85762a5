import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import { qr } from "../../src/linalg/qr.ts";
import type { Random } from "../../src/linalg/random.ts";
import { leastSquares, logistic, poisson, type SmoothLoss } from "../../src/losses/index.ts";
import { denseSensing, entrySampling, fullObservation, type MeasurementOperator } from "../../src/operators/index.ts";
import {
  asymmetric,
  type Biases,
  fixedRank,
  type Parametrization,
  type Point,
  symmetric,
} from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { countWeightedRidge, ridge as plainRidge, type Regularizer } from "../../src/regularizers/index.ts";
import {
  cancels,
  type Factors,
  type Family,
  hessianEigenvalues,
  jacobianOf,
  kindOf,
  outsideRange,
  type PointKind,
  pulledBack,
  symmetriesOf,
} from "./hessian-oracle.ts";

const NO_BIASES: Biases = { mean: false, rows: false, columns: false };
const ALL_BIASES: Biases = { mean: true, rows: true, columns: true };

export const FAMILIES: Record<string, Family> = {
  "least squares, entries": { loss: leastSquares(), observe: "entries", map: "asymmetric" },
  "least squares, dense": { loss: leastSquares(), observe: "dense", map: "asymmetric" },
  "least squares, full, ridge": { loss: leastSquares(), observe: "full", map: "asymmetric", ridge: 0.3 },
  "entries, ridge": { loss: leastSquares(), observe: "entries", map: "asymmetric", ridge: 0.2 },
  "entries, ridge by counts": {
    loss: leastSquares(),
    observe: "entries",
    map: "asymmetric",
    ridge: 0.05,
    counted: true,
  },
  "entries, biases": { loss: leastSquares(), observe: "entries", map: "asymmetric", biases: ALL_BIASES },
  "entries, biases, ridge on all": {
    ...{ loss: leastSquares(), observe: "entries", map: "asymmetric" },
    ...{ biases: ALL_BIASES, ridge: 0.2, biasRidge: 0.1 },
  },
  logistic: { loss: logistic(), observe: "entries", map: "asymmetric" },
  "logistic, ridge, biases": {
    loss: logistic(),
    observe: "entries",
    map: "asymmetric",
    biases: ALL_BIASES,
    ridge: 0.05,
  },
  poisson: { loss: poisson(), observe: "entries", map: "asymmetric" },
  symmetric: { loss: leastSquares(), observe: "dense", map: "symmetric" },
  "symmetric, ridge": { loss: leastSquares(), observe: "entries", map: "symmetric", ridge: 0.2 },
  fixedRank: { loss: leastSquares(), observe: "entries", map: "fixedRank" },
};

/** A stationary point, and what its Hessian says of it, by arithmetic of the tests' own. */
export interface Planted {
  readonly problem: SecondOrderProblem;
  readonly point: Point;
  readonly kind: PointKind;
  /** λ_min/λ_max off the symmetry. */
  readonly least: number;
}

/** The measurement matrices written out, and the operator that stands for them. */
interface Measured {
  readonly operator: MeasurementOperator;
  readonly matrices: readonly Float64Array[];
}

/** The same stationary point under several residuals, from an exact fit to one that makes it a saddle; the last columns may be empty. */
export function plantedPoints(
  family: Family,
  draw: Random,
  { strengths = [0, 0.03, 0.2, 1, 4], larger = 0 }: { strengths?: readonly number[]; larger?: number } = {},
): Planted[] {
  const square = family.map === "symmetric";
  const m = 4 + larger + draw.integer(2);
  const n = square ? m : 3 + larger + draw.integer(3);
  const rank = 1 + draw.integer(2);
  const hollow = rank > 1 && family.map !== "fixedRank" && draw.uniform() < 0.2 ? 1 : 0;
  const { operator, matrices } = measured(family, m, n, draw);
  const counts = countsOf(matrices, m, n);
  if (family.counted && counts.some((list) => list.includes(0))) return [];
  const weights = counts.map((list) => (family.counted ? list : list.map(() => 1)));
  const at = factors(family, weights, rank, hollow, draw);
  const jacobian = jacobianOf(family, at, matrices, [m, n, rank]);
  const penalty = penaltyOf(family, at, weights);
  const x = matrices.map((a) => a.reduce((sum, value, cell) => sum + value * at.x[cell], 0));
  // Jᵀz = −(the penalty's gradient), and what is free of z on top.
  const fixed = pulledBack(
    jacobian,
    penalty.gradient.map((g) => -g),
  );
  // Where entries are too few for that the point is not stationary under this penalty.
  if (!cancels(jacobian, fixed, penalty.gradient)) return [];
  const free = outsideRange(
    jacobian,
    Float64Array.from(x, () => draw.gaussian()),
  );
  return strengths.flatMap((strength) => {
    const z = fixed.map((value, k) => value + strength * free[k]);
    const y = x.map((value, k) => observation(family.loss, value, z[k]));
    const { least, most } = family.loss.observations ?? { least: -Infinity, most: Infinity };
    if (y.some((value) => !(value >= least && value <= most))) return [];
    const parametrization = { asymmetric, symmetric, fixedRank }[family.map]({
      ...{ rows: m, columns: n, rank, biases: family.biases ?? NO_BIASES },
    }) as Parametrization;
    const problem = recoveryProblem({
      operator,
      observed: Float64Array.from(y),
      loss: family.loss,
      regularizer: regularizerOf(family, counts),
      parametrization,
    }) as SecondOrderProblem;
    const point = problem.point();
    parametrization.setFactors({ left: matrix(m, rank, at.u), right: matrix(n, rank, at.v) }, point);
    const parts = parametrization.parts(point);
    if (parts.rowBias.length > 0) {
      parts.rowBias.set(at.b);
      parts.columnBias.set(at.c);
      parts.mean[0] = at.mean;
    }
    const curvature = y.map((value, k) => family.loss.curvature(x[k], value));
    const eigenvalues = hessianEigenvalues(family, jacobian, penalty.hessian, matrices, z, curvature, [m, n, rank]);
    return [{ problem, point, ...kindOf(eigenvalues, symmetriesOf(family, rank)) }];
  });
}

/** y with ℓ′(x, y) = z: ℓ′ is the mean less y for each of the three losses. */
function observation(loss: SmoothLoss, x: number, z: number): number {
  return loss.derivative(x, 0) - z;
}

/**
 * Factors balanced in the geometry of the penalty, and biases with no part along a shift: where only such points can be
 * stationary under a penalty.
 */
function factors(
  { map, biases }: Family,
  [rowWeights, columnWeights]: readonly Float64Array[],
  rank: number,
  hollow: number,
  draw: Random,
): Factors {
  const [m, n] = [rowWeights.length, columnWeights.length];
  const sizes = Float64Array.from({ length: rank }, (_, c) =>
    c >= rank - hollow ? 0 : Math.sqrt(0.2 + 2 * draw.uniform()),
  );
  /** Orthonormal columns, the first along the ones where there are biases. */
  const basis = (rows: number) => {
    const entry = (k: number) => (k % (rank + 1) === 0 && biases ? 1 : draw.gaussian());
    return qr(
      matrix(
        rows,
        rank + 1,
        Float64Array.from({ length: rows * (rank + 1) }, (_, k) => entry(k)),
      ),
    ).q;
  };
  const factor = (q: Matrix, weights: Float64Array) =>
    Float64Array.from({ length: q.rows * rank }, (_, k) => {
      const [i, c] = [Math.floor(k / rank), k % rank];
      return (sizes[c] * q.data[i * (rank + 1) + 1 + c]) / Math.sqrt(weights[i]);
    });
  const [p, q] = [basis(m), basis(n)];
  const u = factor(p, rowWeights);
  const v = map === "symmetric" ? u : factor(q, columnWeights);
  const offsets = (of: Matrix) =>
    biases
      ? outsideRange(
          of,
          Float64Array.from({ length: of.rows }, () => draw.gaussian()),
        )
      : new Float64Array(of.rows);
  const [b, c] = [offsets(p), offsets(q)];
  const mean = biases ? draw.gaussian() : 0;
  const x = Float64Array.from({ length: m * n }, (_, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    let sum = mean + b[i] + c[j];
    for (let k = 0; k < rank; k++) sum += u[i * rank + k] * v[j * rank + k];
    return sum;
  });
  return { u, v, b, c, mean, x };
}

function measured(family: Family, m: number, n: number, draw: Random): Measured {
  const unit = (cell: number) => {
    const a = new Float64Array(m * n);
    a[cell] = 1;
    return a;
  };
  const every = Array.from({ length: m * n }, (_, cell) => cell);
  if (family.observe === "full") {
    return { operator: fullObservation({ rows: m, columns: n }), matrices: every.map(unit) };
  }
  if (family.observe === "entries") {
    const cells = every.filter(() => draw.uniform() < 0.85);
    const operator = entrySampling({
      ...{ rows: m, columns: n },
      ...{ rowIndex: cells.map((cell) => Math.floor(cell / n)), columnIndex: cells.map((cell) => cell % n) },
    });
    return { operator, matrices: cells.map(unit) };
  }
  const count = Math.ceil(m * n * (0.5 + draw.uniform()));
  const all = Float64Array.from({ length: count * m * n }, () => draw.gaussian() / Math.sqrt(count));
  const matrices = Array.from({ length: count }, (_, k) => all.slice(k * m * n, (k + 1) * m * n));
  return { operator: denseSensing({ rows: m, columns: n, matrices: all }), matrices };
}

/** Entries of each row and of each column. */
function countsOf(matrices: readonly Float64Array[], m: number, n: number): [Float64Array, Float64Array] {
  const counts: [Float64Array, Float64Array] = [new Float64Array(m), new Float64Array(n)];
  for (const a of matrices) {
    a.forEach((value, cell) => {
      counts[0][Math.floor(cell / n)] += value === 0 ? 0 : 1;
      counts[1][cell % n] += value === 0 ? 0 : 1;
    });
  }
  return counts;
}

function regularizerOf(
  { ridge = 0, biasRidge = 0, counted }: Family,
  [rowCounts, columnCounts]: [Float64Array, Float64Array],
): Regularizer {
  return counted ? countWeightedRidge({ ridge, biasRidge, rowCounts, columnCounts }) : plainRidge({ ridge, biasRidge });
}

/** The diagonal of the penalty's Hessian in the order [U | V | b | c | μ], and its gradient; a factor on both sides counts twice. */
function penaltyOf(
  { map, ridge = 0, biasRidge = 0, biases }: Family,
  { u, v, b, c }: Factors,
  [rowWeights, columnWeights]: readonly Float64Array[],
) {
  const tied = map === "symmetric";
  const ofFactor = (factor: Float64Array, weights: Float64Array) =>
    Array.from(factor, (_, k) => (tied ? 2 : 1) * ridge * weights[Math.floor((k * weights.length) / factor.length)]);
  const hessian = [
    ...ofFactor(u, rowWeights),
    ...(tied ? [] : ofFactor(v, columnWeights)),
    ...(biases ? [...Array.from([...b, ...c], () => biasRidge), 0] : []),
  ];
  const point = [...u, ...(tied ? [] : v), ...(biases ? [...b, ...c, 0] : [])];
  return { hessian, gradient: Float64Array.from(hessian, (h, k) => h * point[k]) };
}
