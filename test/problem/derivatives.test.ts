import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { type Loss, losses } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { gaussianPoint, pointOf, taylorSlope } from "../laws/points.ts";

const SIZE = 7;

/** A problem of each loss on each parametrization, over half of the entries. */
function problemOf(loss: Loss, make: (typeof parametrizations)[keyof typeof parametrizations]): SecondOrderProblem {
  const draw = random(3).fork("cells");
  const cells = Array.from({ length: SIZE * SIZE }, (_, cell) => cell).filter(() => draw.uniform() < 0.6);
  const operator = entrySampling({
    rows: SIZE,
    columns: SIZE,
    rowIndex: cells.map((cell) => Math.floor(cell / SIZE)),
    columnIndex: cells.map((cell) => cell % SIZE),
  });
  const most = loss.observations?.most ?? Infinity;
  const y = cells.map(() => (most === 1 ? draw.integer(2) : loss.observations ? draw.integer(5) : 2 * draw.gaussian()));
  const parametrization = make({ rows: SIZE, columns: SIZE, rank: 2 });
  return recoveryProblem({
    operator,
    observed: Float64Array.from(y),
    loss,
    regularizer: ridge({ ridge: parametrization.factored ? 0.3 : 0 }),
    parametrization,
  }) as SecondOrderProblem;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);

const SMOOTH = Object.entries(losses).filter(([, make]) => (make() as Loss).subdifferential === undefined);

describe.for(SMOOTH)("%s", ([, makeLoss]) => {
  const signless = (makeLoss() as Loss).predictions !== undefined;
  const takes = Object.entries(parametrizations).filter(
    ([, make]) => !signless || make({ rows: 2, columns: 2, rank: 1 }).nonnegative,
  );
  test.for(takes)("slopes 2 and 3 along the retraction, on %s", ([, make]) => {
    const problem = problemOf(makeLoss(), make);
    const { parametrization } = problem;
    const draw = random(4).fork("points");
    const point = pointOf(parametrization, draw);
    const [direction, other] = [1, 2].map(() => gaussianPoint(parametrization, draw));
    for (const vector of [direction, other]) parametrization.project(point, vector);
    const value = (at: Point) => finish(problem.at(at).value());
    const at = problem.at(point);
    const f = finish(at.value());
    const slope = dot(finish(at.gradient()), direction);
    const h = finish(at.hessianVector(direction));
    const bend = dot(h, direction);
    const moved = (t: number) => value(parametrization.retract(point, direction, t));
    expect(taylorSlope((t) => moved(t) - f - t * slope, 1e-2)).toBeCloseTo(2, 1);
    expect(taylorSlope((t) => moved(t) - f - t * slope - 0.5 * t * t * bend, 4e-3, 5)).toBeCloseTo(3, 1);
    const across = finish(at.hessianVector(other));
    expect(Math.abs(dot(h, other) - dot(across, direction))).toBeLessThan(1e-12 * norm(h) * norm(other));
    const [gn, gnOther] = [direction, other].map((vector) => finish(at.gaussNewtonVector(vector)));
    expect(dot(gn, direction)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(dot(gn, other) - dot(gnOther, direction))).toBeLessThan(1e-12 * norm(gn) * norm(other));
  });
});

describe("what does not fit is refused by name", () => {
  const symmetric = parametrizations.symmetric;

  test("observations outside a loss's domain", () => {
    const { operator } = problemOf(losses.leastSquares(), symmetric);
    const parametrization = symmetric({ rows: SIZE, rank: 2 });
    const build = (loss: Loss, y: number) =>
      recoveryProblem({
        operator,
        observed: new Float64Array(operator.measurements).fill(y),
        loss,
        regularizer: ridge({ ridge: 1 }),
        parametrization,
      });
    expect(() => build(losses.logistic(), 2)).toThrow(/observed\[0\]: expected a number from 0 to 1 for the logistic/);
    expect(() => build(losses.poisson(), -1)).toThrow(/observed\[0\]: expected a number from 0/);
    expect(() => symmetric({ rows: 3, columns: 4, rank: 1 })).toThrow(/columns: expected 3/);
  });

  test("weights under a loss that is not quadratic, a ridge where there are no factors", () => {
    const operator = entrySampling({ rows: 2, columns: 2, rowIndex: [0, 0], columnIndex: [1, 1] });
    const build = (loss: Loss, strength: number) =>
      recoveryProblem({
        operator,
        observed: new Float64Array([1]),
        loss,
        regularizer: ridge({ ridge: strength }),
        parametrization: parametrizations.fixedRank({ rows: 2, columns: 2, rank: 1 }),
      });
    expect(() => build(losses.huber(), 0)).toThrow(/loss: expected least squares where entries carry weights/);
    expect(() => build(losses.leastSquares(), 1)).toThrow(/regularizer: expected no ridge on fixedRank/);
  });
});
