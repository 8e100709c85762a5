import { describe, expect, test } from "vitest";
import type { Precision } from "../../src/kernels/kernels.ts";
import { finish } from "../../src/kernels/steps.ts";
import type { Factor } from "../../src/kernels/workspace.ts";
import { type Matrix, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { operators } from "../../src/operators/index.ts";
import { type Store, store } from "../../src/problem/store.ts";
import { samples } from "./operators.ts";

const SEEDS = Array.from({ length: 40 }, (_, k) => k);
const WIDTHS = [0, 1, 2, 3, 5, 8];

const gaussian = (draw: Random, length: number) => Float64Array.from({ length }, () => draw.gaussian());
const drawn = (draw: Random, rows: number, columns: number) => matrix(rows, columns, gaussian(draw, rows * columns));
const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, k) => sum + value * y[k], 0);
const minus = (x: ArrayLike<number>, y: ArrayLike<number>) => Float64Array.from(x, (value, k) => value - y[k]);

const names = Object.keys(operators) as (keyof typeof operators)[];

/** A matrix written into a factor in memory. */
function placed(shared: Store, name: string, precision: Precision, a: Matrix): Factor {
  const factor = shared.factor(name, precision, a.rows, a.columns);
  const floats = shared.workspace.memory.floats(factor.block).fill(0);
  for (let i = 0; i < a.rows; i++) {
    for (let c = 0; c < a.columns; c++) floats[i * factor.stride + c] = a.data[i * a.columns + c];
  }
  return factor;
}

/** The first columns of a factor in memory. */
function read(shared: Store, factor: Factor, columns: number): Matrix {
  const floats = shared.workspace.memory.floats(factor.block);
  const data = Float64Array.from({ length: factor.rows * columns }, (_, k) =>
    columns > 0 ? floats[Math.floor(k / columns) * factor.stride + (k % columns)] : 0,
  );
  return matrix(factor.rows, columns, data);
}

// float64: sums of at most a few hundred products. float32: the inputs themselves are rounded to 6e-8.
const formats: [Precision, number][] = [
  ["float64", 1e-14],
  ["float32", 5e-7],
];

