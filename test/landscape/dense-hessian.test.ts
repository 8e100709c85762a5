import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { denseHessian } from "../../src/landscape/index.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { logistic } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { pointOf } from "../laws/points.ts";

const SIZE = 4;

test.for(Object.entries(parametrizations))(
  "along any tangent direction it is the second difference of f, on %s",
  ([, make]) => {
    const draw = random(1).fork("dense");
    const operator = fullObservation({ rows: SIZE, columns: SIZE });
    const parametrization = make({ rows: SIZE, columns: SIZE, rank: 2 });
    const problem = recoveryProblem({
      operator,
      observed: Float64Array.from({ length: SIZE * SIZE }, () => draw.integer(2)),
      loss: logistic(),
      regularizer: ridge({ ridge: parametrization.factored ? 0.3 : 0 }),
      parametrization,
    });
    const drawn = pointOf(parametrization, draw);
    // Off the boundary, where steps to both sides are admissible.
    const point = parametrization.nonnegative ? drawn.map((x) => x + 0.1) : drawn;
    const hessian = finish(denseHessian(problem, point));
    const size = parametrization.dimension;
    expect([hessian.rows, hessian.columns]).toEqual([size, size]);
    const value = (at: Point) => finish(problem.at(at).value());
    for (let trial = 0; trial < 5; trial++) {
      const direction = Float64Array.from({ length: size }, () => draw.gaussian());
      parametrization.project(point, direction);
      const image = multiply(hessian, { rows: size, columns: 1, data: direction }).data;
      const bend = image.reduce((sum, x, k) => sum + x * direction[k], 0);
      const t = 1e-3;
      const [ahead, behind] = [t, -t].map((step) => value(parametrization.retract(point, direction, step)));
      const difference = (ahead - 2 * value(point) + behind) / t ** 2;
      expect(Math.abs(bend - difference)).toBeLessThan(1e-4 * (norm(image) * norm(direction)));
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) expect(hessian.data[i * size + j]).toBe(hessian.data[j * size + i]);
    }
  },
);
