import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { firstOrder } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute } from "../../src/losses/index.ts";
import { denseSensing, entrySampling } from "../../src/operators/index.ts";
import { asymmetric, nonnegative, symmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem, robustSensing } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";

interface Oracle {
  readonly measurements: number;
  readonly matrices: number[];
  readonly factor: number[];
  readonly errors: number[];
  /** Null where no multipliers of any size cancel the outliers. */
  readonly lp: number | null;
  readonly distance: number;
}

const { size, instances } = JSON.parse(readFileSync("test/fixtures/robust/criticality.json", "utf8")) as {
  size: number;
  instances: Oracle[];
};

/** An instance of the fixture as a problem, and its truth. */
function problemOf({ matrices, factor, errors }: Oracle) {
  const operator = denseSensing({ rows: size, columns: size, matrices: Float64Array.from(matrices) });
  const product = matrix(size, size, Float64Array.from(factor.flatMap((a) => factor.map((b) => a * b))));
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(product).map((y, k) => y + errors[k]),
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: symmetric({ rows: size, rank: 1 }),
  });
  return { problem, truth: Float64Array.from(factor) };
}

describe("the truth against SciPy's linear program and bounded least squares", () => {
  test.for(instances.map((oracle, k) => [k, oracle] as const))("instance %i", ([, oracle]) => {
    const { problem, truth } = problemOf(oracle);
    const { verdict, numbers } = finish(firstOrder(problem, truth));
    expect(verdict).toBe(oracle.lp !== null && oracle.lp <= 1 ? "holds" : "fails");
    const { gradientNorm, distanceAtLeast, scale } = numbers;
    expect(Math.abs(gradientNorm - oracle.distance)).toBeLessThan(1e-3 * scale);
    expect(distanceAtLeast).toBeLessThanOrEqual(oracle.distance + 1e-9 * scale);
  });

  test("the fixture has both kinds", () => {
    const critical = instances.filter(({ lp }) => lp !== null && lp <= 1).length;
    expect(critical).toBeGreaterThan(2);
    expect(instances.length - critical).toBeGreaterThan(2);
  });
});

// m₁ = t_r/(1 − ψ(p)) with 1/(1 − ψ) = 1.490, 2.046, 2.821 at p = .1, .2, .3.
test.for([
  [20, 1, 0.1, 20 * 1.49],
  [12, 1, 0.2, 12 * 2.046],
  [14, 2, 0.3, 27 * 2.821],
] as const)("the truth is critical from 1.3 m₁ on and not below 0.7 m₁: size %i, rank %i, outliers %d", (setting) => {
  const [side, rank, outlierShare, threshold] = setting;
  for (const [factor, verdict] of [
    [0.65, "fails"],
    [1.35, "holds"],
  ] as const) {
    for (const seed of [1, 2]) {
      const measurements = Math.round(factor * threshold);
      const options = { shape: [side, side], rank, symmetric: true, measurements, outlierShare, seed } as const;
      const { problem, truth } = robustSensing(options);
      const found = finish(firstOrder(problem, truth));
      expect(found.verdict).toBe(verdict);
      if (!found.direction) continue;
      // What the direction promises is what f does.
      const f = (length: number) => finish(problem.at(truth.map((x, k) => x + length * found.direction![k])).value());
      expect((f(1e-6) - f(0)) / 1e-6).toBeLessThan(-0.9 * found.numbers.distanceAtLeast);
    }
  }
});

const draw = random(2);
const [rows, columns] = [7, 6];
const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
const everyCell = entrySampling({
  rows,
  columns,
  rowIndex: cells.map((cell) => Math.floor(cell / columns)),
  columnIndex: cells.map((cell) => cell % columns),
});
const observed = Float64Array.from(cells, () => draw.gaussian());

test("where nothing is fitted and nothing cancels it fails; at 0, where the factors' slopes vanish, it holds", () => {
  const problem = recoveryProblem({
    ...{ operator: everyCell, observed, loss: absolute(), regularizer: ridge({ ridge: 0 }) },
    parametrization: asymmetric({ rows, columns, rank: 2 }),
  });
  const somewhere = problem.point().map(() => draw.gaussian());
  const open = finish(firstOrder(problem, somewhere));
  expect(open).toMatchObject({ verdict: "fails", kind: "notStationary", numbers: { fitted: 0 } });
  expect(norm(open.direction!)).toBeCloseTo(1, 12);
  expect(finish(firstOrder(problem, problem.point())).verdict).toBe("holds");
  expect(finish(firstOrder(problem, somewhere.fill(Number.NaN))).verdict).toBe("undecided");
});

test("with a ridge: rank 1 and one entry, |u v − y| + λ/2 (u² + v²), critical at u v = y for λ ≤ 1 alone", () => {
  for (const [strength, verdict] of [
    [0.5, "holds"],
    [0.999, "holds"],
    [1.001, "fails"],
    [3, "fails"],
  ] as const) {
    const problem = recoveryProblem({
      operator: entrySampling({ rows: 1, columns: 1, rowIndex: [0], columnIndex: [0] }),
      observed: Float64Array.of(4),
      loss: absolute(),
      regularizer: ridge({ ridge: strength }),
      parametrization: asymmetric({ rows: 1, columns: 1, rank: 1 }),
    });
    const found = finish(firstOrder(problem, Float64Array.of(2, 2)));
    expect(found.verdict).toBe(verdict);
    // The distance is (λ − 1)‖(u, v)‖.
    expect(found.numbers.gradientNorm).toBeCloseTo(Math.max(0, strength - 1) * Math.sqrt(8), 6);
  }
});

test("nonnegative factors: a slope that pushes a 0 below 0 is no descent", () => {
  const problem = recoveryProblem({
    operator: entrySampling({ rows: 1, columns: 2, rowIndex: [0, 0], columnIndex: [0, 1] }),
    observed: Float64Array.of(2, -3),
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: nonnegative({ rows: 1, columns: 2, rank: 1 }),
  });
  // u v₁ = 2 is fitted; u v₂ should be −3 and is 0.
  expect(finish(firstOrder(problem, Float64Array.of(1, 2, 0))).verdict).toBe("holds");
  expect(finish(firstOrder(problem, Float64Array.of(1, 2, 0.5))).verdict).toBe("fails");
});
