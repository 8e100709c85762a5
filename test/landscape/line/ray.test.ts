import { describe, expect, test } from "vitest";
import {
  asymmetric,
  entrySampling,
  finish,
  fixedRank,
  huber,
  leastSquares,
  logistic,
  type Parametrization,
  type Point,
  poisson,
  random,
  ray,
  recoveryProblem,
  ridge,
  type SmoothLoss,
  symmetric,
} from "../../../src/index.ts";

const SIZE = 7;

function instance(seed: number, parametrization: Parametrization, loss: SmoothLoss, strength = 0.3) {
  const draw = random(seed);
  const cells = Array.from({ length: SIZE * SIZE }, (_, k) => k).filter(() => draw.uniform() < 0.7);
  const operator = entrySampling({
    rows: SIZE,
    columns: SIZE,
    rowIndex: cells.map((k) => Math.floor(k / SIZE)),
    columnIndex: cells.map((k) => k % SIZE),
  });
  const observed = Float64Array.from(cells, () => (loss.observations ? draw.integer(2) : draw.gaussian()));
  const problem = recoveryProblem({
    operator,
    observed,
    loss,
    regularizer: ridge({ ridge: strength, biasRidge: strength }),
    parametrization,
  });
  const vector = () => problem.point().map(() => draw.gaussian());
  return { problem, point: vector(), direction: vector() };
}

const biases = { mean: true, rows: true, columns: true };
const shapes = {
  symmetric: symmetric({ rows: SIZE, rank: 2 }),
  asymmetric: asymmetric({ rows: SIZE, columns: SIZE, rank: 2 }),
  "asymmetric with biases": asymmetric({ rows: SIZE, columns: SIZE, rank: 2, biases }),
};
const losses = { leastSquares: leastSquares(), huber: huber(), logistic: logistic(), poisson: poisson() };

const moved = (point: Point, direction: Point, t: number) => point.map((x, k) => x + t * direction[k]);
const lengths = [-3, -1, -0.1, -1e-4, 0, 1e-4, 0.2, 1, 2.5];

describe.for(Object.entries(shapes))("%s", ([, shape]) => {
  test.for(Object.entries(losses))("f on the line, %s", ([, loss]) => {
    for (let seed = 0; seed < 5; seed++) {
      const { problem, point, direction } = instance(seed, shape, loss);
      const line = finish(ray(problem, point, direction));
      const here = finish(problem.at(point).value());
      for (const t of lengths) {
        const there = finish(problem.at(moved(point, direction, t)).value());
        expect(Math.abs(line.value(t) - there)).toBeLessThan(1e-9 * Math.max(1, there));
        expect(Math.abs(line.fall(t) - (here - there))).toBeLessThan(1e-9 * Math.max(here, there));
      }
    }
  });

  test.for(Object.entries(losses))("no place on a fine grid is lower than the least, %s", ([, loss]) => {
    for (let seed = 0; seed < 5; seed++) {
      const { problem, point, direction } = instance(seed, shape, loss);
      const line = finish(ray(problem, point, direction));
      const least = finish(line.least());
      expect(least.value).toBeCloseTo(finish(problem.at(moved(point, direction, least.length)).value()), 9);
      let lowest = Number.POSITIVE_INFINITY;
      for (let t = -8; t <= 8; t += 1e-3) lowest = Math.min(lowest, line.value(t));
      expect(least.value).toBeLessThanOrEqual(lowest * (1 + 1e-12));
      expect(least.value).toBeGreaterThan(lowest - 1e-4 * Math.abs(lowest));
    }
  });
});

test("costs three applications of 𝒜, however often it is asked", () => {
  const { problem, point, direction } = instance(1, shapes.asymmetric, logistic());
  const line = finish(ray(problem, point, direction));
  finish(line.least());
  expect(problem.store.counts).toEqual({ applications: 3, adjoints: 0, blockSolves: 0 });
});

test("a small fall keeps its own digits", () => {
  const { problem, point, direction } = instance(2, shapes.symmetric, leastSquares());
  const { coefficients, fall } = finish(ray(problem, point, direction));
  expect(fall(1e-12)).toBeCloseTo(-coefficients[1] * 1e-12, 20);
});

test("minima lie on both sides of 0, the lowest first", () => {
  const { problem } = instance(3, symmetric({ rows: SIZE, rank: 1 }), leastSquares(), 0);
  const direction = problem.point().fill(1);
  // Through 0 the line is even in t.
  const line = finish(ray(problem, problem.point(), direction));
  const observedAlong = problem.observed.reduce((sum, y) => sum + y, 0);
  const minima = finish(line.minima());
  const length = Math.sqrt(Math.max(0, observedAlong) / problem.observed.length);
  expect(minima.map(({ length: t }) => Math.abs(t))).toEqual(
    observedAlong > 0 ? [length, length].map((t) => expect.closeTo(t, 12)) : [0],
  );
  expect(observedAlong).toBeGreaterThan(0);
});

test("a line on which f only rises has its least at the point, one on which it is constant, too", () => {
  const { problem } = instance(4, shapes.asymmetric, leastSquares(), 0);
  const zero = problem.point();
  expect(finish(finish(ray(problem, zero, zero)).least())).toMatchObject({ length: 0, fall: 0 });
  const { problem: penalised } = instance(4, shapes.asymmetric, leastSquares(), 100);
  const line = finish(ray(penalised, zero, instance(4, shapes.asymmetric, leastSquares()).direction));
  expect(finish(line.least())).toMatchObject({ length: 0, fall: 0 });
});

test("a loss without a minimum on the line ends where it was still falling", () => {
  const problem = recoveryProblem({
    operator: entrySampling({ rows: 1, columns: 1, rowIndex: [0], columnIndex: [0] }),
    observed: Float64Array.of(1),
    loss: logistic(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: 1, columns: 1, rank: 1 }),
  });
  const least = finish(finish(ray(problem, Float64Array.of(1, 1), Float64Array.of(1, 1))).least());
  expect(least.fall).toBeGreaterThan(0.3);
  expect(Number.isFinite(least.length)).toBe(true);
});

test("points that are not made of factors have no line", () => {
  const { problem, point, direction } = instance(
    1,
    fixedRank({ rows: SIZE, columns: SIZE, rank: 2 }),
    leastSquares(),
    0,
  );
  expect(() => finish(ray(problem, point, direction))).toThrow(/factors that move freely; got fixedRank/);
});
