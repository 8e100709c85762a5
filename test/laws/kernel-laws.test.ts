import { describe, expect, test } from "vitest";
import { type Kernels, type Precision, referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { RowProblem } from "../kernels/row-problem.ts";
import { relativeDistance, Sample } from "../kernels/sample.ts";

const tolerance = { float64: 1e-12, float32: 1e-5 } as const;
const lanes = { float64: 2, float32: 4 } as const;
const lengths = [3, 0, 1, 4, 17, 2, 0, 8, 31, 5];
const COLUMNS = 33;
const ROWS = lengths.length;

/** The block that `run` fills, once by each of the two implementations over the same memory. */
function both(
  sample: Sample,
  block: { readonly length: number },
  run: (kernels: Kernels) => void,
): [number[], number[]] {
  const copies = [wasmKernels, referenceKernels].map((implementation) => {
    const view = sample.view(block as never);
    view.fill(7);
    run(implementation(sample.memory));
    return sample.copy(block as never);
  });
  return copies as [number[], number[]];
}

describe.each<Precision>(["float64", "float32"])("factor kernels, %s: built = reference", (precision) => {
  const ranks = [0, 1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 31, 37];

  test.each(ranks)("sddmm and spmm at rank %i", (rank) => {
    const sample = new Sample(100 + rank);
    const stride = Math.max(1, Math.ceil(rank / lanes[precision])) * lanes[precision];
    const { start, index, entries } = sample.pattern(lengths, COLUMNS);
    const left = sample.factor(precision, ROWS, rank, stride);
    const right = sample.factor(precision, COLUMNS, rank, stride);
    const values = sample.signed(precision, entries);
    const out = sample.signed(precision, entries);
    const rows = sample.factor(precision, ROWS, stride, stride);
    for (const scale of [0, values.offset]) {
      const [built, reference] = both(sample, out, (kernels) =>
        kernels[precision].sddmm(
          0,
          ROWS,
          start.offset,
          index.offset,
          scale,
          left.offset,
          right.offset,
          stride,
          out.offset,
        ),
      );
      expect(relativeDistance(built, reference)).toBeLessThan(tolerance[precision]);
    }
    const [built, reference] = both(sample, rows, (kernels) =>
      kernels[precision].spmm(0, ROWS, start.offset, index.offset, values.offset, right.offset, stride, rows.offset),
    );
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance[precision]);
    expect(built.slice(stride, 2 * stride)).toEqual(new Array(stride).fill(0));
  });

  test("gather takes entries from one order to another", () => {
    const sample = new Sample(7);
    const source = sample.signed(precision, 11);
    const permutation = sample.put("int32", [10, 0, 3, 3, 7, 1, 2, 9, 8, 4, 6]);
    const out = sample.signed(precision, 11);
    const [built, reference] = both(sample, out, (kernels) =>
      kernels[precision].gather(1, 10, source.offset, permutation.offset, out.offset),
    );
    expect(built).toEqual(reference);
    const numbers = sample.copy(source);
    expect(built).toEqual([7, numbers[0], ...[3, 3, 7, 1, 2, 9, 8, 4].map((k) => numbers[k]), 7]);
  });
});

describe("float64 kernels: built = reference", () => {
  test("spmv", () => {
    const sample = new Sample(11);
    const { start, index, entries } = sample.pattern(lengths, COLUMNS);
    const values = sample.signed("float64", entries);
    const x = sample.signed("float64", COLUMNS);
    const out = sample.signed("float64", ROWS);
    const [built, reference] = both(sample, out, (kernels) =>
      kernels.spmv(0, ROWS, start.offset, index.offset, values.offset, x.offset, out.offset),
    );
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance.float64);
  });

  test.each([
    [2, 2],
    [2, 6],
    [4, 4],
    [6, 4],
    [10, 14],
    [18, 2],
  ])("gramian and multiply at strides %i and %i", (a, b) => {
    const sample = new Sample(10 * a + b);
    const rows = 133;
    const left = sample.signed("float64", rows * a);
    const right = sample.signed("float64", rows * b);
    const small = sample.signed("float64", a * b);
    const out = sample.signed("float64", rows * b);
    const grams = both(sample, small, (kernels) =>
      kernels.gramian(3, rows, left.offset, a, right.offset, b, small.offset),
    );
    expect(relativeDistance(...grams)).toBeLessThan(tolerance.float64);
    sample.view(small).set(grams[1]);
    const products = both(sample, out, (kernels) =>
      kernels.multiply(1, rows, left.offset, a, small.offset, b, out.offset),
    );
    expect(relativeDistance(...products)).toBeLessThan(tolerance.float64);
    expect(products[0].slice(0, b)).toEqual(new Array(b).fill(7));
  });

  test("sparseGram leaves the upper triangle alone", () => {
    const sample = new Sample(12);
    const { start, index, entries } = sample.pattern(lengths, COLUMNS);
    const values = sample.signed("float64", entries);
    const [starts, columns, numbers] = [sample.copy(start), sample.copy(index), sample.copy(values)];
    const transposed = Array.from({ length: COLUMNS }, (): [number, number][] => []);
    for (let i = 0; i < ROWS; i++) {
      for (let k = starts[i]; k < starts[i + 1]; k++) transposed[columns[k]].push([i, numbers[k]]);
    }
    let total = 0;
    const columnStart = sample.put("int32", [0, ...transposed.map((column) => (total += column.length))]);
    const columnIndex = sample.put(
      "int32",
      transposed.flat().map(([i]) => i),
    );
    const columnValues = sample.put(
      "float64",
      transposed.flat().map(([, value]) => value),
    );
    const lda = ROWS + 3;
    const out = sample.signed("float64", ROWS * lda);
    const [built, reference] = both(sample, out, (kernels) =>
      kernels.sparseGram(
        0,
        ROWS,
        start.offset,
        index.offset,
        values.offset,
        columnStart.offset,
        columnIndex.offset,
        columnValues.offset,
        out.offset,
        lda,
      ),
    );
    expect(relativeDistance(built, reference)).toBeLessThan(tolerance.float64);
    const dense = Array.from({ length: ROWS }, () => new Float64Array(COLUMNS));
    transposed.forEach((column, j) => {
      for (const [i, value] of column) dense[i][j] = value;
    });
    for (let i = 0; i < ROWS; i++) {
      for (let j = 0; j < lda; j++) {
        const expected = j > i ? 7 : dense[i].reduce((sum, value, c) => sum + value * dense[j][c], 0);
        expect(built[i * lda + j]).toBeCloseTo(expected, 12);
      }
    }
  });
});

