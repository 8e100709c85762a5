import { describe, expect, test } from "vitest";
import { coreNumbers } from "../../src/certificates/core-numbers.ts";
import { genericDetermination } from "../../src/certificates/generic-determination.ts";
import { identifiability } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import type { EntrySampling } from "../../src/operators/index.ts";
import { problemOf } from "../problem/problem-of.ts";

type Cell = readonly [number, number];

/** Which cells the Jacobian of the observed ones determines at a random point: its rank does not grow by their row. */
function determinedByRank(rows: number, columns: number, rank: number, cells: readonly Cell[], seed: number) {
  const draw = random(seed).fork("dense Jacobian");
  const u = Float64Array.from({ length: rows * rank }, () => draw.gaussian());
  const v = Float64Array.from({ length: columns * rank }, () => draw.gaussian());
  const width = (rows + columns) * rank;
  const rowOf = ([i, j]: Cell) => {
    const row = new Float64Array(width);
    for (let c = 0; c < rank; c++) {
      row[i * rank + c] = v[j * rank + c];
      row[(rows + j) * rank + c] = u[i * rank + c];
    }
    return row;
  };
  const rankOf = (list: readonly Cell[]) => {
    if (list.length === 0) return 0;
    const data = new Float64Array(list.length * width);
    for (const [k, cell] of list.entries()) data.set(rowOf(cell), k * width);
    const { singularValues } = svd(matrix(list.length, width, data));
    return singularValues.filter((s) => s > 1e-9 * singularValues[0]).length;
  };
  const known = rankOf(cells);
  return { rankOfJacobian: known, determined: (cell: Cell) => rankOf([...cells, cell]) === known };
}

function patternOf(rows: number, columns: number, share: number, seed: number) {
  const draw = random(seed).fork("pattern");
  const all = Array.from({ length: rows * columns }, (_, c): Cell => [Math.floor(c / columns), c % columns]);
  const observed = all.filter(() => draw.uniform() < share);
  return { observed, missing: all.filter((cell) => !observed.includes(cell)) };
}

const problemAt = (rows: number, columns: number, cells: readonly Cell[], rank: number) =>
  problemOf(
    {
      rows,
      columns,
      rowIndex: cells.map(([i]) => i),
      columnIndex: cells.map(([, j]) => j),
      values: cells.map(([i, j]) => i + j),
      ridge: 1,
    },
    rank,
  );

const CASES = Array.from({ length: 24 }, (_, k) => [
  3 + (k % 5),
  3 + ((2 * k) % 6),
  1 + (k % 3),
  0.35 + 0.05 * (k % 12),
  k,
]);

describe("the generic Jacobian test", () => {
  test.for(CASES)("%i×%i at rank %i, share %f, seed %i: as dense ranks say, cell by cell", (numbers) => {
    const [rows, columns, rank, share, seed] = numbers;
    const { observed, missing } = patternOf(rows, columns, share, seed);
    const problem = problemAt(rows, columns, observed, rank);
    const dense = determinedByRank(rows, columns, rank, observed, seed);
    const found = finish(genericDetermination(problem, rank, seed));
    const { rows: ofRow, columns: ofColumn } = coreNumbers((problem.operator as EntrySampling).pattern);
    for (const cell of missing) {
      const truth = dense.determined(cell);
      // An honest "do not know" is allowed, a wrong answer is not; and the core numbers are an upper bound.
      expect([truth, undefined]).toContain(found.determined(...cell));
      if (truth) expect(Math.min(ofRow[cell[0]], ofColumn[cell[1]])).toBeGreaterThanOrEqual(rank);
    }
    const unknown = missing.filter((cell) => found.determined(...cell) === undefined);
    expect(unknown.length).toBeLessThanOrEqual(0.02 * missing.length);

    const certificate = finish(identifiability(problem, problem.point(), { seed }));
    const count = missing.filter((cell) => dense.determined(cell)).length;
    if (certificate.verdict === "holds") expect(count).toBe(missing.length);
    if (certificate.verdict === "fails") expect(count).toBeLessThan(missing.length);
    if (rank <= Math.min(rows, columns) && certificate.verdict === "holds" && missing.length > 0) {
      expect(dense.rankOfJacobian).toBe(rank * (rows + columns - rank));
    }
    expect(certificate.sentence).not.toMatch(/unique/i);
  });

  test("says neither yes nor no where it cannot tell: a chain of rows each hanging on the last", () => {
    // Every new row meets r columns of the last rows alone: the Jacobian's smallest singular values fall like a power of n.
    for (const [size, rank] of [
      [40, 2],
      [60, 3],
    ]) {
      const cells: Cell[] = [];
      for (let i = 0; i < size; i++)
        for (let j = Math.max(0, i - rank); j <= Math.min(size - 1, i + rank - 1); j++) cells.push([i, j]);
      const problem = problemAt(size, size, cells, rank);
      const dense = determinedByRank(size, size, rank, cells, 1);
      const { verdict } = finish(identifiability(problem, problem.point()));
      if (dense.rankOfJacobian === rank * (2 * size - rank)) expect(verdict).not.toBe("fails");
      else expect(verdict).not.toBe("holds");
    }
  });
});

test("nothing missing, or rank 0, holds; an empty row fails with proof", () => {
  const full = problemAt(3, 3, patternOf(3, 3, 2, 0).observed, 2);
  expect(finish(identifiability(full, full.point())).verdict).toBe("holds");
  const zero = problemAt(3, 3, [[0, 0]], 0);
  expect(finish(identifiability(zero, zero.point())).verdict).toBe("holds");
  const empty = problemAt(
    3,
    3,
    [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ],
    1,
  );
  const certificate = finish(identifiability(empty, empty.point()));
  expect([certificate.verdict, certificate.evidence, certificate.quantity]).toEqual(["fails", "proved", 0]);
});

test("too many entries for the Jacobian test: undecided unless it is asked for", () => {
  const { observed } = patternOf(8, 8, 0.8, 1);
  const problem = problemAt(8, 8, observed, 1);
  expect(finish(identifiability(problem, problem.point(), { jacobian: false })).verdict).toBe("undecided");
  expect(finish(identifiability(problem, problem.point(), { jacobian: true })).verdict).toBe("holds");
});
