import { describe, expect, test } from "vitest";
import {
  type Block,
  type FactorKernels,
  type Precision,
  referenceKernels,
  wasmKernels,
} from "../../src/kernels/index.ts";
import { relativeDistance, Sample } from "../kernels/sample.ts";

const tolerance = { float64: 1e-12, float32: 1e-5 } as const;
const untouched = 7;

/** The block that `run` changes from the same start, once by each implementation over the same memory. */
function both(sample: Sample, precision: Precision, block: Block, run: (kernels: FactorKernels) => void): number[][] {
  const start = sample.copy(block);
  return [wasmKernels, referenceKernels].map((implementation) => {
    sample.view(block).set(start);
    run(implementation(sample.memory)[precision]);
    return sample.copy(block);
  });
}

/** A scratch block of the size that the built kernels ask for, filled with what must not matter. */
function scratchOf(sample: Sample): Block {
  return sample.put("float64", new Float64Array(wasmKernels(sample.memory).float64.gemmScratch() / 8).fill(Number.NaN));
}

describe.each<Precision>(["float64", "float32"])("dense factor kernels, %s: built = reference", (precision) => {
  const lanes = precision === "float64" ? 2 : 4;
  const shapes = [
    [1, 1, 1],
    [2, 3, 2],
    [5, 4, 1],
    [4, 9, 3],
    [7, 1100, 5],
    [131, 6, 4],
    [300, 2, 1],
    [129, 263, 3],
    [9, 17, 26],
  ];

  test.each(shapes)("A B and Aᵀ D of a %i×%i matrix and %i vectors", (rows, columns, vectors) => {
    const sample = new Sample(rows + columns);
    const stride = vectors * lanes;
    const lda = columns + 3;
    const a = sample.signed(precision, rows * lda);
    const b = sample.signed(precision, columns * stride);
    const d = sample.signed(precision, rows * stride);
    const scratch = scratchOf(sample);
    const [i0, j0] = [rows > 4 ? 1 : 0, columns > 4 ? 1 : 0];

    const products = both(sample, precision, d, (k) =>
      k.gemm(i0, rows, columns, a.offset, lda, b.offset, stride, d.offset),
    );
    expect(relativeDistance(products[0], products[1])).toBeLessThan(tolerance[precision]);

    const back = both(sample, precision, b, (k) =>
      k.gemmTransposed(i0, rows, j0, columns, a.offset, lda, d.offset, stride, b.offset, scratch.offset),
    );
    expect(relativeDistance(back[0], back[1])).toBeLessThan(tolerance[precision]);
  });

  test.each(shapes)("L Rᵀ of %i×%i with factors of %i vectors leaves the padding alone", (rows, columns, vectors) => {
    const sample = new Sample(rows + columns + 1);
    const stride = vectors * lanes;
    const lda = columns + 5;
    const left = sample.signed(precision, rows * stride);
    const right = sample.signed(precision, columns * stride);
    const out = sample.put(precision, new Array(rows * lda).fill(untouched));
    const [built, reference] = both(sample, precision, out, (k) =>
      k.outer(0, rows, columns, left.offset, right.offset, stride, out.offset, lda),
    );
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance[precision]);
    for (let i = 0; i < rows; i++) expect(built.slice(i * lda + columns, (i + 1) * lda)).toEqual(Array(5).fill(7));
  });

  // Float32 rows are summed in float64, too: the same tolerance for both formats.
  test.each([1, 2, 3, 4, 7, 64, 1001])("⟨A_k, x⟩ and Σ z_k A_k of rows of %i numbers", (length) => {
    const sample = new Sample(length);
    const count = 11;
    const lda = length + 1;
    const a = sample.signed(precision, count * lda);
    const x = sample.signed("float64", length);
    const z = sample.signed("float64", count);
    const forward = both(sample, precision, z, (k) => k.dots(1, count, length, a.offset, lda, x.offset, z.offset));
    expect(relativeDistance(forward[0], forward[1])).toBeLessThan(tolerance.float64);
    const back = both(sample, precision, x, (k) => k.axpys(1, count, length, a.offset, lda, z.offset, x.offset));
    expect(relativeDistance(back[0], back[1])).toBeLessThan(tolerance.float64);
  });

  test("a product of integers is exact", () => {
    const sample = new Sample(3);
    const [rows, columns, stride] = [6, 700, 2 * lanes];
    const integers = (length: number) =>
      sample.put(
        precision,
        Array.from({ length }, () => Math.floor(9 * sample.random()) - 4),
      );
    const [a, b, d] = [integers(rows * columns), integers(columns * stride), integers(rows * stride)];
    const results = both(sample, precision, d, (k) =>
      k.gemm(0, rows, columns, a.offset, columns, b.offset, stride, d.offset),
    );
    expect(results[0]).toEqual(results[1]);
  });

  test("the same bits however rows are cut", () => {
    const bits = [1000, 1, 3, 5].map((step) => {
      const sample = new Sample(17);
      const kernels = wasmKernels(sample.memory)[precision];
      const [rows, columns, stride] = [397, 531, 3 * lanes];
      const a = sample.signed(precision, rows * columns);
      const [b, d] = [sample.signed(precision, columns * stride), sample.signed(precision, rows * stride)];
      const [product, back] = [sample.signed(precision, rows * stride), sample.signed(precision, columns * stride)];
      const dense = sample.signed(precision, rows * columns);
      const [x, g] = [sample.signed("float64", columns), sample.signed("float64", columns)];
      const z = sample.signed("float64", rows);
      const scratch = scratchOf(sample);
      for (let i = 0; i < rows; i += step) {
        const end = Math.min(rows, i + step);
        kernels.gemm(i, end, columns, a.offset, columns, b.offset, stride, product.offset);
        kernels.outer(i, end, columns, d.offset, b.offset, stride, dense.offset, columns);
        kernels.dots(i, end, columns, a.offset, columns, x.offset, z.offset);
        kernels.axpys(i, end, columns, a.offset, columns, z.offset, g.offset);
      }
      const block = 128 * step;
      for (let i = 0; i < rows; i += block) {
        for (let j = 0; j < columns; j += step) {
          const [to, end] = [Math.min(rows, i + block), Math.min(columns, j + step)];
          kernels.gemmTransposed(i, to, j, end, a.offset, columns, d.offset, stride, back.offset, scratch.offset);
        }
      }
      return [product, back, dense, z, g].map((block) => sample.copy(block));
    });
    for (const other of bits) expect(other).toEqual(bits[0]);
  });
});

test("float64 to float32 rounds as the reference does", () => {
  const sample = new Sample(21);
  const source = sample.signed("float64", 23);
  const out = sample.signed("float32", 23);
  const results = [wasmKernels, referenceKernels].map((implementation) => {
    sample.view(out).fill(untouched);
    for (const [k0, k1] of [
      [2, 9],
      [9, 22],
    ]) {
      implementation(sample.memory).dlag2s(k0, k1, 0.25, source.offset, out.offset);
    }
    return sample.copy(out);
  });
  expect(results[0]).toEqual(results[1]);
  expect(results[0][5]).toBe(Math.fround(0.25 * sample.copy(source)[5]));
});
