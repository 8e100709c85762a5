import { expect, test } from "vitest";
import { exponential } from "../../src/linalg/exponential.ts";
import { identity, matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";

const apart = (a: { data: Float64Array }, b: { data: Float64Array }) => norm(a.data.map((x, k) => x - b.data[k]));

test("of a rotation's generator is the rotation, of a nilpotent matrix a polynomial", () => {
  for (const angle of [1e-9, 0.3, 2, 40]) {
    const turn = exponential(matrix(2, 2, Float64Array.of(0, -angle, angle, 0)));
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    expect(apart(turn, matrix(2, 2, Float64Array.of(c, -s, s, c)))).toBeLessThan(1e-14 * (1 + angle));
  }
  const nilpotent = exponential(matrix(3, 3, Float64Array.of(0, 2, 0, 0, 0, 3, 0, 0, 0)));
  expect(apart(nilpotent, matrix(3, 3, Float64Array.of(1, 2, 3, 0, 1, 3, 0, 0, 1)))).toBeLessThan(1e-14);
});

test("of a symmetric matrix exponentiates its eigenvalues, and e^A e^−A is the identity", () => {
  const draw = random(1);
  for (const size of [1, 2, 5, 9]) {
    for (const scale of [1e-3, 1, 5]) {
      const a = matrix(
        size,
        size,
        Float64Array.from({ length: size * size }, () => scale * draw.gaussian()),
      );
      const both = multiply(
        exponential(a),
        exponential(
          matrix(
            size,
            size,
            a.data.map((x) => -x),
          ),
        ),
      );
      const growth = Math.exp(2 * norm(a.data));
      expect(apart(both, identity(size))).toBeLessThan(1e-14 * growth);
      const symmetric = matrix(
        size,
        size,
        a.data.map((x, k) => x + transpose(a).data[k]),
      );
      const { values, vectors } = symmetricEigen(symmetric);
      const raised = matrix(
        size,
        size,
        vectors.data.map((x, k) => x * Math.exp(values[k % size])),
      );
      const expected = multiply(raised, transpose(vectors));
      expect(apart(exponential(symmetric), expected)).toBeLessThan(1e-13 * norm(expected.data) * (1 + norm(a.data)));
    }
  }
});

test("of what is not finite is NaN, and of nothing nothing", () => {
  const lost = exponential(matrix(2, 2, Float64Array.of(0, Number.POSITIVE_INFINITY, 0, 0)));
  expect(lost.data.every(Number.isNaN)).toBe(true);
  expect(exponential(matrix(0, 0)).data.length).toBe(0);
});
