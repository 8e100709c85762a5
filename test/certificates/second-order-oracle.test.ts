import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { secondOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { factorMetric } from "../../src/landscape/factor-metric.ts";
import { symmetry } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { losses, type SmoothLoss } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, type Point, parametrizations } from "../../src/parametrizations/index.ts";
import {
  type Problem,
  perturbedCompletion,
  recoveryProblem,
  type SecondOrderProblem,
} from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { MODELS, model } from "../landscape/benign-models.ts";
import { BIASES, gaussianPoint, nameOf, pointOf } from "../laws/points.ts";

interface StoredPoint {
  readonly loss: "leastSquares" | "logistic" | "poisson";
  readonly parametrization: "asymmetric" | "symmetric";
  readonly ridge: number;
  readonly rank: number;
  readonly shape: [number, number];
  readonly cells: number[];
  readonly observed: number[];
  readonly left: number[];
  readonly right: number[];
  readonly eigenvalues: number[];
}

/** What NumPy knows; see test/fixtures/certificates/second_order.py. */
const oracle: {
  points: StoredPoint[];
  flippedSign: { size: number; perturbation: number; point: number[]; eigenvalues: number[] };
} = JSON.parse(readFileSync("test/fixtures/certificates/second-order.json", "utf8"));

/** (c U, V/c): the same X from unbalanced factors. */
function unbalanced(problem: Problem, point: Point, by: number): Point {
  const scaled = point.slice();
  const { left, right } = problem.parametrization.parts(scaled);
  for (let k = 0; k < left.length; k++) left[k] *= by;
  for (let k = 0; k < right.length; k++) right[k] /= by;
  return scaled;
}

describe("kinds and curvatures, against NumPy", () => {
  test.for(oracle.points.map((stored, k) => [k, stored] as const))("point %i", ([, stored]) => {
    const { rank, cells, eigenvalues } = stored;
    const [rows, columns] = stored.shape;
    const operator = entrySampling({
      ...{ rows, columns },
      ...{
        rowIndex: cells.map((cell) => Math.floor(cell / columns)),
        columnIndex: cells.map((cell) => cell % columns),
      },
    });
    const parametrization = parametrizations[stored.parametrization]({ rows, columns, rank });
    const problem = recoveryProblem({
      ...{ operator, parametrization, observed: Float64Array.from(stored.observed) },
      ...{ loss: losses[stored.loss]() as SmoothLoss, regularizer: ridge({ ridge: stored.ridge }) },
    });
    const point = Float64Array.from([...stored.left, ...(stored.parametrization === "symmetric" ? [] : stored.right)]);
    const largest = Math.max(...eigenvalues.map(Math.abs));
    const least = eigenvalues[0] < -1e-9 * largest ? eigenvalues[0] : eigenvalues[symmetry(problem, point).dimension];
    const kind = least < 0 ? "strictSaddle" : "strictLocalMinimum";
    const formed = finish(secondOrder(problem, point));
    expect(formed.kind).toBe(kind);
    expect(Math.abs(formed.numbers.leastCurvature - least)).toBeLessThan(1e-12 * largest);
    expect(formed.numbers.failureProbability).toBe(0);
    const searched = finish(secondOrder(problem, point, { formUpTo: 0 }));
    expect(searched.kind).toBe(kind);
    // A Ritz value lies above the least eigenvalue, and its bound below.
    expect(searched.numbers.leastCurvature).toBeGreaterThan(least - 1e-12 * largest);
    if (searched.numbers.inFactorMetric === 0) {
      expect(searched.numbers.curvatureBound ?? Number.NEGATIVE_INFINITY).toBeLessThan(least + 1e-12 * largest);
    }
  });

  test("perturbed completion, n = 40, ε = 0.1, one sign flipped: a true local minimum, of least curvature 1.717", () => {
    const { size, perturbation, point, eigenvalues } = oracle.flippedSign;
    const { problem, spurious, truth } = perturbedCompletion({ size, perturbation });
    for (const at of [Float64Array.from(point), spurious[0]]) {
      for (const formUpTo of [120, 0]) {
        const { verdict, kind, numbers } = finish(secondOrder(problem, at, { formUpTo }));
        expect([verdict, kind]).toEqual(["holds", "strictLocalMinimum"]);
        const allowed = formUpTo === 0 ? 1e-2 : 1e-11;
        expect(Math.abs(numbers.leastCurvature / eigenvalues[0] - 1)).toBeLessThan(allowed);
      }
    }
    expect(eigenvalues[0]).toBeCloseTo(1.717, 3);
    expect(finish(secondOrder(problem, truth)).kind).toBe("strictLocalMinimum");
    expect(finish(secondOrder(problem, problem.point())).kind).toBe("strictSaddle");
  });
});

