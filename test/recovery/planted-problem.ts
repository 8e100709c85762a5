import { random } from "../../src/linalg/random.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import { type BlockProblem, type PlantedOptions, planted } from "../../src/problem/index.ts";
import { problemOf } from "../problem/problem-of.ts";

/** A planted completion problem at a ridge, a gaussian start, and how far a point is from the truth. */
export function plantedProblem(options: PlantedOptions, ridge: number, rank = options.rank) {
  const { shape, truth, rows, columns, values } = planted(options);
  const [m, n] = shape;
  const convex = { rows: m, columns: n, rowIndex: rows, columnIndex: columns, values, ridge };
  const problem = problemOf(convex, rank);
  const draw = random(options.seed ?? 0).fork("start");
  const start = problem.point().map(() => 0.5 * draw.gaussian());
  /** ‖X − truth‖_F / ‖truth‖_F. */
  const relativeError = (at: BlockProblem, point: Point): number => {
    const { left, right, rank: r } = at.parametrization.parts(point);
    let [error, size] = [0, 0];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let [x, y] = [0, 0];
        for (let c = 0; c < r; c++) x += left[i * r + c] * right[j * r + c];
        for (let c = 0; c < options.rank; c++) {
          y += truth.left.data[i * options.rank + c] * truth.right.data[j * options.rank + c];
        }
        error += (x - y) ** 2;
        size += y * y;
      }
    }
    return Math.sqrt(error / size);
  };
  return { convex, problem, start, relativeError };
}
