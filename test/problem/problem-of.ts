import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { countWeightedRidge, ridge as plainRidge } from "../../src/regularizers/index.ts";
import type { ConvexProblem } from "../oracles/convex-problem.ts";

/** The oracle's problem as ours, at a rank. */
export function problemOf(convex: ConvexProblem, rank: number, precision: "float64" | "float32" = "float64") {
  const { rows, columns, rowIndex, columnIndex, values, weights, rowWeights, columnWeights, ridge } = convex;
  const operator = entrySampling({ rows, columns, rowIndex, columnIndex, ...(weights && { weights }) });
  const strengths = { ridge, biasRidge: convex.biasRidge ?? 0 };
  const filled = (list: ArrayLike<number> | undefined, length: number) =>
    list ? Float64Array.from(list) : new Float64Array(length).fill(1);
  return recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer:
      rowWeights || columnWeights
        ? countWeightedRidge({
            ...strengths,
            rowCounts: filled(rowWeights, rows),
            columnCounts: filled(columnWeights, columns),
          })
        : plainRidge(strengths),
    parametrization: asymmetric({
      rows,
      columns,
      rank,
      biases: {
        mean: convex.mean ?? false,
        rows: convex.rowBias ?? false,
        columns: convex.columnBias ?? false,
      },
    }),
    precision,
  }) as BlockProblem;
}

/** ½ Σ w (y − ȳ)² over the repeats of each cell: what the oracle's objective has over ours. */
export function spreadOfRepeats({ columns, rowIndex, columnIndex, values, weights }: ConvexProblem): number {
  const cells = new Map<number, { weight: number; sum: number; squares: number }>();
  for (let k = 0; k < values.length; k++) {
    const cell = rowIndex[k] * columns + columnIndex[k];
    const w = weights?.[k] ?? 1;
    const { weight, sum, squares } = cells.get(cell) ?? { weight: 0, sum: 0, squares: 0 };
    cells.set(cell, { weight: weight + w, sum: sum + w * values[k], squares: squares + w * values[k] ** 2 });
  }
  return [...cells.values()].reduce((total, c) => total + 0.5 * Math.max(0, c.squares - c.sum ** 2 / c.weight), 0);
}
