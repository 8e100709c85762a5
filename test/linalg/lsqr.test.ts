import { expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { denseMap } from "../../src/linalg/linear-map.ts";
import { lsqr } from "../../src/linalg/lsqr.ts";
import { matrix, transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { norm } from "../../src/linalg/norm.ts";
import { qr } from "../../src/linalg/qr.ts";
import cases from "../fixtures/linalg/least-squares.json" with { type: "json" };
import { fromFixture, gaussianMatrix, largestDifference, scaleColumns } from "./compare.ts";

test.each(cases)("the solution, of least norm, is LAPACK's: $name", ({ matrix: fixture, right, solution }) => {
  const a = fromFixture(fixture);
  const b = Float64Array.from(right);
  const own = finish(lsqr(denseMap(a), b, { tolerance: 1e-15 }));
  expect(largestDifference(own.solution, solution)).toBeLessThan(1e-12 * norm(Float64Array.from(solution)));
  expect(own.stopped).toBe(fixture.rows > fixture.columns ? "normalResidualSmall" : "residualSmall");
  const image = multiply(a, matrix(a.columns, 1, own.solution));
  const residual = b.map((value, i) => value - image.data[i]);
  expect(Math.abs(norm(residual) - own.residualNorm)).toBeLessThan(1e-12 * norm(b));
  const normal = norm(multiply(transpose(a), matrix(a.rows, 1, residual)).data);
  expect(Math.abs(normal - own.normalResidualNorm)).toBeLessThan(1e-12 * norm(b) * norm(a.data));
});

test("an ill-conditioned, inconsistent system ends by its tolerance, not by the limit, down to 2⁻⁵²", () => {
  const grades = Float64Array.from({ length: 30 }, (_, k) => 10 ** (-k / 5));
  const a = multiply(scaleColumns(qr(gaussianMatrix(60, 30, 1)).q, grades), transpose(qr(gaussianMatrix(30, 30, 2)).q));
  const b = gaussianMatrix(60, 1, 3).data;
  for (const tolerance of [1e-4, 1e-8, 1e-15, 0]) {
    const { stopped, iterations } = finish(lsqr(denseMap(a), b, { tolerance, iterationLimit: 2000 }));
    expect(stopped, `tolerance ${tolerance}, ${iterations} iterations`).toBe("normalResidualSmall");
  }
});

test("the reasons to stop are told apart", () => {
  const a = gaussianMatrix(12, 9, 1);
  const b = gaussianMatrix(12, 1, 2).data;
  const limited = finish(lsqr(denseMap(a), b, { iterationLimit: 3 }));
  expect(limited).toMatchObject({ stopped: "iterationLimit", iterations: 3 });
  expect(finish(lsqr(denseMap(a), new Float64Array(12)))).toMatchObject({ stopped: "residualSmall", iterations: 0 });
  expect(finish(lsqr(denseMap(matrix(12, 9)), b))).toMatchObject({ stopped: "normalResidualSmall", iterations: 0 });
  expect(finish(lsqr(denseMap(a), b.fill(Number.NaN)))).toMatchObject({ stopped: "notFinite" });
  expect(() => finish(lsqr(denseMap(a), new Float64Array(11)))).toThrow(/b has 11 numbers, the map has 12 rows/);
});
