import { type LowRankMatrix, type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { leastSquares } from "../../losses/least-squares.ts";
import type { MeasurementOperator } from "../../operators/operator.ts";
import { nonnegative } from "../../parametrizations/nonnegative.ts";
import { nonnegativeSymmetric } from "../../parametrizations/nonnegative-symmetric.ts";
import { ridge } from "../../regularizers/ridge.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/** Factors of the truth and of its spurious points, by columns, and how many columns to search with. */
export interface NonnegativeInstanceOptions {
  readonly operator: MeasurementOperator;
  readonly rank: number;
  /** Search for U Uᵀ, the left factors then being those of both sides; else for U Vᵀ. */
  readonly symmetric: boolean;
  readonly truth: LowRankMatrix;
  readonly spurious: LowRankMatrix;
}

/** ½‖𝒜(X) − 𝒜(M)‖² over nonnegative factors X = U Uᵀ or U Vᵀ, M being the truth's product; missing columns are 0. */
export function nonnegativeInstance(options: NonnegativeInstanceOptions): KnownLandscape {
  const { operator, rank, symmetric, truth, spurious } = options;
  const { rows, columns } = operator;
  const parametrization = (symmetric ? nonnegativeSymmetric : nonnegative)({ rows, columns, rank });
  const pointOf = ({ left, right }: LowRankMatrix) => {
    const point = new Float64Array(parametrization.dimension);
    parametrization.setFactors({ left: padded(left, rank), right: padded(right, rank) }, point);
    return point;
  };
  return {
    problem: recoveryProblem({
      operator,
      observed: operator.apply(multiply(truth.left, transpose(truth.right))),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization,
    }),
    truth: pointOf(truth),
    spurious: [pointOf(spurious)],
  };
}

/** Refuses a number of columns that is not a whole number of at least `least`. */
export function checkColumns(rank: number, least: number): void {
  if (!(Number.isInteger(rank) && rank >= least)) {
    throw new RangeError(`rank: expected a whole number ≥ ${least}; got ${rank}`);
  }
}

/** x wᵀ with w = (1, …, 1)/√r, whose product with such a y wᵀ is x yᵀ at any r. */
export function spread(x: ArrayLike<number>, rank: number): Matrix {
  const share = 1 / Math.sqrt(rank);
  return matrix(
    x.length,
    rank,
    Float64Array.from({ length: x.length * rank }, (_, k) => x[Math.floor(k / rank)] * share),
  );
}

/** Zero columns appended. */
function padded({ rows, columns, data }: Matrix, rank: number): Matrix {
  const wide = matrix(rows, rank);
  for (let i = 0; i < rows; i++) wide.data.set(data.subarray(i * columns, (i + 1) * columns), i * rank);
  return wide;
}
