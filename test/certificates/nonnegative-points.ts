import { finish } from "../../src/kernels/steps.ts";
import { matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import {
  entrySampling,
  fullObservation,
  gaussianSensing,
  type MeasurementOperator,
} from "../../src/operators/index.ts";
import { nonnegative, nonnegativeSymmetric, type Point } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import {
  diagonalFactoring,
  fourByFourFactoring,
  type KnownLandscape,
  nonnegativeRankOneSensing,
} from "../../src/problem/planted/index.ts";
import { elasticNet } from "../../src/regularizers/index.ts";
import type { NonnegativeProblem } from "../oracles/nonnegative-descent.ts";

/** What is known of a point beforehand. */
export type Kind = "global" | "spurious" | "saddle" | "moving";

export interface KnownPoint {
  readonly name: string;
  readonly kind: Kind;
  readonly problem: Problem;
  readonly point: Point;
}

/** Points of a planted landscape, of which everything is known. */
export function knownPoints(seed: number): KnownPoint[] {
  const draw = random(seed).fork("nonnegative points");
  const { name, landscape } = planted(draw);
  const { problem, truth, spurious } = landscape;
  const at = (kind: Kind, how: string, point: Point): KnownPoint => ({ name: `${name}, ${how}`, kind, problem, point });
  return [
    at("global", "the truth", truth),
    at("spurious", "the trap", spurious[0]),
    at("saddle", "zero", problem.point()),
    at(
      "moving",
      "at random",
      problem.point().map(() => draw.uniform()),
    ),
    at(
      "moving",
      "near zero",
      problem.point().map(() => 1e-9 * draw.uniform()),
    ),
  ];
}

function planted(draw: Random): { name: string; landscape: KnownLandscape } {
  const which = draw.integer(3);
  const symmetric = draw.uniform() < 0.5;
  if (which === 0) {
    const [size, rank] = [2 + draw.integer(3), 1 + draw.integer(4)];
    const isometryConstant = 0.05 + 0.8 * draw.uniform();
    const trap = Float64Array.from({ length: size }, (_, i) => (i === size - 1 ? 1 : 0));
    const truth = trap.map((x, i) => (x > 0 ? 0 : i === 0 ? 1 : draw.uniform()));
    const angle = 0.2 + draw.uniform();
    const landscape = nonnegativeRankOneSensing({ isometryConstant, rank, truth, trap, angle });
    return { name: `rank one, r = ${rank}, δ = ${isometryConstant}`, landscape };
  }
  if (which === 1) {
    const rank = 2 + draw.integer(4);
    const diagonal = [
      1,
      ...Array.from({ length: 1 + draw.integer(rank - 1) }, () => (0.1 + 0.85 * draw.uniform()) / rank),
    ];
    const size = diagonal.length + draw.integer(2);
    return {
      name: `diagonal ${diagonal}, r = ${rank}`,
      landscape: diagonalFactoring({ diagonal, rank, size, symmetric }),
    };
  }
  const [rank, size] = [4 + draw.integer(3), 4 + draw.integer(2)];
  return { name: `four by four, r = ${rank}`, landscape: fourByFourFactoring({ rank, size, symmetric }) };
}

/** A small random problem: signs of the data mixed, seen in full, in part or through gaussians; with a ridge or an ℓ₁ penalty perhaps. */
export function randomProblem(seed: number): { problem: Problem; plain: NonnegativeProblem } {
  const draw = random(seed).fork("nonnegative problem");
  const tied = draw.uniform() < 0.5;
  const rows = 2 + draw.integer(3);
  const columns = tied ? rows : 2 + draw.integer(3);
  const rank = 1 + draw.integer(3);
  const operator = operatorOf(draw, rows, columns, seed);
  const u = matrix(
    rows,
    2,
    Float64Array.from({ length: rows * 2 }, () => Math.max(0, draw.gaussian())),
  );
  const v = tied
    ? u
    : matrix(
        columns,
        2,
        Float64Array.from({ length: columns * 2 }, () => Math.max(0, draw.gaussian())),
      );
  const noise = [0, 0.1, 0.5][draw.integer(3)];
  const truth = multiply(u, transpose(v));
  const noisy = matrix(
    rows,
    columns,
    truth.data.map((x) => x + noise * draw.gaussian()),
  );
  const [ridge, l1] = [[0, 0, 0.1, 0.5, 2][draw.integer(5)], [0, 0, 0.1][draw.integer(3)]];
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(noisy),
    loss: leastSquares(),
    regularizer: elasticNet({ ridge, l1 }),
    parametrization: tied ? nonnegativeSymmetric({ rows, rank }) : nonnegative({ rows, columns, rank }),
  });
  return { problem, plain: plainOf(problem) };
}

function operatorOf(draw: Random, rows: number, columns: number, seed: number): MeasurementOperator {
  const which = draw.integer(3);
  if (which === 0) return fullObservation({ rows, columns });
  if (which === 1) return gaussianSensing({ rows, columns, measurements: rows * columns, seed });
  const cells = Array.from({ length: rows * columns }, (_, k) => k).filter((k) => k === 0 || draw.uniform() < 0.8);
  const [rowIndex, columnIndex] = [cells.map((k) => Math.floor(k / columns)), cells.map((k) => k % columns)];
  return entrySampling({ rows, columns, rowIndex, columnIndex });
}

/** The problem on plain arrays, its operator read off on the unit matrices. */
function plainOf({ operator, observed, regularizer, parametrization }: Problem): NonnegativeProblem {
  const { rows, columns, measurements } = operator;
  const cells = rows * columns;
  const measure = matrix(measurements, cells);
  for (let e = 0; e < cells; e++) {
    const unit = matrix(rows, columns);
    unit.data[e] = 1;
    operator.apply(unit).forEach((x, k) => {
      measure.data[k * cells + e] = x;
    });
  }
  const { rank, hull } = parametrization;
  const { ridge, l1 } = regularizer;
  return { rows, columns, rank, tied: hull === "completelyPositive", measure, observed, ridge, l1 };
}

export const value = (problem: Problem, point: Point) => finish(problem.at(point).value());