describe("the truth of five models of rank 3: r² directions of symmetry, and a strict minimum beyond them", () => {
  test.for(MODELS)("%s", (name) => {
    const { problem, truth } = model(name);
    expect(symmetry(problem, truth).dimension).toBe(9);
    for (const formUpTo of [120, 0]) {
      for (const by of [1, 1e3]) {
        const at = unbalanced(problem, truth, by);
        const { verdict, kind, numbers } = finish(secondOrder(problem, at, { formUpTo }));
        expect([verdict, kind]).toEqual(["holds", "strictLocalMinimum"]);
        // A million times the condition is beyond the plain bound, and nothing to the factors' metric.
        if (by > 1 && formUpTo === 0) expect(numbers.inFactorMetric).toBe(1);
      }
    }
    // With a column more than the truth needs, the fit is exact and the objective flat along many directions.
    const wider = problem.with({ rank: 4 }) as SecondOrderProblem;
    const point = wider.point();
    const [from, into] = [problem.parametrization.parts(truth), wider.parametrization.parts(point)];
    for (const side of ["left", "right"] as const) {
      for (let k = 0; k < from[side].length; k++) into[side][Math.floor(k / 3) * 4 + (k % 3)] = from[side][k];
    }
    for (const formUpTo of [120, 0]) {
      const { verdict, kind } = finish(secondOrder(wider, point, { formUpTo }));
      expect([verdict, kind]).toEqual(["undecided", "degenerate"]);
    }
  });
});

describe("the metric of the factors", () => {
  const STRENGTHS = [
    { ridge: 0, biasRidge: 0 },
    { ridge: 0.3, biasRidge: 0 },
    { ridge: 0.3, biasRidge: 0.1 },
  ];
  const maps = [
    ...BIASES.map(
      (biases) =>
        [`asymmetric, biases ${nameOf(biases)}`, asymmetric({ rows: 6, columns: 6, rank: 2, biases })] as const,
    ),
    ["symmetric", parametrizations.symmetric({ rows: 6, rank: 2 })] as const,
  ];

  test.for(maps)("takes the symmetry to its coordinates: %s", ([, parametrization]) => {
    for (const strengths of STRENGTHS) {
      const problem = recoveryProblem({
        operator: entrySampling({ rows: 6, columns: 6, rowIndex: [0, 1, 2], columnIndex: [0, 1, 5] }),
        observed: new Float64Array(3),
        loss: losses.leastSquares(),
        regularizer: ridge(strengths),
        parametrization,
      });
      const draw = random(3).fork("metric");
      const point = pointOf(parametrization, draw);
      const metric = factorMetric(problem, point, 0.5);
      if (!metric) throw new Error("no metric");
      const [plain, inMetric] = [symmetry(problem, point), symmetry(problem, point, metric)];
      for (let trial = 0; trial < 3; trial++) {
        const direction = gaussianPoint(parametrization, draw);
        const normal = direction.slice();
        plain.project(normal);
        const along = direction.map((x, k) => x - normal[k]);
        // Back and forth it is the same direction, and what was along the symmetry leaves nothing.
        const coordinates = metric.toCoordinates(along);
        const back = metric.fromCoordinates(coordinates);
        expect(norm(back.map((x, k) => x - along[k]))).toBeLessThan(1e-12 * norm(direction));
        inMetric.project(coordinates);
        expect(norm(coordinates)).toBeLessThan(1e-11 * norm(metric.toCoordinates(direction)));
      }
      expect(inMetric.dimension).toBe(plain.dimension);
    }
  });
});
