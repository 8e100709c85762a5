import { describe, expect, test } from "vitest";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { type Parametrization, type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { along, BIASES, gaussianPoint, nameOf, taylorSlope } from "./points.ts";

const SHAPES = [
  [7, 5, 3],
  [4, 9, 1],
  [3, 3, 0],
  [1, 1, 1],
] as const;

type Write = (point: Point, left: Point, right: Point, stride: number) => void;

/** The two factors that a parametrization writes, each row `width` long out of a longer stride. */
function written(
  { rows, columns, width }: Parametrization,
  write: Write,
  point: Point,
): { left: Matrix; right: Matrix } {
  const stride = width + 2;
  // What was there before must not show.
  const [left, right] = [rows, columns].map((length) => new Float64Array(length * stride).fill(9));
  write(point, left, right, stride);
  const cut = (from: Float64Array, length: number) => {
    const out = matrix(length, width);
    for (let i = 0; i < length; i++) {
      out.data.set(from.subarray(i * stride, i * stride + width), i * width);
      expect(Array.from(from.subarray(i * stride + width, (i + 1) * stride))).toEqual([0, 0]);
    }
    return out;
  };
  return { left: cut(left, rows), right: cut(right, columns) };
}

const product = ({ left, right }: { left: Matrix; right: Matrix }) => multiply(left, transpose(right)).data;

describe.for(Object.entries(parametrizations))("%s", ([, make]) => {
  describe.for(SHAPES)("%i×%i, rank %i", ([rows, columns, rank]) => {
    const cases = BIASES.map((biases) => [nameOf(biases), make({ rows, columns, rank, biases })] as const);

    test.for(cases)("L Rᵀ is X formed by hand, biases %s", ([, shape]) => {
      const point = gaussianPoint(shape, random(1).fork("point"));
      const { left, right, rowBias, columnBias, mean } = shape.parts(point);
      const byHand = Float64Array.from({ length: rows * columns }, (_, cell) => {
        const [i, j] = [Math.floor(cell / columns), cell % columns];
        let x = (mean[0] ?? 0) + (rowBias[i] ?? 0) + (columnBias[j] ?? 0);
        for (let c = 0; c < rank; c++) x += left[i * rank + c] * right[j * rank + c];
        return x;
      });
      const x = product(written(shape, shape.writeFactors, point));
      expect(norm(x.map((value, k) => value - byHand[k]))).toBeLessThan(1e-14 * (1 + norm(byHand)));
      const lengths = [left, right, rowBias, columnBias, mean].map((part) => part.length);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(shape.dimension);
      expect(lengths).toEqual([
        rows * rank,
        columns * rank,
        shape.biases.rows ? rows : 0,
        shape.biases.columns ? columns : 0,
        shape.biases.mean ? 1 : 0,
      ]);
    });

    test.for(cases)("writeDirection is the derivative of the factors, biases %s", ([, shape]) => {
      const draw = random(2).fork("direction");
      const [point, direction] = [gaussianPoint(shape, draw), gaussianPoint(shape, draw)];
      const at = (t: number) => product(written(shape, shape.writeFactors, along(point, t, direction)));
      const [fixed, moved] = [
        written(shape, shape.writeFactors, point),
        written(shape, shape.writeDirection, direction),
      ];
      const slope = product({ left: moved.left, right: fixed.right }).map(
        (value, k) => value + product({ left: fixed.left, right: moved.right })[k],
      );
      const error = (t: number) => norm(at(t).map((x, k) => x - at(0)[k] - t * slope[k]));
      // Where X is linear in θ (rank 0) there is no second-order term, only rounding.
      if (rank === 0) expect(error(0.1)).toBeLessThan(1e-14);
      else expect(taylorSlope(error)).toBeCloseTo(2, 3);
    });

    test.for(cases)("pullBack is the adjoint of writeDirection, biases %s", ([, shape]) => {
      const draw = random(3).fork("adjoint");
      const direction = gaussianPoint(shape, draw);
      const { left, right } = written(shape, shape.writeDirection, direction);
      const stride = shape.width;
      const [p, q] = [rows, columns].map((n) => Float64Array.from({ length: n * stride }, () => draw.gaussian()));
      const pulled = new Float64Array(shape.dimension);
      shape.pullBack(p, q, stride, pulled);
      const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, k) => sum + value * y[k], 0);
      const [one, other] = [dot(left.data, p) + dot(right.data, q), dot(direction, pulled)];
      expect(Math.abs(one - other)).toBeLessThan(1e-12 * (1 + norm(direction) * norm(pulled)));
    });

    test.for(cases)("readBack takes what the solve may move and nothing else, biases %s", ([, shape]) => {
      const point = gaussianPoint(shape, random(4).fork("read back"));
      for (const side of ["left", "right"] as const) {
        const { first, count, fixed, isBias, readBack } = shape.solve[side];
        expect(isBias.length).toBe(count);
        expect(first + count).toBeLessThanOrEqual(shape.width);
        expect(fixed < first || fixed >= first + count).toBe(true);
        const stride = shape.width + 1;
        const length = side === "left" ? rows : columns;
        const own = Float64Array.from({ length: length * stride }, (_, k) => 1000 + k);
        const next = point.slice();
        readBack(own, stride, next);
        const [was, is] = [shape.parts(point), shape.parts(next)];
        const bias = side === "left" ? "rowBias" : "columnBias";
        for (const part of ["left", "right", "rowBias", "columnBias", "mean"] as const) {
          if (part !== side && part !== bias) expect(is[part]).toEqual(was[part]);
        }
        for (let i = 0; i < length; i++) {
          const row = Array.from(own.subarray(i * stride + first, i * stride + first + count));
          expect(row.filter((_, c) => !isBias[c])).toEqual(Array.from(is[side].subarray(i * rank, (i + 1) * rank)));
          expect(row.filter((_, c) => isBias[c])).toEqual(Array.from(is[bias].subarray(i, i + 1)));
        }
      }
    });
  });

  test("withRank keeps everything else", () => {
    const shape = make({ rows: 6, columns: 4, rank: 2, biases: BIASES[7] });
    const other = shape.withRank(4);
    expect([other.rows, other.columns, other.rank, other.biases]).toEqual([6, 4, 4, BIASES[7]]);
    expect(() => shape.withRank(5)).toThrow(/rank: expected a whole number from 0 to 4/);
    expect(() => shape.withRank(-1)).toThrow(/rank/);
    expect(() => shape.withRank(1.5)).toThrow(/rank/);
  });
});
