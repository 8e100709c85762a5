import { type Matrix, matrix } from "../../linalg/matrix.ts";
import { leastSquares } from "../../losses/least-squares.ts";
import { denseSensing } from "../../operators/dense-sensing.ts";
import { symmetric } from "../../parametrizations/symmetric.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { BlockProblem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/** ½‖𝒜(x xᵀ) − 𝒜(z zᵀ)‖² for symmetric A_k, each given by its upper triangle row by row, with a spurious x and −x. */
export function denseInstance(
  triangles: readonly (readonly number[])[],
  truth: readonly number[],
  spurious: readonly number[],
): KnownLandscape<BlockProblem> {
  const size = truth.length;
  const matrices = Float64Array.from(triangles.flatMap((triangle) => Array.from(symmetricMatrix(size, triangle).data)));
  const operator = denseSensing({ rows: size, columns: size, matrices });
  const x = Float64Array.from(spurious);
  return {
    problem: recoveryProblem({
      operator,
      observed: operator.apply(
        matrix(size, size, Float64Array.from(truth.flatMap((zi) => truth.map((zj) => zi * zj)))),
      ),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: symmetric({ rows: size, rank: 1 }),
    }),
    truth: Float64Array.from(truth),
    spurious: [x, x.map((entry) => -entry)],
  };
}

function symmetricMatrix(size: number, triangle: readonly number[]): Matrix {
  const whole = matrix(size, size);
  let k = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++, k++) whole.data[i * size + j] = whole.data[j * size + i] = triangle[k];
  }
  return whole;
}
