import { describe, expect, test } from "vitest";
import { firstOrder, globallyOptimal, identifiability } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { recover } from "../../src/recover/index.ts";
import type { ConvexProblem } from "../oracles/convex-problem.ts";
import { proximalGradient } from "../oracles/proximal-gradient.ts";
import { problemOf } from "../problem/problem-of.ts";

type Fit = Pick<ConvexProblem, "mean" | "rowBias" | "columnBias" | "biasRidge">;

const FITS: Record<string, Fit> = {
  "no biases": {},
  mean: { mean: true },
  "mean and biases": { mean: true, rowBias: true, columnBias: true, biasRidge: 1 },
  "free biases": { mean: true, rowBias: true, columnBias: true, biasRidge: 0 },
};

const gaussian = () => {
  const draw = random(7);
  return () => draw.gaussian();
};

function table(
  rows: number,
  columns: number,
  value: (i: number, j: number) => number,
  kept = (_: number, __: number) => true,
) {
  const cells = Array.from(
    { length: rows * columns },
    (_, cell) => [Math.floor(cell / columns), cell % columns] as const,
  );
  const listed = cells.filter(([i, j]) => kept(i, j));
  return {
    rows,
    columns,
    rowIndex: listed.map(([i]) => i),
    columnIndex: listed.map(([, j]) => j),
    values: listed.map(([i, j]) => value(i, j)),
  };
}

describe("a point that is not finite is undecided, and nothing throws", () => {
  const problem = problemOf({ ...table(6, 5, gaussian()), ridge: 1, ...FITS["mean and biases"] }, 2);

  test.for([Number.NaN, Infinity, -Infinity, 1e200, 1e155])("%d in one place of the point", async (bad) => {
    for (const place of [3, 13, 23, problem.point().length - 1]) {
      const point = problem.point().map(gaussian());
      point[place] = bad;
      expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
      expect(
        finish(globallyOptimal(problem.with({ regularizer: { ...problem.regularizer, ridge: 0 } }), point)).verdict,
      ).toBe("undecided");
      expect(finish(firstOrder(problem, point)).verdict).not.toBe("holds");
      expect(finish(identifiability(problem, point)).verdict).toBe("holds");
      // An exact solve forgets what is wrong in the side that it moves; what cannot be mended is said.
      const { stopped, certificate, value } = await recover(problem, { start: point });
      expect(certificate.verdict === "holds" || stopped.rule === "notFinite").toBe(true);
      expect(Number.isFinite(value)).toBe(certificate.verdict === "holds");
    }
  });
});

describe("units do not matter, until squares leave the range of numbers", () => {
  const data = table(8, 7, gaussian(), (i, j) => (3 * i + j) % 4 !== 0);
  const { objective } = proximalGradient({ ...data, ridge: 0.5 });

  test.for([1e-60, 1e-12, 1, 1e12, 1e60])("scale %d holds at the scaled optimum", async (scale) => {
    const problem = problemOf({ ...data, values: data.values.map((y) => scale * y), ridge: 0.5 * scale }, 0);
    const { certificate, value, point, problem: end } = await recover(problem, { start: problem.point(), gap: 1e-8 });
    expect(certificate.verdict).toBe("holds");
    expect(Math.abs(value / scale ** 2 / objective - 1)).toBeLessThan(1e-8);
    expect(finish(firstOrder(end, point)).verdict).toBe("holds");
    const away = point.map((x, k) => x * (1 + 0.1 * Math.sin(k)));
    expect(finish(firstOrder(end, away)).verdict).toBe("fails");
    expect(finish(globallyOptimal(end, away)).verdict).toBe("fails");
  });

  test.for([1e-170, 1e-100, 1e100, 1e170])("scale %d is undecided", async (scale) => {
    const problem = problemOf({ ...data, values: data.values.map((y) => scale * y), ridge: 0.5 * scale }, 0);
    const { certificate } = await recover(problem, { start: problem.point() });
    expect(certificate.verdict).toBe("undecided");
  });
});

describe.for(Object.entries(FITS))("small and degenerate data, %s", ([, fit]) => {
  const cases: Record<string, ConvexProblem> = {
    "all equal": { ...table(6, 5, () => 3.3), ridge: 1, ...fit },
    "all zero": { ...table(6, 5, () => 0), ridge: 1, ...fit },
    "one row": { ...table(1, 5, gaussian()), ridge: 0.5, ...fit },
    "one column": { ...table(5, 1, gaussian()), ridge: 0.5, ...fit },
    "one cell": { ...table(1, 1, gaussian()), ridge: 0.1, ...fit },
    "constant rows": { ...table(6, 5, (i) => 0.37 * i), ridge: 1, ...fit },
    "empty rows and columns": { ...table(8, 7, gaussian(), (i, j) => i > 1 && j !== 3), ridge: 0.4, ...fit },
    diagonal: { ...table(7, 7, gaussian(), (i, j) => i === j), ridge: 0.3, ...fit },
    identity: { ...table(7, 7, (i, j) => (i === j ? 1 : 0)), ridge: 0.3, ...fit },
    "identity at the ridge where X vanishes": { ...table(7, 7, (i, j) => (i === j ? 1 : 0)), ridge: 1, ...fit },
    "ridge far above": { ...table(8, 7, gaussian()), ridge: 1e9, ...fit },
    "ridge far below": { ...table(8, 7, gaussian()), ridge: 0.02, ...fit },
  };

  test.for(Object.entries(cases))("%s holds", async ([, convex]) => {
    const problem = problemOf(convex, 0);
    const { certificate, value } = await recover(problem, { start: problem.point() });
    expect(certificate.verdict).toBe("holds");
    expect(certificate.quantity).toBeLessThanOrEqual(1e-6);
    expect(certificate.numbers.dual).toBeLessThanOrEqual(value * (1 + 1e-12));
  });
});

describe("an objective that rounding alone explains", () => {
  test("is optimal whatever its bounds", async () => {
    const problem = problemOf(
      { ...table(6, 5, (i, j) => 0.37 * i + Math.cos(j)), ridge: 1, ...FITS["free biases"] },
      0,
    );
    const { certificate, value } = await recover(problem, { start: problem.point() });
    expect(value).toBeLessThan(1e-27);
    expect([certificate.verdict, certificate.quantity]).toEqual(["holds", 0]);
  });
});

describe("ridge 0 holds only for an exact fit", () => {
  const exact = table(
    6,
    5,
    (i, j) => (i + 1) * (j + 2),
    (i, j) => (i + j) % 3 !== 2,
  );

  test("every entry, measured against its own size", () => {
    // The first row is huge; beside it a residual of 1 in the last row is 1e-24 of the sum of squares.
    const big = { ...exact, values: exact.values.map((y, k) => (exact.rowIndex[k] === 0 ? 1e12 * y : y)), ridge: 0 };
    const problem = problemOf(big, 1);
    const point = problem.point();
    const { left, right } = problem.parametrization.parts(point);
    for (let i = 0; i < 6; i++) left[i] = (i === 0 ? 1e12 : 1) * (i + 1);
    for (let j = 0; j < 5; j++) right[j] = j + 2;
    expect(finish(globallyOptimal(problem, point)).verdict).toBe("holds");
    left[5] += 0.2;
    expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
  });

  test("a fit with a penalty on biases is not exact", () => {
    const problem = problemOf({ ...table(3, 3, (i) => i), ridge: 0, rowBias: true, biasRidge: 1 }, 0);
    const point = Float64Array.of(0, 1, 2);
    expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
  });
});
