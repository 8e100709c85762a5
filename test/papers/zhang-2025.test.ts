import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contours } from "../../papers/zhang-2025/contours.ts";

type Row = (number | string)[];

const stored = (file: string) => JSON.parse(readFileSync(`papers/zhang-2025/${file}`, "utf8"));
const check = stored("check.json");
const { tables } = stored("report.json");
const rowsOf = (title: string): Row[] => tables.find((table: { title: string }) => table.title === title).rows;

describe("the full run agrees with NumPy", () => {
  test("on f, the multipliers and the distance from the truth at a near isometry's trap", () => {
    const rows = rowsOf("The counterexamples").filter(([kind, , rank]) => kind === "near isometry" && rank === 3);
    expect(rows.length).toBeGreaterThan(4);
    for (const [, name, , value, , , multiplier, error] of rows) {
      const numpy = check.heights.find(({ delta }: { delta: number }) => String(name).startsWith(`δ = ${delta},`));
      expect(value).toBeCloseTo(numpy.value, 11);
      expect(multiplier).toBeCloseTo(numpy.multiplier, 11);
      expect(error).toBeCloseTo(numpy.error, 11);
    }
  });

  test("on the 4×4 matrix: f, the least multiplier, the error; and where uniform starts end", () => {
    const [row] = rowsOf("The counterexamples").filter(
      ([kind, name, rank]) => kind === "4×4" && name === "n = 4" && rank === 4,
    );
    expect(row[3]).toBeCloseTo(check.four_by_four.value, 12);
    expect(row[6]).toBeCloseTo(check.four_by_four.multiplier, 11);
    expect(row[7]).toBeCloseTo(check.four_by_four.error, 11);
    expect(
      stored("report.json").claims.find(({ name }: { name: string }) => name === "reduced-hessian").measured,
    ).toBeCloseTo(check.four_by_four.reduced[0], 10);
    const [[, known, , lowest]] = rowsOf("Uniform starts on the 4×4 matrix");
    expect([known, check.four_by_four.ends[0].known]).toEqual([0, 0]);
    expect(lowest).toBeCloseTo(check.four_by_four.ends[0].lowest, 6);
  });

  test("on the width of the trap, whose border depends on the steps taken", () => {
    for (const [k, [delta, width]] of rowsOf("The width of the trap").entries()) {
      expect(check.widths[k].delta).toBe(delta);
      expect(Math.abs(Number(width) / check.widths[k].width - 1)).toBeLessThan(0.05);
    }
  });

  test("on the shares trapped, with other starts: four standard errors of a difference of two hundreds", () => {
    const pairs: [number, number][] = [];
    for (const [size, rank, delta, share] of rowsOf("Uniform starts on a near isometry")) {
      const like = (it: { size: number; rank: number; delta: number }) =>
        it.size === size && it.rank === rank && it.delta === delta;
      pairs.push([Number(share), check.uniform.find(like).share]);
    }
    for (const [k, [, , share]] of rowsOf("Starts with a small row").entries()) {
      pairs.push([Number(share), check.scaled[k].share]);
    }
    for (const [k, [, , , share]] of rowsOf("Uniform starts on a diagonal matrix").entries()) {
      pairs.push([Number(share), check.diagonal[k].share]);
    }
    for (const [k, [, , share]] of rowsOf("Random matrices").entries()) {
      pairs.push([Number(share), check.generic[k].share]);
    }
    expect(pairs.length).toBeGreaterThan(60);
    for (const [ours, theirs] of pairs) {
      const mean = (ours + theirs) / 2;
      expect(Math.abs(ours - theirs)).toBeLessThan(0.03 + 4 * Math.sqrt((2 * mean * (1 - mean)) / 100));
    }
  });

  test("on rank one seen in full: no failure, and many over-long steps", () => {
    expect(check.benign.failures).toBe(0);
    const [[, , failures, zeros]] = rowsOf("Rank one, seen in full");
    expect(failures).toBe(0);
    expect(Math.abs(Number.parseInt(String(zeros), 10) - check.benign.zeros)).toBeLessThan(25);
  });
});

describe("contours", () => {
  const grid = (f: (x: number, y: number) => number, count: number, side: number) =>
    Array.from({ length: count + 1 }, (_, i) => Array.from({ length: count + 1 }, (_, j) => f(i * side, j * side)));

  test("a circle is one closed curve at its radius", () => {
    const values = grid((x, y) => (x - 1) ** 2 + (y - 1) ** 2, 41, 0.05);
    const [circle, ...others] = contours({ values, side: 0.05, levels: [0.26] });
    expect(others).toEqual([]);
    expect(circle.points[0]).toEqual(circle.points[circle.points.length - 1]);
    for (const [x, y] of circle.points) expect(Math.hypot(x - 1, y - 1)).toBeCloseTo(Math.sqrt(0.26), 2);
  });

  test("lines that leave the grid end at its edges, a level that is not there has none", () => {
    const values = grid((x) => (x - 0.5) ** 2, 10, 0.1);
    const lines = contours({ values, side: 0.1, levels: [0.03, 9] });
    expect(lines.map(({ points }) => points.length)).toEqual([11, 11]);
    for (const { points } of lines) expect([points[0][1], points[10][1]].sort()).toEqual([0, 1]);
  });
});
