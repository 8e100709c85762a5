import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { quadraticSensing, rankOneSensing } from "../../src/operators/index.ts";

test("y_k = a_kᵀ X b_k, by hand", () => {
  const operator = rankOneSensing({ left: [1, 2, 0, -1], right: [1, 0, 3, 0, 1, 1], rows: 2, columns: 3 });
  const x = matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
  expect([...operator.apply(x)]).toEqual([1 + 8 + 3 * (3 + 12), -(5 + 6)]);
  expect([...operator.adjoint(Float64Array.of(1, 10)).data]).toEqual([1, 0, 3, 2, -10, -4]);
});

test("quadratic sensing of x xᵀ is ⟨a, x⟩², and sees no antisymmetric matrix", () => {
  const operator = quadraticSensing({ vectors: [1, 2, 3, -1], size: 2 });
  expect([...operator.apply(matrix(2, 2, Float64Array.of(25, 35, 35, 49)))]).toEqual([19 ** 2, 8 ** 2]);
  expect([...operator.apply(matrix(2, 2, Float64Array.of(0, 4, -4, 0)))]).toEqual([0, 0]);
});

test("the vectors are copied", () => {
  const vectors = Float64Array.of(1, 2);
  const operator = quadraticSensing({ vectors, size: 2 });
  vectors.fill(Number.NaN);
  expect([...operator.apply(matrix(2, 2, Float64Array.of(1, 0, 0, 1)))]).toEqual([5]);
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  const right = { left: [1, 2, 3, 4], right: [5, 6], rows: 2, columns: 1 };
  test.for([
    [{ left: undefined as never }, /left: expected an array; got undefined/],
    [{ rows: 0 }, /rows: expected a whole number.*got 0/],
    [{ rows: 3 }, /left: expected whole vectors of 3 numbers; got 4/],
    [{ left: [] }, /left: expected whole vectors of 2 numbers; got 0/],
    [{ left: [1, 2, 3, Number.NaN] }, /left\[3\]: expected a finite number; got NaN/],
    [{ right: [5, 6, 7] }, /right: expected 2 vectors, as many as in left; got 3/],
    [{ right: [5, Infinity] }, /right\[1\].*got Infinity/],
    [{ left: matrix(2, 3) }, /left: expected 2 columns, as rows says; got 3/],
    [{ left: matrix(0, 3) }, /left: expected a matrix with rows.*got 0×3/],
    [{ left: matrix(1, 2, Float64Array.of(1, Number.NaN)) }, /left\.data\[1\]/],
  ] as const)("%j", ([wrong, message]) => {
    expect(() => rankOneSensing({ ...right, ...wrong })).toThrow(message);
  });

  test("vectors in a flat array, without their length", () => {
    expect(() => rankOneSensing({ left: [1], right: [1], columns: 1 })).toThrow(/rows: expected.*left is not a matrix/);
  });

  test("quadraticSensing", () => {
    expect(() => quadraticSensing({ vectors: [1, 2, 3], size: 2 })).toThrow(/vectors: expected whole vectors of 2/);
    expect(() => quadraticSensing({ vectors: [1] })).toThrow(/size: expected the length of a vector/);
  });
});
