import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { copositivity } from "../../src/linalg/copositive.ts";
import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import cases from "../fixtures/linalg/copositive.json" with { type: "json" };

const quadratic = ({ rows, data }: Matrix, x: Float64Array) =>
  x.reduce((sum, a, i) => sum + a * x.reduce((row, b, j) => row + data[i * rows + j] * b, 0), 0);

/** `least` is that of xᵀMx over the unit x ≥ 0; see copositive.py. */
describe("copositive as NumPy's eigenvectors of all principal submatrices say", () => {
  test.for(cases.map((each, k) => [k, each] as const))("matrix %i", ([, { matrix: lists, least }]) => {
    const m = matrix(lists.length, lists.length, Float64Array.from(lists.flat()));
    const { copositive, witness } = finish(copositivity(m));
    expect(copositive).toBe(least > 0);
    if (!witness) return;
    expect(witness.every((x) => x >= 0)).toBe(true);
    expect(quadratic(m, witness)).toBeLessThan(0);
  });

  test("some are, some are not, and not all of them semidefinite or nonnegative", () => {
    expect(cases.filter(({ least }) => least > 0).length).toBeGreaterThan(10);
    expect(cases.filter(({ least }) => least < 0).length).toBeGreaterThan(10);
  });
});

test("too many simplices are no answer", () => {
  const horn = [1, -1, 1, 1, -1, -1, 1, -1, 1, 1, 1, -1, 1, -1, 1, 1, 1, -1, 1, -1, -1, 1, 1, -1, 1];
  const m = matrix(5, 5, Float64Array.from(horn));
  expect(finish(copositivity(m, { mostSimplices: 3 })).copositive).toBeUndefined();
  expect(finish(copositivity(matrix(0, 0))).copositive).toBe(true);
});
