import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { type Parametrization, type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { type Start, starts } from "../../src/starts/index.ts";

/** What a start must be told. */
const OPTIONS: Record<keyof typeof starts, object> = {
  beliefPropagationStart: {},
  randomStart: { scale: 0.3 },
  sketchStart: { left: 0.1, right: 1 },
  smallStart: {},
  spectralStart: {},
  truncatedSpectralStart: {},
};

/** A problem over half of the cells of a square, some rows empty, its observations of a given size. */
function problemOf(parametrization: Parametrization, size: number, seed: number): Problem {
  const { rows, columns } = parametrization;
  const draw = random(seed).fork("cells");
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(
    (cell) => cell >= columns && draw.uniform() < 0.5,
  );
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: cells.map((cell) => Math.floor(cell / columns)),
    columnIndex: cells.map((cell) => cell % columns),
  });
  return recoveryProblem({
    operator,
    observed: Float64Array.from(cells, () => size * draw.gaussian()),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

describe.for(Object.entries(starts))("%s", ([name, start]) => {
  const from = (problem: Problem, seed = 1): Point => {
    const found = (start as Start<object>)(problem, { ...OPTIONS[name as keyof typeof starts], seed });
    return "next" in found ? finish(found) : found;
  };

  test.for(Object.entries(parametrizations))("gives a finite point, by its seed alone, on %s", ([, make]) => {
    for (const [rank, size] of [
      [0, 1],
      [1, 1],
      [3, 1],
      [3, 1e100],
      [3, 1e-100],
      [3, 0],
    ]) {
      const problem = problemOf(make({ rows: 9, columns: 9, rank }), size, rank);
      const point = from(problem);
      expect(point.length).toBe(problem.parametrization.dimension);
      expect(point.every(Number.isFinite)).toBe(true);
      if (problem.parametrization.nonnegative) expect(point.every((x) => x >= 0)).toBe(true);
      // What was computed before in this memory does not matter.
      finish(problem.at(problem.point().fill(1)).gradient());
      expect(from(problem)).toEqual(point);
    }
  });

  test("leaves what is known at a point as it was", () => {
    const problem = problemOf(parametrizations.asymmetric({ rows: 9, columns: 9, rank: 2 }), 1, 5);
    const at = problem.at(problem.point().map((_, k) => Math.cos(k)));
    const value = finish(at.value());
    const before = finish(at.gradient());
    from(problem);
    expect(finish(at.gradient())).toEqual(before);
    expect(finish(at.value())).toBe(value);
  });
});
