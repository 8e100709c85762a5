import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { conjugateGradient } from "../../src/linalg/conjugate-gradient.ts";
import { dot } from "../../src/linalg/dot.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { factorPreconditioner } from "../../src/problem/factor-preconditioner.ts";
import { planted } from "../../src/problem/index.ts";
import { gaussianPoint } from "../laws/points.ts";
import { jointInstances } from "../oracles/fixtures.ts";
import { problemOf } from "./problem-of.ts";

/** Every cell of a 20×15 matrix of rank 3, and a point whose columns differ by factors of 30. */
function everything(ridge: number) {
  const { rows, columns, values } = planted({ shape: [20, 15], rank: 3, condition: 10, seed: 1 });
  const problem = problemOf({ rows: 20, columns: 15, rowIndex: rows, columnIndex: columns, values, ridge }, 3);
  const point = gaussianPoint(problem.parametrization, random(2)).map((x, k) => x * [30, 5, 1][k % 3]);
  return { problem, point };
}

/** Products that the Gauss–Newton step at a point takes. */
function products({ problem, point }: ReturnType<typeof everything>, preconditioned: boolean): number {
  const at = problem.at(point);
  const gradient = Float64Array.from(finish(at.gradient()));
  const apply = function* (x: Float64Array, out: Float64Array) {
    out.set(yield* at.gaussNewtonVector(x));
  };
  const precondition = preconditioned ? factorPreconditioner(problem, point, 1) : undefined;
  const { stopped, iterations } = finish(conjugateGradient(apply, gradient, { precondition, tolerance: 1e-8 }));
  expect(stopped).toBe("residualSmall");
  return iterations;
}

test("where everything is observed it is the inverse: one product, however the columns are scaled", () => {
  expect(products(everything(0), true)).toBe(1);
  expect(products(everything(0), false)).toBeGreaterThan(10);
});

test("on a manifold there is none", () => {
  const { problem, point } = everything(0);
  const parametrization = { ...problem.parametrization, factored: false };
  expect(factorPreconditioner({ ...problem, parametrization }, point, 1)).toBeUndefined();
});

describe.for(["mean", "biases, empty rows and columns", "counts and biases, an empty row", "one column"])(
  "%s",
  (name) => {
    const { problem: convex } = jointInstances().find((instance) => instance.name === name)!;

    test.for([
      { halved: true, zeros: false },
      { halved: false, zeros: false },
      { halved: true, zeros: true },
      { halved: true, zeros: false, damping: 3 },
    ])("is symmetric and positive definite: %o", ({ zeros, ...options }) => {
      const problem = problemOf(convex, 1);
      const draw = random(3);
      const point = gaussianPoint(problem.parametrization, draw);
      if (zeros) problem.parametrization.parts(point).right.fill(0);
      const inverse = factorPreconditioner(problem, point, 0.5, options)!;
      const [a, b] = [gaussianPoint(problem.parametrization, draw), gaussianPoint(problem.parametrization, draw)];
      const [x, y] = [a.slice(), b.slice()];
      finish(inverse(a, x));
      finish(inverse(b, y));
      const inner = (p: Float64Array, q: Float64Array) => dot(p, 0, q, 0, p.length);
      expect(Math.abs(inner(a, y) - inner(x, b))).toBeLessThan(1e-11 * norm(a) * norm(y));
      expect(inner(a, x)).toBeGreaterThan(0);
      expect(inner(b, y)).toBeGreaterThan(0);
    });
  },
);
