import { describe, expect, test } from "vitest";
import { type Precision, referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { relativeDistance, Sample } from "../kernels/sample.ts";

const tolerance = { float64: 1e-14, float32: 1e-6 } as const;

/** The transform by its definition. */
function byDefinition(x: readonly number[]): number[] {
  const odd = x.map((_, k) => k.toString(2).replaceAll("0", "").length % 2 === 1);
  return x.map((_, i) => x.reduce((sum, value, j) => (odd[i & j] ? sum - value : sum + value), 0));
}

describe.each<Precision>(["float64", "float32"])("Walsh–Hadamard kernels, %s", (precision) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 11])("rows of 2^%i numbers: built = reference", (log) => {
    const sample = new Sample(log);
    const length = 2 ** log;
    const x = sample.signed(precision, 3 * length);
    const start = sample.copy(x);
    const [built, reference] = [wasmKernels, referenceKernels].map((implementation) => {
      sample.view(x).set(start);
      implementation(sample.memory)[precision].fwhtRows(1, 3, length, x.offset);
      return sample.copy(x);
    });
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance[precision]);
    expect(built.slice(0, length)).toEqual(start.slice(0, length));
    if (log <= 8) {
      expect(
        relativeDistance(built.slice(length, 2 * length), byDefinition(start.slice(length, 2 * length))),
      ).toBeLessThan(tolerance[precision]);
    }
  });

  test.each([
    [1, 4],
    [2, 8],
    [4, 4],
    [8, 16],
    [16, 128],
    [32, 64],
    [128, 4],
  ])("columns of %i × %i numbers: built = reference, and with the rows the whole transform", (rows, columns) => {
    const sample = new Sample(rows);
    const x = sample.signed(precision, rows * columns);
    const start = sample.copy(x);
    const [built, reference] = [wasmKernels, referenceKernels].map((implementation) => {
      sample.view(x).set(start);
      const kernels = implementation(sample.memory)[precision];
      const scratch = sample.signed("float64", kernels.fwhtScratch(rows) / 8);
      kernels.fwhtColumns(0, columns, rows, columns, x.offset, scratch.offset);
      kernels.fwhtRows(0, rows, columns, x.offset);
      return sample.copy(x);
    });
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance[precision]);
    expect(relativeDistance(built, byDefinition(start))).toBeLessThan(tolerance[precision]);
  });

  test("signs are flipped where a bit is set, and nowhere else", () => {
    const sample = new Sample(5);
    const length = 32 * 5 + 17;
    const x = sample.signed(precision, length);
    const start = sample.copy(x);
    const signs = sample.put(
      "int32",
      Array.from({ length: 6 }, () => (2 ** 32 * sample.random()) | 0),
    );
    const bits = sample.copy(signs).flatMap((word) => [...(word >>> 0).toString(2).padStart(32, "0")]);
    for (const implementation of [wasmKernels, referenceKernels]) {
      sample.view(x).set(start);
      implementation(sample.memory)[precision].flipSigns(32, length, signs.offset, x.offset);
      expect(sample.copy(x)).toEqual(start.map((value, k) => (k >= 32 && bits[k] === "1" ? -value : value)));
    }
  });

  test("the same bits however rows and columns are cut", () => {
    const [first, ...others] = [32, 4, 8].map((step) => {
      const sample = new Sample(9);
      const [rows, columns] = [64, 32];
      const kernels = wasmKernels(sample.memory)[precision];
      const x = sample.signed(precision, rows * columns);
      const scratch = sample.signed("float64", kernels.fwhtScratch(rows) / 8);
      for (let i = 0; i < rows; i += step) kernels.fwhtRows(i, i + step, columns, x.offset);
      for (let j = 0; j < columns; j += step) {
        kernels.fwhtColumns(j, j + step, rows, columns, x.offset, scratch.offset);
      }
      return sample.copy(x);
    });
    for (const other of others) expect(other).toEqual(first);
  });
});
