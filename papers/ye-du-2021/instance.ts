import {
  asymmetric,
  fullObservation,
  leastSquares,
  matrix,
  multiply,
  type Problem,
  random,
  recoveryProblem,
  ridge,
  type Svd,
  svd,
  transpose,
} from "../../src/index.ts";

/** A matrix to be factored: its shape, its singular values, and where its singular vectors are drawn from. */
export interface InstanceOptions {
  readonly shape: readonly [number, number];
  readonly singularValues: readonly number[];
  readonly seed: number;
}

/** The problem ½‖U Vᵀ − M‖² at the rank of M, and the SVD of M. */
export interface Instance {
  readonly truth: Svd;
  readonly problem: Problem;
}

/** M = Φ S Ψᵀ with random Φ and Ψ. */
export function instance({ shape: [rows, columns], singularValues, seed }: InstanceOptions): Instance {
  const rank = singularValues.length;
  const draw = random(seed).fork("singular vectors");
  const basis = (length: number) =>
    svd(
      matrix(
        length,
        rank,
        Float64Array.from({ length: length * rank }, () => draw.gaussian()),
      ),
    ).u;
  const truth: Svd = { u: basis(rows), singularValues: Float64Array.from(singularValues), v: basis(columns) };
  const left = matrix(
    rows,
    rank,
    truth.u.data.map((value, k) => value * singularValues[k % rank]),
  );
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: multiply(left, transpose(truth.v)).data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank }),
  });
  return { truth, problem };
}

/** Singular values from 1 down to 1/κ in geometric progression. */
export function geometric(rank: number, condition: number): number[] {
  return Array.from({ length: rank }, (_, k) => condition ** (-k / (rank - 1)));
}
