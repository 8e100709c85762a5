import { describe, expect, test } from "vitest";
import { type Kernels, referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { relativeDistance, Sample } from "./sample.ts";

const untouched = 7;

/** A = M Mᵀ + 1 in the lower triangle of n rows of `lda` numbers. */
function positiveDefinite(sample: Sample, n: number, lda: number): number[] {
  const m = Array.from({ length: n }, () => Array.from({ length: n }, () => sample.random() - 0.5));
  const a = new Array<number>(n * lda).fill(untouched);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++)
      a[i * lda + j] = m[i].reduce((sum, value, c) => sum + value * m[j][c], i === j ? 1 : 0);
  }
  return a;
}

/** Factors in block columns of `width`, the rows below cut at every `step`; the row of a bad pivot, or −1. */
function factorize(kernels: Kernels, n: number, a: number, lda: number, width: number, step: number): number {
  for (let j0 = 0; j0 < n; j0 += width) {
    const j1 = Math.min(n, j0 + width);
    const bad = kernels.potrf(j0, j1, a, lda);
    if (bad >= 0) return bad;
    for (let i = j1; i < n; i += step) kernels.potrfRows(i, Math.min(n, i + step), j0, j1, a, lda);
  }
  return -1;
}

describe.each([
  ["built", wasmKernels],
  ["reference", referenceKernels],
] as const)("Cholesky factorisation, %s", (_, implementation) => {
  test.each([
    [1, 1],
    [2, 3],
    [5, 5],
    [23, 24],
    [67, 67],
  ])("L Lᵀ = A of order %i with leading dimension %i, whatever the blocks", (n, lda) => {
    for (const width of [1, 3, 8, 64]) {
      const sample = new Sample(n);
      const a = positiveDefinite(sample, n, lda);
      const block = sample.put("float64", a);
      expect(factorize(implementation(sample.memory), n, block.offset, lda, width, 1000)).toBe(-1);
      const l = sample.copy(block);
      const product = a.slice();
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          product[i * lda + j] = 0;
          for (let c = 0; c <= j; c++) product[i * lda + j] += l[i * lda + c] * l[j * lda + c];
        }
        for (let j = i + 1; j < lda; j++) expect(l[i * lda + j]).toBe(untouched);
      }
      expect(relativeDistance(product, a)).toBeLessThan(1e-14);
    }
  });

  test.each([0, 1, 6, 9, 19])("the row of the first pivot that is not positive is %i", (row) => {
    for (const value of [-1, Number.NaN]) {
      const n = 20;
      const sample = new Sample(5);
      const a = positiveDefinite(sample, n, n);
      a[row * n + row] = value;
      const block = sample.put("float64", a);
      expect(factorize(implementation(sample.memory), n, block.offset, n, 8, 1000)).toBe(row);
    }
  });
});

test("the built factorisation of more columns than it subtracts at once = the reference's", () => {
  const n = 560;
  const sample = new Sample(9);
  const a = positiveDefinite(sample, n, n);
  const block = sample.put("float64", a);
  const factors = [wasmKernels, referenceKernels].map((implementation) => {
    sample.view(block).set(a);
    expect(factorize(implementation(sample.memory), n, block.offset, n, 64, 1000)).toBe(-1);
    return sample.copy(block);
  });
  expect(relativeDistance(factors[0], factors[1])).toBeLessThan(1e-12);
});

test("the bits do not depend on how the rows below are cut", () => {
  const n = 61;
  const bits = [1000, 1, 3, 4, 7].map((step) => {
    const sample = new Sample(3);
    const block = sample.put("float64", positiveDefinite(sample, n, n));
    factorize(wasmKernels(sample.memory), n, block.offset, n, 13, step);
    return sample.copy(block);
  });
  for (const other of bits) expect(other).toEqual(bits[0]);
});