/** Every kernel that takes a range of output rows, run over the given ranges; all of its results. */
function everything(ranges: readonly (readonly [number, number])[], betweenRanges = (_: Sample) => {}): number[][] {
  const sample = new Sample(77);
  const kernels = wasmKernels(sample.memory);
  const { start, index, entries } = sample.pattern(lengths, COLUMNS);
  const stride = 12;
  const results = [];
  for (const precision of ["float64", "float32"] as const) {
    const left = sample.factor(precision, ROWS, 11, stride);
    const right = sample.factor(precision, COLUMNS, 11, stride);
    const values = sample.signed(precision, entries);
    const out = sample.signed(precision, entries);
    const rows = sample.signed(precision, ROWS * stride);
    const { sddmm, spmm } = kernels[precision];
    for (const [i0, i1] of ranges) {
      sddmm(i0, i1, start.offset, index.offset, values.offset, left.offset, right.offset, stride, out.offset);
      spmm(i0, i1, start.offset, index.offset, values.offset, right.offset, stride, rows.offset);
      betweenRanges(sample);
    }
    results.push(sample.copy(out), sample.copy(rows));
  }
  const values = sample.signed("float64", entries);
  const x = sample.signed("float64", COLUMNS);
  const out = sample.signed("float64", ROWS);
  const left = sample.signed("float64", ROWS * 6);
  const matrix = sample.signed("float64", 6 * 10);
  const product = sample.signed("float64", ROWS * 10);
  for (const [i0, i1] of ranges) {
    kernels.spmv(i0, i1, start.offset, index.offset, values.offset, x.offset, out.offset);
    kernels.multiply(i0, i1, left.offset, 6, matrix.offset, 10, product.offset);
    betweenRanges(sample);
  }
  results.push(sample.copy(out), sample.copy(product));
  return results;
}

const cuts = {
  singly: lengths.map((_, i) => [i, i + 1] as const),
  unevenly: [
    [0, 3],
    [3, 4],
    [4, ROWS],
  ] as const,
  backwards: [
    [6, ROWS],
    [0, 6],
  ] as const,
};

describe.each(Object.entries(cuts))("rows taken %s: the same bits", (_, ranges) => {
  test("in every kernel over rows", () => {
    expect(everything(ranges)).toEqual(everything([[0, ROWS]]));
  });

  test.each<Precision>(["float64", "float32"])("in rowSolve, %s", (precision) => {
    const problem = new RowProblem({ precision, count: 7, first: 1, ridge: "positive", lengths, weighted: true });
    expect(problem.solve(wasmKernels, ranges)).toEqual(problem.solve(wasmKernels));
  });
});

describe("a memory that grows in mid-run: the same bits", () => {
  test("in every kernel over rows", () => {
    const grow = (sample: Sample) => void sample.memory.allocate("growth", "float64", 50_000);
    expect(everything(cuts.unevenly, grow)).toEqual(everything([[0, ROWS]]));
  });

  test.each([wasmKernels, referenceKernels])("in rowSolve, with kernels made before the growth", (implementation) => {
    const problem = new RowProblem({ precision: "float64", count: 7, first: 0, ridge: "positive", lengths });
    const before = problem.solve(implementation);
    const { memory } = problem.sample;
    const kernels = implementation(memory);
    const size = memory.wasm.buffer.byteLength;
    memory.allocate("growth", "float64", 100_000);
    expect(memory.wasm.buffer.byteLength).toBeGreaterThan(size);
    expect(problem.solve(() => kernels)).toEqual(before);
  });
});
