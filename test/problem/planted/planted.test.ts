import { describe, expect, test } from "vitest";
import { lowRankSvd } from "../../../src/linalg/svd.ts";
import { planted } from "../../../src/problem/index.ts";

describe("planted", () => {
  test("has the rank, the condition number and entries of root mean square 1", () => {
    const { truth } = planted({ shape: [30, 20], rank: 4, condition: 50, seed: 3 });
    const { singularValues } = lowRankSvd(truth);
    expect(singularValues.length).toBe(4);
    expect(singularValues[0] / singularValues[3]).toBeCloseTo(50, 10);
    expect(singularValues[0] / singularValues[1]).toBeCloseTo(50 ** (1 / 3), 10);
    expect(singularValues.reduce((sum, s) => sum + s * s, 0) / 600).toBeCloseTo(1, 12);
  });

  test.for([
    [{ share: 0.3 }, 180],
    [{ share: 0.9 }, 540],
    [{}, 600],
    [{ oversampling: 2 }, 2 * 2 * 48],
  ] as const)("%j observes %i distinct cells in row-major order", ([how, entries]) => {
    const { rows, columns, values } = planted({ shape: [30, 20], rank: 2, ...how, seed: 1 });
    expect([rows.length, columns.length, values.length]).toEqual([entries, entries, entries]);
    for (let k = 1; k < entries; k++)
      expect(rows[k] * 20 + columns[k]).toBeGreaterThan(rows[k - 1] * 20 + columns[k - 1]);
  });

  test.for([[12, 12] as const, [30, 10] as const, [10, 30] as const])(
    "every row and column of %i×%i has its least",
    (shape) => {
      const least = 3;
      const { rows, columns } = planted({ shape, rank: 1, share: 0.45, leastEach: least, seed: 4 });
      for (const [list, size] of [
        [rows, shape[0]],
        [columns, shape[1]],
      ] as const) {
        const counts = new Int32Array(size);
        for (const index of list) counts[index] += 1;
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(least);
      }
      expect(new Set(rows.map((i, k) => i * shape[1] + columns[k])).size).toBe(Math.round(0.45 * shape[0] * shape[1]));
      expect(() => planted({ shape, rank: 1, share: 0.1, leastEach: 5 })).toThrow(/leastEach/);
    },
  );

  test("without noise the values are the truth's, with noise they differ by its size", () => {
    const shape = [200, 100] as const;
    const error = (noise: number) => {
      const { truth, rows, columns, values } = planted({ shape, rank: 3, share: 0.5, noise, seed: 2 });
      const squares = values.map((value, k) => {
        let x = 0;
        for (let c = 0; c < 3; c++) x += truth.left.data[rows[k] * 3 + c] * truth.right.data[columns[k] * 3 + c];
        return (value - x) ** 2;
      });
      return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
    };
    expect(error(0)).toBe(0);
    // 10,000 draws: the estimate's own standard error is 0.7 %.
    expect(error(0.2) / 0.2).toBeGreaterThan(0.97);
    expect(error(0.2) / 0.2).toBeLessThan(1.03);
  });

  test("the same seed gives the same bits, and the noise does not move the truth or the cells", () => {
    const options = { shape: [12, 9], rank: 2, share: 0.5, seed: 8 } as const;
    expect(planted(options)).toEqual(planted(options));
    const noisy = planted({ ...options, noise: 1 });
    expect([noisy.truth, noisy.rows, noisy.columns]).toEqual([
      planted(options).truth,
      planted(options).rows,
      planted(options).columns,
    ]);
    expect(planted({ ...options, seed: 9 }).rows).not.toEqual(planted(options).rows);
  });

  test.for([
    [{ rank: 0 }, /rank: expected/],
    [{ rank: 10 }, /rank: expected a whole number from 1 to 9; got 10/],
    [{ condition: 0.5 }, /condition/],
    [{ noise: -1 }, /noise/],
    [{ share: 0 }, /1 to 108 entries; got 0/],
    [{ share: 1.1 }, /entries/],
    [{ oversampling: 9 }, /entries/],
    [{ share: 0.5, oversampling: 1 }, /one of them/],
  ] as const)("%j is refused", ([wrong, message]) => {
    expect(() => planted({ shape: [12, 9], rank: 2, ...wrong })).toThrow(message);
  });
});
