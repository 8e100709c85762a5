import { finish } from "../../src/kernels/steps.ts";
import { type LowRankMatrix, type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute, kullbackLeibler, leastSquares } from "../../src/losses/index.ts";
import {
  denseSensing,
  entrySampling,
  fullObservation,
  gaussianSensing,
  hadamardSensing,
  lineSampling,
  type MeasurementOperator,
  quadraticSensing,
  rankOneSensing,
} from "../../src/operators/index.ts";
import {
  asymmetric,
  fixedRank,
  nonnegative,
  nonnegativeSymmetric,
  type Point,
  symmetric,
} from "../../src/parametrizations/index.ts";
import { type BlockProblem, type Problem, planted, plantedMatrix, recoveryProblem } from "../../src/problem/index.ts";
import { ridge as plainRidge } from "../../src/regularizers/index.ts";
import { randomStart, sketchStart, spectralStart, truncatedSpectralStart } from "../../src/starts/index.ts";

/** A planted problem: what is measured, of what, how exactly, and with which factors it is searched for. */
export interface Instance {
  readonly operator: keyof typeof OPERATORS;
  readonly shape: readonly [number, number];
  readonly trueRank: number;
  readonly condition?: number;
  /** Measurements per degree of freedom, r(m + n − r) of them; all cells where absent. */
  readonly oversampling?: number;
  /** Standard deviation of the noise on each measurement, as a share of their root mean square. */
  readonly noise?: number;
  /** The share of the measurements that a gross error ten times their root mean square is added to. */
  readonly outliers?: number;
  readonly ridge?: number;
  readonly seed?: number;
  /** The rank searched with; the truth's where absent. */
  readonly rank?: number;
  readonly parametrization?: keyof typeof PARAMETRIZATIONS;
  /** Spectral where absent; truncated where the loss has kinks. */
  readonly start?: keyof typeof STARTS;
  /** Least squares where absent. */
  readonly loss?: keyof typeof LOSSES;
}

const PARAMETRIZATIONS = { asymmetric, symmetric, fixedRank, nonnegative, nonnegativeSymmetric };
const LOSSES = { leastSquares, absolute, kullbackLeibler };

/** Where the descent begins. */
const STARTS = {
  spectral: (problem: Problem) => finish(spectralStart(problem)),
  random: (problem: Problem) => randomStart(problem, { seed: 5 }),
  tiny: (problem: Problem) => randomStart(problem, { scale: 1e-8, seed: 5 }),
  truncated: (problem: Problem) => finish(truncatedSpectralStart(problem)),
  sketched(problem: Problem) {
    const size = norm(problem.observed);
    return finish(sketchStart(problem, { left: Math.sqrt(2 / size), right: 0.07 * Math.sqrt(size) }));
  },
};

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly measurements: number;
  readonly seed: number;
}

/** Each operator at a size, from a seed. */
export const OPERATORS = {
  entrySampling({ rows, columns, measurements, seed }) {
    const cells = planted({ shape: [rows, columns], rank: 1, share: measurements / (rows * columns), seed });
    return entrySampling({ rows, columns, rowIndex: cells.rows, columnIndex: cells.columns });
  },
  fullObservation: ({ rows, columns }) => fullObservation({ rows, columns }),
  denseSensing: ({ rows, columns, measurements, seed }) =>
    denseSensing({ rows, columns, matrices: gaussians(measurements, rows * columns, seed).data }),
  gaussianSensing: (size) => gaussianSensing(size),
  hadamardSensing: (size) => hadamardSensing(size),
  rankOneSensing: ({ rows, columns, measurements, seed }) =>
    rankOneSensing({ left: gaussians(measurements, rows, seed), right: gaussians(measurements, columns, seed + 1) }),
  quadraticSensing: ({ rows, measurements, seed }) =>
    quadraticSensing({ vectors: gaussians(measurements, rows, seed) }),
  lineSampling({ rows, columns, measurements }) {
    const share = measurements / (rows * columns);
    const first = (length: number) => Array.from({ length: Math.round(share * length) }, (_, k) => k);
    return lineSampling({ rows, columns, observedRows: first(rows), observedColumns: first(columns) });
  },
} satisfies Record<string, (size: Size) => MeasurementOperator>;

