import { beside, type LowRankMatrix, type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { random } from "../../linalg/random.ts";
import { lowRankSvd } from "../../linalg/svd.ts";
import { absolute } from "../../losses/absolute.ts";
import { denseSensing } from "../../operators/dense-sensing.ts";
import { asymmetric } from "../../parametrizations/asymmetric.ts";
import { symmetric } from "../../parametrizations/symmetric.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { Problem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import { type PlantedMatrixOptions, plantedMatrix } from "./planted-matrix.ts";

/** What to plant, by how many measurements it is seen, and how many of them are wrong. */
export interface RobustSensingOptions extends PlantedMatrixOptions {
  readonly measurements: number;
  /** The share of the measurements that is replaced, from 0 to 1. */
  readonly outlierShare: number;
  /** The rank searched with; the truth's where absent. */
  readonly searchRank?: number;
  /** An error is ±(least + spread·|N(0, 1)|); 1 and 10 where absent, beside singular values from 1 down. */
  readonly least?: number;
  readonly spread?: number;
}

/** A robust sensing problem whose answer is known. */
export interface RobustSensing {
  /** The absolute loss, without a penalty, at the rank searched with. */
  readonly problem: Problem;
  /** The truth from balanced factors, spare columns 0. */
  readonly truth: Float64Array;
  /** The truth as a matrix. */
  readonly product: Matrix;
  /** Which measurements are wrong, ascending, and by how much every one is: 0 for the others. */
  readonly outliers: Int32Array;
  readonly errors: Float64Array;
}

/**
 * Gaussian measurements of a random low-rank matrix, σ₁ = 1, a share of them grossly wrong: the setting in which the truth may
 * be a strict saddle of the absolute loss.
 *
 * @throws RangeError where the ranks do not fit the shape, a symmetric matrix is not square, there is no measurement, or the share is
 * not from 0 to 1.
 * @see Ma & Fattahi 2023, arXiv:2302.10963
 */
export function robustSensing(options: RobustSensingOptions): RobustSensing {
  const { shape, rank, measurements, outlierShare, seed = 0 } = options;
  const { searchRank = rank, least = 1, spread = 10 } = options;
  const [rows, columns] = shape;
  if (!(Number.isInteger(measurements) && measurements >= 1)) {
    throw new RangeError(`measurements: expected a whole number ≥ 1; got ${measurements}`);
  }
  if (!(outlierShare >= 0 && outlierShare <= 1)) {
    throw new RangeError(`outlierShare: expected a number from 0 to 1; got ${outlierShare}`);
  }
  if (!(Number.isInteger(searchRank) && searchRank >= rank && searchRank <= Math.min(rows, columns))) {
    throw new RangeError(
      `searchRank: expected a whole number from ${rank} to ${Math.min(rows, columns)}; got ${searchRank}`,
    );
  }
  const factors = balancedFactors(options);
  const product = multiply(factors.left, transpose(factors.right));
  const draw = random(seed).fork("robust sensing");
  const entry = draw.fork("matrices");
  const matrices = Float64Array.from({ length: measurements * rows * columns }, () => entry.gaussian());
  const operator = denseSensing({ rows, columns, matrices });
  const outliers = draw
    .fork("outliers")
    .permutation(measurements)
    .slice(0, Math.round(outlierShare * measurements));
  outliers.sort();
  const errors = new Float64Array(measurements);
  const error = draw.fork("errors");
  for (const k of outliers) {
    const size = least + spread * Math.abs(error.gaussian());
    errors[k] = error.uniform() < 0.5 ? -size : size;
  }
  const parametrization = options.symmetric
    ? symmetric({ rows, rank: searchRank })
    : asymmetric({ rows, columns, rank: searchRank });
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(product).map((y, k) => y + errors[k]),
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const truth = new Float64Array(parametrization.dimension);
  const parts = parametrization.parts(truth);
  for (const side of ["left", "right"] as const) {
    parts[side].set(beside(factors[side], matrix(factors[side].rows, searchRank - rank)).data);
  }
  return { problem, truth, product, outliers, errors };
}

/** A planted matrix by factors of equal Gram matrices, its largest singular value 1. */
function balancedFactors(options: PlantedMatrixOptions): LowRankMatrix {
  const { u, v, singularValues } = lowRankSvd(plantedMatrix(options));
  const half = ({ rows, columns, data }: Matrix) =>
    matrix(
      rows,
      columns,
      data.map((x, k) => x * Math.sqrt(singularValues[k % columns] / singularValues[0])),
    );
  const left = half(u);
  return { left, right: options.symmetric ? left : half(v) };
}
