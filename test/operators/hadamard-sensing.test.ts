import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { hadamardSensing } from "../../src/operators/index.ts";

const gaussian = (rows: number, columns: number, seed: number) => {
  const draw = random(seed);
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
};

test("all N coordinates: entry i of what cell k gives is its sign, −1 to the ones that i and k share, over √N", () => {
  const operator = hadamardSensing({ rows: 3, columns: 5, measurements: 16, seed: 4 });
  const signs = new Set<number>();
  for (let k = 0; k < 15; k++) {
    const cell = matrix(3, 5);
    cell.data[k] = 1;
    const y = operator.apply(cell);
    const sign = y[0] * 4;
    signs.add(sign);
    const shared = (i: number) => (i & k).toString(2).replaceAll("0", "").length;
    expect([...y]).toEqual(Array.from(y, (_, i) => (sign * (-1) ** shared(i)) / 4));
  }
  expect([...signs].sort()).toEqual([-1, 1]);
});

test("all N coordinates are an isometry, and fewer one on average", () => {
  const x = gaussian(12, 9, 1);
  const whole = hadamardSensing({ rows: 12, columns: 9, measurements: 128 });
  expect(norm(whole.apply(x)) / norm(x.data)).toBeCloseTo(1, 14);
  const shares = Array.from({ length: 400 }, (_, seed) => {
    const y = hadamardSensing({ rows: 12, columns: 9, measurements: 20, seed }).apply(x);
    return (norm(y) / norm(x.data)) ** 2;
  });
  // The standard deviation of one is about √(2/20), of the mean of 400 about 0.016.
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) / 400 - 1)).toBeLessThan(0.06);
});

test("coordinates are seen once each: the rows of 𝒜 are orthogonal where X fills the transform", () => {
  for (const measurements of [1, 5, 11, 16]) {
    const operator = hadamardSensing({ rows: 4, columns: 4, measurements, seed: 2 });
    for (let k = 0; k < measurements; k++) {
      const z = new Float64Array(measurements);
      z[k] = 1;
      const back = operator.apply(operator.adjoint(z));
      for (let q = 0; q < measurements; q++) expect(back[q]).toBeCloseTo(q === k ? 16 / measurements : 0, 12);
    }
  }
});

test("the seed alone decides", () => {
  const of = (seed: number) => [
    ...hadamardSensing({ rows: 6, columns: 7, measurements: 9, seed }).apply(gaussian(6, 7, 3)),
  ];
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

describe("wrong use is refused with the argument, what was expected and what came", () => {
  const right = { rows: 3, columns: 5, measurements: 4 };
  test.for([
    [{ rows: 0 }, /rows: expected a whole number.*got 0/],
    [{ columns: 2.5 }, /columns: expected.*got 2.5/],
    [{ measurements: 0 }, /measurements: expected.*got 0/],
    [{ measurements: 17 }, /measurements: expected at most 16; got 17/],
    [{ rows: 2 ** 20, columns: 2 ** 20 }, /rows·columns: expected at most 2²⁹/],
    [{ seed: 0.5 }, /seed/],
  ] as const)("%j", ([wrong, message]) => {
    expect(() => hadamardSensing({ ...right, ...wrong })).toThrow(message);
  });
});