/** `count` gaussian rows. */
function gaussians(count: number, length: number, seed: number): Matrix {
  const draw = random(seed).fork("measurements");
  return matrix(
    count,
    length,
    Float64Array.from({ length: count * length }, () => draw.gaussian()),
  );
}

/** A problem, the truth, and how far a point is from it. */
export interface Made {
  readonly problem: BlockProblem;
  readonly truth: Matrix;
  readonly start: Point;
  /** ‖φ(θ) − truth‖_F / ‖truth‖_F. */
  relativeError(point: Point): number;
}

/** The problem of an instance, asked of only as far as a solver's needs are checked. */
export function made(instance: Instance): Made {
  const { shape, trueRank, condition = 1, noise = 0, outliers = 0, ridge = 0, seed = 0 } = instance;
  const { rank = trueRank, parametrization = "asymmetric", loss = "leastSquares" } = instance;
  const [rows, columns] = shape;
  const freedom = trueRank * (rows + columns - trueRank);
  const measurements = instance.oversampling
    ? Math.min(rows * columns, Math.round(instance.oversampling * freedom))
    : rows * columns;
  const shared = { shape, rank: trueRank, seed };
  const factors = parametrization.startsWith("nonnegative")
    ? nonnegativeFactors({
        ...shared,
        symmetric: parametrization === "nonnegativeSymmetric",
        positive: loss === "kullbackLeibler",
      })
    : plantedMatrix({ ...shared, condition, symmetric: parametrization === "symmetric" });
  const truth = multiply(factors.left, transpose(factors.right));
  const operator: MeasurementOperator = OPERATORS[instance.operator]({ rows, columns, measurements, seed });
  const exact = operator.apply(truth);
  const rootMeanSquare = norm(exact) / Math.sqrt(exact.length);
  const deviation = noise * rootMeanSquare;
  const draw = random(seed).fork("noise");
  const wrong = random(seed).fork("outliers");
  const error = () => (wrong.uniform() < outliers ? 10 * rootMeanSquare * wrong.gaussian() : 0);
  const problem = recoveryProblem({
    operator,
    observed: exact.map((y) => y + deviation * draw.gaussian() + error()),
    loss: LOSSES[loss](),
    regularizer: plainRidge({ ridge }),
    parametrization: PARAMETRIZATIONS[parametrization]({ rows, columns, rank }),
  }) as BlockProblem;
  const start = STARTS[instance.start ?? (problem.loss.curvature ? "spectral" : "truncated")](problem);
  return { problem, truth, start, relativeError: (point) => distance(estimate(problem, point), truth) };
}

/** Nonnegative factors, about half of their entries 0 unless they are to be positive. */
function nonnegativeFactors(options: {
  positive: boolean;
  shape: readonly [number, number];
  rank: number;
  seed: number;
  symmetric: boolean;
}): LowRankMatrix {
  const { shape, rank, seed, symmetric, positive } = options;
  const draw = random(seed).fork("nonnegative factors");
  const factor = (length: number) =>
    matrix(
      length,
      rank,
      Float64Array.from({ length: length * rank }, () =>
        positive ? Math.abs(draw.gaussian()) : Math.max(0, draw.gaussian()),
      ),
    );
  const left = factor(shape[0]);
  return { left, right: symmetric ? left : factor(shape[1]) };
}

/** φ(θ), dense. */
export function estimate({ parametrization }: Problem, point: Point): Matrix {
  const { rows, columns, width } = parametrization;
  const [left, right] = [matrix(rows, width), matrix(columns, width)];
  parametrization.writeFactors(point, left.data, right.data, width);
  return multiply(left, transpose(right));
}

/** ‖A − B‖_F / ‖B‖_F. */
export function distance(a: Matrix, b: Matrix): number {
  return norm(a.data.map((x, k) => x - b.data[k])) / norm(b.data);
}

/** Passes over the measurements so far: 𝒜, 𝒜* and exact solves. */
export function passes({ store: { counts } }: Problem): number {
  return counts.applications + counts.adjoints + counts.blockSolves;
}
