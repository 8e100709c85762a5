import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { linearOperator } from "../../src/operators/index.ts";
import { store } from "../../src/problem/store.ts";

/** The sums of the columns. */
const columnSums = {
  rows: 2,
  columns: 3,
  measurements: 3,
  apply: ({ data }: { data: Float64Array }) => [data[0] + data[3], data[1] + data[4], data[2] + data[5]],
  adjoint: ([a, b, c]: Float64Array) => [a, b, c, a, b, c],
};

test("the adjoint may be a matrix, or its numbers", () => {
  const z = Float64Array.of(1, 2, 3);
  const byMatrix = linearOperator({ ...columnSums, adjoint: (y) => matrix(2, 3, Float64Array.of(...y, ...y)) });
  expect(byMatrix.adjoint(z)).toEqual(linearOperator(columnSums).adjoint(z));
});

test("an adjoint that is not the adjoint is refused, and by how much it fails is said", () => {
  const doubled = { ...columnSums, adjoint: (z: Float64Array) => columnSums.adjoint(z).map((value) => 2 * value) };
  expect(() => linearOperator(doubled)).toThrow(/expected ⟨𝒜\(X\), z⟩ = ⟨X, 𝒜\*\(z\)⟩.*differ by [1-9]\.\de-[12] of/);
  const coarse = { ...columnSums, adjoint: (z: Float64Array) => Float32Array.from(columnSums.adjoint(z)) };
  expect(() => linearOperator(coarse)).toThrow(/differ by \d\.\de-(8|9|10) of/);
  expect(() => linearOperator({ ...coarse, tolerance: 1e-6 })).not.toThrow();
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  test.for([
    [{ rows: 0 }, /rows: expected a whole number/],
    [{ measurements: 4 }, /apply: expected 4 numbers; it returned 3/],
    [{ apply: undefined }, /apply: expected a function; got undefined/],
    [{ apply: () => undefined }, /apply: expected 3 numbers; it returned undefined/],
    [{ apply: () => [1, Number.NaN, 2] }, /apply: expected finite numbers; it returned NaN at 1/],
    [{ adjoint: () => [1, 2] }, /adjoint: expected 6 numbers; it returned 2/],
    [{ adjoint: () => matrix(3, 2) }, /adjoint: expected a 2×3 matrix; it returned 3×2/],
    [{ adjoint: () => [1, 2, 3, 4, 5, Infinity] }, /adjoint: expected finite numbers; it returned Infinity at 5/],
    [{ tolerance: -1 }, /tolerance: expected a number ≥ 0; got -1/],
  ])("%j", ([wrong, message]) => {
    expect(() => linearOperator({ ...columnSums, ...(wrong as object) })).toThrow(message as RegExp);
  });
});

test("numbers that are not finite are the function's fault only where it was given finite ones", () => {
  const operator = linearOperator(columnSums);
  const y = operator.apply(matrix(2, 3, Float64Array.of(Infinity, 0, 0, 0, 0, 0)));
  expect([...y]).toEqual([Infinity, 0, 0]);

  let calls = 0;
  const later = linearOperator({
    ...columnSums,
    apply: (x) => columnSums.apply(x).map((value) => (calls++ < 3 ? value : Number.NaN)),
  });
  const shared = store(later);
  const [left, right] = [shared.factor("L", "float64", 2, 1), shared.factor("R", "float64", 3, 1)];
  expect(() => finish(shared.bound.applyFactors(left, right, shared.block("out", "float64", 3)))).toThrow(
    /apply: expected finite numbers; it returned NaN at 0/,
  );
});
