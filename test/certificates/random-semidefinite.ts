import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { denseSensing, entrySampling, type MeasurementOperator, quadraticSensing } from "../../src/operators/index.ts";
import { type Point, symmetric } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge as plainRidge } from "../../src/regularizers/index.ts";
import { afterIterations, gradientNormBelow, solve, truncatedNewton } from "../../src/solvers/index.ts";
import { eigen, type SemidefiniteOptimum, semidefiniteOptimum } from "../oracles/semidefinite.ts";

/** A random problem over U Uᵀ with its optimum enclosed by a solver of the convex problem. */
export interface SemidefiniteInstance {
  readonly name: string;
  readonly optimum: SemidefiniteOptimum;
  /** The problem at a rank. */
  at(rank: number): SecondOrderProblem;
  readonly size: number;
}

/** The instance of this seed: operator, size, data and ridge all drawn; half of the operators are not symmetric. */
export function semidefiniteInstance(seed: number): SemidefiniteInstance {
  const draw = random(seed).fork("semidefiniteInstance");
  const size = 1 + draw.integer(7);
  const operator = operatorOf(draw, size);
  const p = operator.measurements;
  const columns = 1 + draw.integer(Math.min(3, size));
  const factor = Float64Array.from({ length: size * columns }, () => draw.gaussian());
  // Data of a semidefinite, an indefinite or a negative matrix: there the least eigenvalue of the gradient is far the larger.
  const sign = [1, 1, 0, -1][draw.integer(4)];
  const truth = matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let c = 0; c < columns; c++) {
        const turn = sign === 0 ? (c % 2 === 0 ? 1 : -1) : sign;
        truth.data[i * size + j] += turn * factor[i * columns + c] * factor[j * columns + c];
      }
    }
  }
  const noise = [0, 0.1, 1][draw.integer(3)];
  const observed = operator.apply(truth).map((y) => y + noise * draw.gaussian());
  const back = operator.adjoint(observed).data;
  const half = back.map((x, at) => 0.5 * (x + back[(at % size) * size + Math.floor(at / size)]));
  const top = eigen(half, size).values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const ridge = top * [0.003, 0.03, 0.1, 0.3, 0.7, 1.2][draw.integer(6)];
  const matrices = new Float64Array(p * size * size);
  for (let k = 0; k < p; k++) {
    const unit = new Float64Array(p);
    unit[k] = 1;
    matrices.set(operator.adjoint(unit).data, k * size * size);
  }
  return {
    name: `${operator.name} ${size}×${size}, ${p} measurements, sign ${sign}, noise ${noise}, λ ${ridge}`,
    optimum: semidefiniteOptimum({ size, matrices, observed, ridge }, { gap: 1e-11, maxSteps: 6_000 }),
    size,
    at: (rank) =>
      recoveryProblem({
        operator,
        observed,
        loss: leastSquares(),
        regularizer: plainRidge({ ridge }),
        parametrization: symmetric({ rows: size, rank }),
      }) as BlockProblem,
  };
}

function operatorOf(draw: Random, size: number): MeasurementOperator {
  const freedom = (size * (size + 1)) / 2;
  const p = 1 + draw.integer(2 * freedom);
  const gaussians = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
  const kind = draw.integer(3);
  if (kind === 0) return denseSensing({ rows: size, columns: size, matrices: gaussians(p * size * size) });
  if (kind === 1) return quadraticSensing({ vectors: matrix(p, size, gaussians(p * size)) });
  const cells = draw.permutation(size * size).slice(0, 1 + draw.integer(size * size));
  return entrySampling({
    rows: size,
    columns: size,
    rowIndex: cells.map((cell) => Math.floor(cell / size)),
    columnIndex: cells.map((cell) => cell % size),
  });
}

/** The point that a descent at the given rank ends at, from a random start. */
export function descended(problem: SecondOrderProblem, draw: Random): Point {
  return finished(
    problem,
    problem.point().map(() => draw.gaussian()),
  );
}

/** The point that Newton's method ends at. */
export function finished(problem: SecondOrderProblem, start: Point): Point {
  if (start.length === 0) return start;
  const stop = [gradientNormBelow(1e-10), afterIterations(300)];
  return finish(solve(problem, truncatedNewton(), { start, stop })).best;
}