describe.for(names)("%s", (name) => {
  test.for(SEEDS)("𝒜 and 𝒜* are linear and adjoint to each other, seed %i", (seed) => {
    const operator = samples[name](seed);
    const { rows, columns, measurements } = operator;
    const draw = random(seed).fork("linear");
    const [x, y] = [drawn(draw, rows, columns), drawn(draw, rows, columns)];
    const z = gaussian(draw, measurements);
    const combined = matrix(
      rows,
      columns,
      x.data.map((value, k) => 2 * value - 3 * y.data[k]),
    );
    const [ax, ay] = [operator.apply(x), operator.apply(y)];
    const byParts = ax.map((value, k) => 2 * value - 3 * ay[k]);
    // Three roundings a number.
    expect(norm(minus(operator.apply(combined), byParts))).toBeLessThanOrEqual(1e-14 * (norm(ax) + norm(ay)));
    expect(Math.abs(dot(ax, z) - dot(x.data, operator.adjoint(z).data))).toBeLessThanOrEqual(
      1e-13 * norm(ax) * norm(z),
    );
    expect([ax.length, operator.adjoint(z).rows, operator.adjoint(z).columns]).toEqual([measurements, rows, columns]);
  });

  test.for(formats)("the factor path is the dense path, %s", ([precision, tolerance]) => {
    for (const seed of SEEDS) {
      const operator = samples[name](seed);
      const { rows, columns, measurements } = operator;
      const draw = random(seed).fork("factors");
      const shared = store(operator);
      const { memory } = shared.workspace;
      for (const width of WIDTHS) {
        const [l, r] = [drawn(draw, rows, width), drawn(draw, columns, width)];
        const [left, right] = [placed(shared, "L", precision, l), placed(shared, "R", precision, r)];
        const z = gaussian(draw, measurements);
        const zBlock = shared.block("z", precision, measurements);
        memory.floats(zBlock).set(z);
        const scale = (a: Float64Array) => tolerance * (norm(a) + norm(l.data) * norm(r.data) + norm(z));

        const out = shared.block("out", precision, measurements);
        finish(shared.bound.applyFactors(left, right, out));
        const dense = operator.apply(multiply(l, transpose(r)));
        expect(norm(minus(memory.floats(out), dense))).toBeLessThanOrEqual(scale(dense));

        const back = operator.adjoint(z);
        const image = finish(shared.bound.adjointImage(zBlock, "one"));
        const other = shared.block("z, another", precision, measurements);
        memory.floats(other).fill(3);
        finish(shared.bound.adjointImage(other, "two"));
        const byLeft = shared.factor("by L", precision, rows, width);
        finish(image.times(right, byLeft));
        const times = multiply(back, r).data;
        expect(norm(minus(read(shared, byLeft, width).data, times))).toBeLessThanOrEqual(
          scale(times) * (1 + norm(r.data)),
        );

        const byRight = shared.factor("by R", precision, columns, width);
        finish(image.transposeTimes(left, byRight));
        const across = multiply(transpose(back), l).data;
        expect(norm(minus(read(shared, byRight, width).data, across))).toBeLessThanOrEqual(
          scale(across) * (1 + norm(l.data)),
        );
      }
    }
  });

  test.for(SEEDS)("the back-projection is 𝒜*(z), scaled or not, with its Gram matrix, seed %i", (seed) => {
    const operator = samples[name](seed);
    const { rows, columns, measurements } = operator;
    const draw = random(seed).fork("back-projection");
    const shared = store(operator);
    const z = gaussian(draw, measurements);
    for (const scaling of [undefined, { rows: gaussian(draw, rows), columns: gaussian(draw, columns) }]) {
      const dense = operator.adjoint(z);
      if (scaling) {
        for (let k = 0; k < dense.data.length; k++) {
          dense.data[k] *= scaling.rows[Math.floor(k / columns)] * scaling.columns[k % columns];
        }
      }
      const g = finish(shared.bound.backProjection(z, scaling));
      const size = 1e-14 * norm(dense.data);
      const [x, y] = [drawn(draw, columns, 1), drawn(draw, rows, 1)];
      const [gx, gy] = [new Float64Array(rows), new Float64Array(columns)];
      finish(g.apply(x.data, gx));
      finish(g.applyTransposed(y.data, gy));
      expect(norm(minus(gx, multiply(dense, x).data))).toBeLessThanOrEqual(size * norm(x.data));
      expect(norm(minus(gy, multiply(transpose(dense), y).data))).toBeLessThanOrEqual(size * norm(y.data));
      if (g.symmetricPart) {
        const { block, side } = finish(g.symmetricPart());
        expect([side, side]).toEqual([rows, columns]);
        const half = shared.workspace.memory.float64(block);
        for (let i = 0; i < side; i++) {
          for (let j = 0; j <= i; j++) {
            const mean = (dense.data[i * side + j] + dense.data[j * side + i]) / 2;
            expect(Math.abs(half[i * side + j] - mean)).toBeLessThanOrEqual(size);
          }
        }
      }
      if (!g.smallerGram) continue;
      const { block, side } = finish(g.smallerGram());
      const gram = rows <= columns ? multiply(dense, transpose(dense)) : multiply(transpose(dense), dense);
      expect(side).toBe(Math.min(rows, columns));
      const lower = shared.workspace.memory.float64(block);
      for (let i = 0; i < side; i++) {
        for (let j = 0; j <= i; j++) {
          expect(Math.abs(lower[i * side + j] - gram.data[i * side + j])).toBeLessThanOrEqual(size * norm(dense.data));
        }
      }
    }
  });
});

const inOnePass = names.filter((name) => store(samples[name](0)).bound.applyThenAdjoint);

describe.for(inOnePass)("%s", (name) => {
  test.for(formats)("one pass gives what two give, also in place, %s", ([precision, tolerance]) => {
    for (const seed of SEEDS) {
      const operator = samples[name](seed);
      const { rows, columns, measurements } = operator;
      const draw = random(seed).fork("one pass");
      const shared = store(operator);
      const { memory } = shared.workspace;
      const width = 3;
      const [l, r] = [drawn(draw, rows, width), drawn(draw, columns, width)];
      const [left, right] = [placed(shared, "L", precision, l), placed(shared, "R", precision, r)];
      const [out, other] = ["out", "z"].map((block) => shared.block(block, precision, measurements));
      const [byTwo, byOne] = ["two", "one"].map((block) => shared.factor(`by ${block}`, precision, rows, width));
      finish(shared.bound.applyFactors(left, right, out));
      const y = Float64Array.from(memory.floats(out));
      memory.floats(other).set(y.map((value, k) => (value + 1) * (k + 1)));
      const image = finish(shared.bound.adjointImage(other, "two"));
      for (const z of [other, out]) {
        const seen: number[] = [];
        const respond = (k0: number, k1: number) => {
          const [from, to] = [memory.floats(out), memory.floats(z)];
          for (let k = k0; k < k1; k++) {
            seen.push(k);
            to[k] = (from[k] + 1) * (k + 1);
          }
        };
        const fused = finish(shared.bound.applyThenAdjoint!({ left, right, out, z, respond, name: "one" }));
        finish(image.times(right, byTwo));
        finish(fused.times(right, byOne));
        expect(seen).toEqual(Array.from(y.keys()));
        if (z !== out) expect(minus(memory.floats(out), y)).toEqual(new Float64Array(measurements));
        const [two, one] = [byTwo, byOne].map((factor) => read(shared, factor, width).data);
        expect(norm(minus(one, two))).toBeLessThanOrEqual(tolerance * norm(two));
      }
    }
  });
});
