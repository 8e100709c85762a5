import { describe, expect, test } from "vitest";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { type Gauge, type Parametrization, type Point, parametrizations } from "../../src/parametrizations/index.ts";
import { BIASES, gaussianPoint, nameOf, pointOf, taylorSlope } from "./points.ts";

const SHAPES = [
  [7, 5, 3],
  [4, 9, 1],
  [3, 3, 0],
  [1, 1, 1],
] as const;

type Write = (left: Point, right: Point, stride: number) => void;

/** The two tall matrices that a parametrization writes, each row `width` long out of a longer stride. */
function written({ rows, columns }: Parametrization, width: number, write: Write): { left: Matrix; right: Matrix } {
  const stride = width + 2;
  // What was there before must not show.
  const [left, right] = [rows, columns].map((length) => new Float64Array(length * stride).fill(9));
  write(left, right, stride);
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

/** X of a point. */
const x = (shape: Parametrization, point: Point) =>
  product(written(shape, shape.width, (left, right, stride) => shape.writeFactors(point, left, right, stride)));
/** dX along a direction. */
const dx = (shape: Parametrization, point: Point, direction: Point) =>
  product(
    written(shape, 2 * shape.width, (left, right, stride) => shape.writeTangent(point, direction, left, right, stride)),
  );
/** A vector from the products of G and Gᵀ with a pair of tall matrices. */
function pulled(
  shape: Parametrization,
  g: Matrix,
  write: Write,
  pull: (left: Point, right: Point, stride: number, out: Point) => void,
): Float64Array {
  const { left, right } = written(shape, shape.width, write);
  const out = new Float64Array(shape.dimension);
  pull(multiply(g, right).data, multiply(transpose(g), left).data, shape.width, out);
  return out;
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);

function product({ left, right }: { left: Matrix; right: Matrix }): Float64Array {
  return multiply(left, transpose(right)).data;
}

/** The biases that each parametrization can have, and whether it takes matrices that are not square. */
const TAKES: Record<keyof typeof parametrizations, { biases: typeof BIASES; square: boolean }> = {
  asymmetric: { biases: BIASES, square: false },
  symmetric: { biases: BIASES.slice(0, 1), square: true },
  fixedRank: { biases: BIASES.slice(0, 1), square: false },
  nonnegative: { biases: BIASES.slice(0, 1), square: false },
  nonnegativeSymmetric: { biases: BIASES.slice(0, 1), square: true },
};

/** The rank of K*, from the directions that it makes of each unit matrix. */
function dimensionOf(gauge: Gauge, count: number): number {
  if (count === 0) return 0;
  const columns = Array.from({ length: count }, (_, k) =>
    gauge.adjoint(Float64Array.from({ length: count }, (_, l) => (k === l ? 1 : 0))),
  );
  const all = matrix(columns[0].length, count);
  for (const [k, column] of columns.entries()) {
    for (const [i, value] of column.entries()) all.data[i * count + k] = value;
  }
  return svd(all).singularValues.filter((sigma) => sigma > 1e-10).length;
}

describe.for(Object.entries(parametrizations))("%s", ([name, make]) => {
  const takes = TAKES[name as keyof typeof parametrizations];
  const shapes = SHAPES.filter(([rows, columns]) => rows === columns || !takes.square);

  describe.for(shapes)("%i×%i, rank %i", ([rows, columns, rank]) => {
    const cases = takes.biases.map((biases) => [nameOf(biases), make({ rows, columns, rank, biases })] as const);

    test.for(cases)("setFactors and parts are inverse where X can be had, biases %s", ([, shape]) => {
      const point = pointOf(shape, random(7).fork("parts"));
      const before = x(shape, point);
      const { left, right } = shape.parts(point);
      const again = point.slice();
      const factors = [left, right].map((part, side) =>
        matrix(side === 0 ? rows : columns, rank, Float64Array.from(part)),
      );
      shape.setFactors({ left: factors[0], right: factors[1] }, again);
      expect(norm(x(shape, again).map((value, k) => value - before[k]))).toBeLessThan(1e-13 * (1 + norm(before)));
      expect(point.length).toBe(shape.dimension);
    });

    test.for(cases)("L Rᵀ is X formed by hand, biases %s", ([, shape]) => {
      const point = pointOf(shape, random(1).fork("point"));
      const { left, right, rowBias, columnBias, mean } = shape.parts(point);
      const byHand = Float64Array.from({ length: rows * columns }, (_, cell) => {
        const [i, j] = [Math.floor(cell / columns), cell % columns];
        let cellValue = (mean[0] ?? 0) + (rowBias[i] ?? 0) + (columnBias[j] ?? 0);
        for (let c = 0; c < rank; c++) cellValue += left[i * rank + c] * right[j * rank + c];
        return cellValue;
      });
      expect(norm(x(shape, point).map((value, k) => value - byHand[k]))).toBeLessThan(1e-14 * (1 + norm(byHand)));
      const lengths = [rowBias, columnBias, mean].map((part) => part.length);
      const { biases } = shape;
      expect(lengths).toEqual([biases.rows ? rows : 0, biases.columns ? columns : 0, biases.mean ? 1 : 0]);
      if (shape.factored) expect(left.buffer).toBe(point.buffer);
    });

    test.for(cases)("tangent, adjoint and turn are the derivatives along the retraction, biases %s", ([, shape]) => {
      const draw = random(2).fork("direction");
      const point = pointOf(shape, draw);
      const [direction, other] = [1, 2].map(() => gaussianPoint(shape, draw));
      for (const vector of [direction, other]) shape.project(point, vector);
      const g = matrix(
        rows,
        columns,
        Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
      );
      const along = (t: number) => dot(g.data, x(shape, shape.retract(point, direction, t)));
      const first = dot(g.data, dx(shape, point, direction));
      const gradient = pulled(
        shape,
        g,
        (left, right, stride) => shape.writeFrames(point, left, right, stride),
        (left, right, stride, out) => shape.pullBack(point, left, right, stride, out),
      );
      expect(Math.abs(dot(gradient, direction) - first)).toBeLessThan(1e-12 * (1 + norm(gradient) * norm(direction)));
      const turn = (v: Float64Array) =>
        pulled(
          shape,
          g,
          (left, right, stride) => shape.writeTurn(point, v, left, right, stride),
          (left, right, stride, out) => shape.pullBackTurn(point, left, right, stride, out),
        );
      const bend = turn(direction);
      const second = dot(bend, direction);
      expect(Math.abs(dot(bend, other) - dot(turn(other), direction))).toBeLessThan(
        1e-12 * (1 + norm(bend) * norm(other)),
      );
      const error = (t: number) => along(t) - along(0) - t * first;
      // Where X is linear in θ (rank 0, or one cell) there is no second-order term, only rounding.
      if (Math.abs(error(0.1)) < 1e-13) expect(Math.abs(second)).toBeLessThan(1e-12);
      else {
        expect(taylorSlope(error)).toBeCloseTo(2, 1);
        const rest = Math.abs(error(1e-3) - 0.5 * 1e-6 * second);
        expect(rest).toBeLessThan(1e-2 * Math.abs(error(1e-3)) + 1e-12);
      }
      for (const vector of [gradient, bend]) {
        const tangent = vector.slice();
        shape.project(point, tangent);
        expect(norm(tangent.map((value, k) => value - vector[k]))).toBeLessThan(1e-12 * (1 + norm(vector)));
      }
    });

    test.for(cases)(
      "the gauge spans motions that leave X, and normal vectors are its kernel, biases %s",
      ([, shape]) => {
        const draw = random(5).fork("gauge");
        const point = pointOf(shape, draw);
        for (const motions of ["all", "orthogonal"] as const) {
          const gauge = shape.gauge(point, motions);
          const direction = gaussianPoint(shape, draw);
          const image = gauge.apply(direction);
          const a = image.map(() => draw.gaussian());
          const motion = gauge.adjoint(a);
          expect(motion.length).toBe(shape.dimension);
          expect(norm(dx(shape, point, motion))).toBeLessThan(1e-13 * (1 + norm(motion) * norm(point)));
          expect(Math.abs(dot(image, a) - dot(direction, motion))).toBeLessThan(
            1e-12 * (1 + norm(a) * norm(direction)),
          );
          const along = gauge.adjoint(gauge.solve(image));
          const normal = direction.map((value, k) => value - along[k]);
          expect(norm(gauge.apply(normal))).toBeLessThan(1e-11 * (1 + norm(image)));
          expect(Math.abs(dot(normal, motion))).toBeLessThan(1e-11 * (1 + norm(normal) * norm(motion)));
          if (motions === "orthogonal" && gauge.dimension > 0) {
            const { left, right } = shape.parts(motion);
            const [u, v] = [shape.parts(point).left, shape.parts(point).right];
            expect(Math.abs(dot(left, u)) + Math.abs(dot(right, v))).toBeLessThan(1e-12 * norm(motion) * norm(point));
          }
          expect(gauge.dimension).toBe(dimensionOf(gauge, image.length));
        }
      },
    );

    test.for(cases)("readBack takes what the solve may move and nothing else, biases %s", ([, shape]) => {
      const point = pointOf(shape, random(4).fork("read back"));
      for (const side of ["left", "right"] as const) {
        if (!shape.solve) continue;
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

  test("the transport is linear, stays tangent, and is the identity where nothing moves", () => {
    const shape = make({ rows: 6, columns: 6, rank: 2, biases: takes.biases[0] });
    const draw = random(9).fork("transport");
    const [from, to] = [pointOf(shape, draw), pointOf(shape, draw)];
    const [a, b] = [1, 2].map(() => gaussianPoint(shape, draw));
    for (const vector of [a, b]) shape.project(from, vector);
    const carried = [a, b, a.map((value, k) => 2 * value - b[k])].map((v) => shape.transport(from, to, v));
    const linear = carried[2].map((value, k) => value - 2 * carried[0][k] + carried[1][k]);
    expect(norm(linear)).toBeLessThan(1e-13 * norm(a));
    const tangent = carried[0].slice();
    shape.project(to, tangent);
    expect(norm(tangent.map((value, k) => value - carried[0][k]))).toBeLessThan(1e-13 * norm(a));
    const still = shape.transport(from, from, a);
    expect(norm(still.map((value, k) => value - a[k]))).toBeLessThan(1e-13 * norm(a));
  });

  test("withRank keeps everything else", () => {
    const shape = make({ rows: 6, columns: 6, rank: 2, biases: takes.biases.at(-1) as never });
    const other = shape.withRank(4);
    expect([other.rows, other.columns, other.rank, other.biases]).toEqual([6, 6, 4, takes.biases.at(-1)]);
    // Where signs are restricted, more columns than the size are other points, if not other matrices.
    if (shape.nonnegative) expect(shape.withRank(7).dimension).toBe((7 * shape.dimension) / 2);
    else expect(() => shape.withRank(7)).toThrow(/rank: expected a whole number from 0 to 6/);
    expect(() => shape.withRank(-1)).toThrow(/rank/);
    expect(() => shape.withRank(1.5)).toThrow(/rank/);
  });
});
