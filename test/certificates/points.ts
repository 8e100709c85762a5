import type { Random } from "../../src/linalg/random.ts";
import { asymmetric, type Point } from "../../src/parametrizations/index.ts";
import type { BlockProblem } from "../../src/problem/index.ts";

/** A point and the problem at its rank. */
export interface Placed {
  readonly name: string;
  readonly problem: BlockProblem;
  readonly point: Point;
}

/** θ + size·‖θ‖·(a random direction). */
export function perturbed({ problem, point, name }: Placed, size: number, draw: Random): Placed {
  const direction = point.map(() => draw.gaussian());
  const [length, along] = [Math.hypot(...point), Math.hypot(...direction)];
  const scale = along > 0 ? (size * (length || 1)) / along : 0;
  return { name: `${name}, moved by ${size}`, problem, point: point.map((x, k) => x + scale * direction[k]) };
}

/** (c U, V/c): the same X from unbalanced factors. */
export function unbalanced({ problem, point, name }: Placed, factor: number): Placed {
  const scaled = point.slice();
  const { left, right } = problem.parametrization.parts(scaled);
  left.forEach((x, k) => {
    left[k] = x * factor;
  });
  right.forEach((x, k) => {
    right[k] = x / factor;
  });
  return { name: `${name}, unbalanced by ${factor}`, problem, point: scaled };
}

/** Columns put beside those of a point; `left` and `right` give the value of row i in the new column. */
function widened(
  { problem, point, name }: Placed,
  how: string,
  columns: number,
  left: (i: number, c: number, row: Point) => number,
  right: (j: number, c: number, row: Point) => number,
): Placed | undefined {
  const { rows, columns: n, rank, biases } = problem.parametrization;
  const wide = rank + columns;
  if (wide > Math.min(rows, n)) return undefined;
  const larger = problem.with({ rank: wide }) as BlockProblem;
  const next = larger.point();
  const [from, into] = [
    problem.parametrization.parts(point),
    asymmetric({ rows, columns: n, rank: wide, biases }).parts(next),
  ];
  const fill = (old: Point, to: Point, count: number, extra: typeof left) => {
    for (let i = 0; i < count; i++) {
      const row = old.subarray(i * rank, (i + 1) * rank);
      to.set(row, i * wide);
      for (let c = 0; c < columns; c++) to[i * wide + rank + c] = extra(i, c, row);
    }
  };
  fill(from.left, into.left, rows, left);
  fill(from.right, into.right, n, right);
  into.rowBias.set(from.rowBias);
  into.columnBias.set(from.columnBias);
  into.mean.set(from.mean);
  return { name: `${name}, ${how}`, problem: larger, point: next };
}

/** Rank-deficient relatives of a point: the same X, or X plus a little, from more columns than it needs. */
export function deficient(placed: Placed, draw: Random): Placed[] {
  const { rank } = placed.problem.parametrization;
  const options = [
    widened(
      placed,
      "zero columns",
      1,
      () => 0,
      () => 0,
    ),
    widened(
      placed,
      "a column with a zero partner",
      1,
      () => draw.gaussian(),
      () => 0,
    ),
    widened(
      placed,
      "a column of 1e-9",
      1,
      () => 1e-9 * draw.gaussian(),
      () => draw.gaussian(),
    ),
    ...(rank > 0
      ? [
          widened(
            placed,
            "a duplicate of the first column",
            1,
            (_, __, row) => row[0],
            (_, __, row) => row[0],
          ),
          widened(
            placed,
            "its first column taken back",
            1,
            (_, __, row) => row[0],
            (_, __, row) => -row[0],
          ),
        ]
      : []),
  ];
  return options.filter((option) => option !== undefined);
}
