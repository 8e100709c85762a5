import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { eachEntry, entrySampling } from "../../src/operators/entry-sampling.ts";

const listOf = fc.integer({ min: 1, max: 6 }).chain((rows) =>
  fc.integer({ min: 1, max: 6 }).chain((columns) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cells: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: rows - 1 }),
          fc.integer({ min: 0, max: columns - 1 }),
          fc.double({ min: -5, max: 5, noNaN: true }),
          fc.double({ min: 0.1, max: 4, noNaN: true }),
        ),
        { maxLength: 25 },
      ),
      weighted: fc.boolean(),
    }),
  ),
);

test("a list in any order, with repeats, is the least-squares problem that it spells", () => {
  fc.assert(
    fc.property(listOf, ({ rows, columns, cells, weighted }) => {
      const operator = entrySampling({
        rows,
        columns,
        rowIndex: cells.map(([i]) => i),
        columnIndex: cells.map(([, j]) => j),
        ...(weighted && { weights: cells.map(([, , , w]) => w) }),
      });
      const y = operator.measure(cells.map(([, , value]) => value));
      const weight = (w: number) => (weighted ? w : 1);
      // ‖𝒜(X) − y‖² is Σ w (x − y)² less what the repeats of a cell differ among themselves, which no X changes.
      const loss = (x: Float64Array) =>
        operator.apply(matrix(rows, columns, x)).reduce((sum, p, k) => sum + (p - y[k]) ** 2, 0);
      const listed = (x: Float64Array) =>
        cells.reduce((sum, [i, j, value, w]) => sum + weight(w) * (x[i * columns + j] - value) ** 2, 0);
      const [one, other] = [1, 2].map((seed) =>
        Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(seed * (k + 1))),
      );
      const size = 1 + listed(one) + listed(other);
      expect(Math.abs(loss(one) - loss(other) - (listed(one) - listed(other)))).toBeLessThan(1e-12 * size);

      const distinct = new Set(cells.map(([i, j]) => i * columns + j));
      expect(operator.measurements).toBe(distinct.size);
      expect(operator.repeated).toBe(cells.length - distinct.size);
      expect(Array.from(operator.rowCounts)).toEqual(
        Array.from({ length: rows }, (_, row) => cells.filter(([i]) => i === row).length),
      );
      expect(Array.from(operator.columnCounts)).toEqual(
        Array.from({ length: columns }, (_, column) => cells.filter(([, j]) => j === column).length),
      );
      const order: number[] = [];
      eachEntry(operator.pattern, (k, i, j) => {
        expect(k).toBe(order.length);
        order.push(i * columns + j);
      });
      expect(order).toEqual([...distinct].sort((a, b) => a - b));
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("a cell listed twice is weight 2 with the mean value", () => {
  const twice = entrySampling({ rows: 2, columns: 2, rowIndex: [0, 1, 0], columnIndex: [1, 0, 1] });
  expect(Array.from(twice.scale!)).toEqual([Math.SQRT2, 1]);
  expect(Array.from(twice.measure([3, 7, 5]))).toEqual([8 / Math.SQRT2, 7]);
});

test("weights of 1 are no weights", () => {
  const operator = entrySampling({ rows: 2, columns: 2, rowIndex: [0, 1], columnIndex: [1, 0], weights: [1, 1] });
  expect(operator.scale).toBeNull();
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  const right = { rows: 2, columns: 3, rowIndex: [0, 1], columnIndex: [2, 0] };
  test.for([
    [{ rows: 0 }, /rows: expected a whole number from 1.*got 0/],
    [{ columns: 1.5 }, /columns: expected.*got 1.5/],
    [{ rowIndex: [0, 2] }, /entry 1 is \(2, 0\), outside a 2×3 matrix/],
    [{ rowIndex: [0, -1] }, /entry 1 is \(-1, 0\)/],
    [{ columnIndex: [0.5, 0] }, /entry 0 is \(0, 0.5\)/],
    [{ columnIndex: [Number.NaN, 0] }, /entry 0/],
    [{ columnIndex: [0] }, /columnIndex has 1 numbers, rowIndex has 2/],
    [{ weights: [1] }, /weights has 1 numbers/],
    [{ weights: [1, 0] }, /weights\[1\]: expected a number > 0; got 0/],
    [{ weights: [Number.NaN, 1] }, /weights\[0\].*got NaN/],
    [{ weights: [1, Infinity] }, /weights\[1\].*got Infinity/],
  ] as const)("%j", ([wrong, message]) => {
    expect(() => entrySampling({ ...right, ...wrong })).toThrow(message);
  });

  test("measure takes one value per listed entry", () => {
    expect(() => entrySampling(right).measure([1])).toThrow(/values: expected 2 numbers; got 1/);
  });
});
