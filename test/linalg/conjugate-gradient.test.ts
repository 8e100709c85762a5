import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { conjugateGradient } from "../../src/linalg/conjugate-gradient.ts";
import { denseMap } from "../../src/linalg/linear-map.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import cases from "../fixtures/linalg/positive-definite.json" with { type: "json" };
import { fromFixture, gaussianMatrix, largestDifference } from "./compare.ts";

function diagonalMap(values: Float64Array) {
  return function* (x: Float64Array, out: Float64Array) {
    for (let i = 0; i < x.length; i++) out[i] = values[i] * x[i];
    yield;
  };
}

test.each(cases)("the solution is LAPACK's: $name", ({ name, matrix: fixture, right, solution }) => {
  const a = fromFixture(fixture);
  const b = Float64Array.from(right);
  const own = finish(conjugateGradient(denseMap(a).apply, b, { tolerance: 1e-14, iterationLimit: 200 }));
  expect(own.stopped).toBe("residualSmall");
  // The condition numbers are about 1e2 and 2e6.
  const tolerance = name === "gram" ? 1e-12 : 1e-9;
  expect(largestDifference(own.solution, solution)).toBeLessThan(tolerance * norm(Float64Array.from(solution)));
});

test("the right preconditioner takes one iteration, none takes as many as there are different eigenvalues", () => {
  const values = Float64Array.from({ length: 60 }, (_, i) => 10 ** (i % 6));
  const b = gaussianMatrix(60, 1, 1).data;
  const expected = b.map((value, i) => value / values[i]);
  const plain = finish(conjugateGradient(diagonalMap(values), b));
  expect(plain.stopped).toBe("residualSmall");
  expect(plain.iterations).toBeGreaterThan(4);
  expect(plain.iterations).toBeLessThanOrEqual(9);
  const precondition = diagonalMap(values.map((value) => 1 / value));
  const helped = finish(conjugateGradient(diagonalMap(values), b, { precondition }));
  expect(helped).toMatchObject({ stopped: "residualSmall", iterations: 1 });
  for (const { solution } of [plain, helped]) expect(largestDifference(solution, expected)).toBeLessThan(1e-8);
});

test("negative curvature comes back as a direction that has it", () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? -0.5 : 1 + i));
  const own = finish(conjugateGradient(diagonalMap(values), gaussianMatrix(20, 1, 2).data));
  expect(own.stopped).toBe("negativeCurvature");
  const { direction, curvature } = own.negative!;
  const a = matrix(20, 20);
  for (let i = 0; i < 20; i++) a.data[21 * i] = values[i];
  const image = multiply(a, matrix(20, 1, direction)).data;
  const quotient = image.reduce((sum, value, i) => sum + value * direction[i], 0) / norm(direction) ** 2;
  expect(quotient).toBeLessThan(0);
  expect(curvature).toBeCloseTo(quotient, 12);
});

test("the other reasons to stop are told apart", () => {
  const map = diagonalMap(Float64Array.of(1, 2, 3));
  expect(finish(conjugateGradient(map, new Float64Array(3)))).toMatchObject({
    stopped: "residualSmall",
    iterations: 0,
  });
  const b = Float64Array.of(1, 1, 1);
  const limited = finish(conjugateGradient(map, b, { iterationLimit: 2 }));
  expect(limited).toMatchObject({ stopped: "iterationLimit", iterations: 2 });
  const broken = finish(conjugateGradient(diagonalMap(Float64Array.of(1, Number.NaN, 1)), b));
  expect(broken.stopped).toBe("notFinite");
});

test("inside a radius nothing changes; else it ends on the sphere of the preconditioner's norm", () => {
  const values = Float64Array.from({ length: 30 }, (_, i) => 1 + i);
  const weights = Float64Array.from({ length: 30 }, (_, i) => 1 + (i % 4));
  const b = gaussianMatrix(30, 1, 3).data;
  const precondition = diagonalMap(weights.map((w) => 1 / w));
  const size = (x: Float64Array) => Math.sqrt(x.reduce((sum, value, i) => sum + weights[i] * value * value, 0));
  const model = (x: Float64Array) =>
    x.reduce((sum, value, i) => sum + b[i] * value - 0.5 * values[i] * value * value, 0);
  const whole = finish(conjugateGradient(diagonalMap(values), b, { precondition }));
  const far = finish(conjugateGradient(diagonalMap(values), b, { precondition, radius: 2 * size(whole.solution) }));
  expect(far).toEqual(whole);
  expect(whole.decrease).toBeCloseTo(model(whole.solution), 12);
  let before = 0;
  for (const share of [0.1, 0.5, 0.9]) {
    const radius = share * size(whole.solution);
    const near = finish(conjugateGradient(diagonalMap(values), b, { precondition, radius }));
    expect(near.stopped).toBe("boundary");
    expect(size(near.solution)).toBeCloseTo(radius, 12);
    expect(near.decrease).toBeCloseTo(model(near.solution), 12);
    expect(near.decrease).toBeGreaterThan(before);
    before = near.decrease;
  }
});

test("with a radius, negative curvature is followed to the sphere", () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? -5 : 1 + i));
  const b = gaussianMatrix(20, 1, 2).data;
  const own = finish(conjugateGradient(diagonalMap(values), b, { radius: 3 }));
  expect(own.stopped).toBe("boundary");
  expect(own.negative?.curvature).toBeLessThan(0);
  expect(norm(own.solution)).toBeCloseTo(3, 12);
  const model = own.solution.reduce((sum, x, i) => sum + b[i] * x - 0.5 * values[i] * x * x, 0);
  expect(own.decrease).toBeCloseTo(model, 10);
});
