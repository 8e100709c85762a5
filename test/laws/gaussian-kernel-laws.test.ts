import { expect, test } from "vitest";
import { philox } from "../../src/kernels/counter-gaussians.ts";
import { referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { Sample } from "../kernels/sample.ts";

// Rows "philox4x32 7" of tests/kat_vectors in Random123 1.14, by the authors of the generator.
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48],
  ],
  [
    [-1, -1, -1, -1],
    [-1, -1],
    [0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a],
  ],
])("Philox of counter %j and key %j is the published one", (counter, key, words) => {
  expect(philox(counter, key)).toEqual(words);
});

test.each([
  [0, 0, 1],
  [7, 48, 0.25],
  [2 ** 31 - 1, 2 ** 20, 1e-3],
])("gaussians of row %i from number %i: built = reference, bit for bit, and nothing beyond", (row, from, deviation) => {
  const sample = new Sample(row);
  const out = sample.put("float32", new Float32Array(600).fill(7));
  const [built, reference] = [wasmKernels, referenceKernels].map((implementation) => {
    const start = out.offset - 4 * (from - 16);
    implementation(sample.memory).gaussians(row, from, from + 512, 0x12345678, -9, deviation, start);
    return sample.copy(out);
  });
  expect(built).toEqual(reference);
  expect(built.slice(0, 16)).toEqual(new Array(16).fill(7));
  expect(built.slice(528)).toEqual(new Array(72).fill(7));
  expect(new Set(built.slice(16, 528)).size).toBe(512);
});

test("the same numbers however the range is cut", () => {
  const sample = new Sample(1);
  const { gaussians } = wasmKernels(sample.memory);
  const [whole, pieces] = [0, 1].map(() => sample.put("float32", new Float32Array(1024)));
  gaussians(3, 0, 1024, 1, 2, 1, whole.offset);
  for (const [j0, j1] of [
    [512, 1024],
    [0, 16],
    [16, 512],
  ]) {
    gaussians(3, j0, j1, 1, 2, 1, pieces.offset);
  }
  expect(sample.copy(pieces)).toEqual(sample.copy(whole));
});
