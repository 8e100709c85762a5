import { type Random, random } from "../../src/linalg/random.ts";
import type { ConvexProblem } from "../oracles/convex-problem.ts";
import { jacobi } from "../oracles/jacobi.ts";
import { proximalGradient } from "../oracles/proximal-gradient.ts";
import { spreadOfRepeats } from "../problem/problem-of.ts";

/** A small random problem with an upper bound on its optimum that the oracle has reached, in our units. */
export interface RandomInstance {
  readonly seed: number;
  readonly convex: ConvexProblem;
  /** Min P ≤ `optimum`, and within 1e-9 of it where the oracle's own gap says so. */
  readonly optimum: number;
  readonly oracleGap: number;
  readonly rank: number;
  readonly name: string;
}

/** What stands in for an unpenalised bias in the oracle, whose normal equations must be definite. */
const NEARLY_FREE = 1e-9;

/** The instance of this seed: sizes, pattern, weights, biases and ridges all drawn. */
export function randomInstance(seed: number): RandomInstance {
  const draw = random(seed).fork("randomInstance");
  const [rows, columns] = [4 + draw.integer(13), 4 + draw.integer(11)];
  const entries = drawEntries(draw, rows, columns);
  const biases = draw.integer(5);
  const hasBias = biases >= 2;
  const counted = draw.uniform() < 0.3;
  const biasRidge = hasBias ? [0, 0.1, 1, 10][draw.integer(4)] : 0;
  const base = {
    rows,
    columns,
    ...entries,
    ...(counted && {
      rowWeights: countsOf(entries.rowIndex, rows),
      columnWeights: countsOf(entries.columnIndex, columns),
    }),
    mean: biases === 1 || biases === 4 || (hasBias && draw.uniform() < 0.7),
    rowBias: biases === 2 || biases === 4,
    columnBias: biases === 3 || biases === 4,
    biasRidge,
  };
  const ridge = ridgeFor(draw, base);
  return solved(seed, { ...base, ridge });
}

/** Enclosed by the oracle; where biases are free, in two steps that keep the bound on the safe side. */
function solved(seed: number, convex: ConvexProblem): RandomInstance {
  const free = (convex.rowBias || convex.columnBias) && convex.biasRidge === 0;
  const stand = free ? { ...convex, biasRidge: NEARLY_FREE } : convex;
  const oracle = proximalGradient(stand, { gap: 1e-10, maxSteps: 20_000 });
  const penalty = free ? 0.5 * NEARLY_FREE * (squares(oracle.row) + squares(oracle.column)) : 0;
  return {
    seed,
    convex,
    optimum: oracle.objective - penalty - spreadOfRepeats(convex),
    oracleGap: oracle.relativeGap,
    rank: oracle.rank,
    name: nameOf(convex),
  };
}

/** Truth of rank 1 … 3 with noise and offsets, some cells repeated with other values, perhaps an empty row and column. */
function drawEntries(draw: Random, rows: number, columns: number) {
  const rank = 1 + draw.integer(3);
  const u = Float64Array.from({ length: rows * rank }, () => draw.gaussian());
  const v = Float64Array.from({ length: columns * rank }, () => draw.gaussian());
  const noise = [0, 0.1, 0.5][draw.integer(3)];
  const offset = [0, 3][draw.integer(2)];
  const share = 0.3 + 0.7 * draw.uniform();
  const empty = draw.uniform() < 0.2;
  const repeats = draw.uniform() < 0.2 ? 0.2 : 0;
  const weighted = draw.uniform() < 0.3;
  const [rowIndex, columnIndex, values, weights]: number[][] = [[], [], [], []];
  for (let i = empty ? 1 : 0; i < rows; i++) {
    for (let j = empty ? 1 : 0; j < columns; j++) {
      if (draw.uniform() > share && !(i === 1 && j === 1)) continue;
      const copies = draw.uniform() < repeats ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        let value = offset * (1 + Math.sin(i) + Math.cos(j)) + noise * draw.gaussian();
        for (let c = 0; c < rank; c++) value += u[i * rank + c] * v[j * rank + c];
        rowIndex.push(i);
        columnIndex.push(j);
        values.push(value);
        weights.push(0.2 + 2 * draw.uniform());
      }
    }
  }
  return { rowIndex, columnIndex, values, weights: weighted ? weights : undefined };
}

/** A share of the norm of the scaled data: from a high optimal rank to above the zero threshold. */
function ridgeFor(draw: Random, convex: Omit<ConvexProblem, "ridge">): number {
  const { rows, columns, rowIndex, columnIndex, values, weights, rowWeights, columnWeights } = convex;
  const g = new Float64Array(rows * columns);
  for (let k = 0; k < values.length; k++) {
    const scale = Math.sqrt((rowWeights?.[rowIndex[k]] ?? 1) * (columnWeights?.[columnIndex[k]] ?? 1));
    g[rowIndex[k] * columns + columnIndex[k]] += ((weights?.[k] ?? 1) * values[k]) / scale;
  }
  return jacobi(g, rows, columns).values[0] * [0.01, 0.03, 0.1, 0.3, 0.7, 1.2][draw.integer(6)];
}

function countsOf(index: readonly number[], bound: number): number[] {
  const counts = new Array<number>(bound).fill(0);
  for (const i of index) counts[i] += 1;
  return counts;
}

function squares(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value * value, 0);
}

function nameOf(convex: ConvexProblem): string {
  const { rows, columns, ridge, biasRidge, mean, rowBias, columnBias, weights, rowWeights } = convex;
  const biases = [mean && "mean", rowBias && "rows", columnBias && "columns"].filter(Boolean).join("+") || "none";
  const extras = [weights && "entry weights", rowWeights && "count weights"].filter(Boolean).join(", ");
  return `${rows}×${columns}, λ ${ridge.toPrecision(3)}, biases ${biases} (${biasRidge}) ${extras}`;
}
