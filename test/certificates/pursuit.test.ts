import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { globallyOptimal } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type LowRankMatrix, matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { absolute } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge as plainRidge } from "../../src/regularizers/index.ts";

interface Pursuit {
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly outliers: number;
  readonly noise: number;
  readonly observed: readonly (readonly [number, number, number])[];
  readonly ridge: number;
  readonly objective: number;
  /** Of the optimum, against the planted matrix. */
  readonly error: number;
  readonly left: readonly (readonly number[])[];
  readonly right: readonly (readonly number[])[];
}

/** Principal component pursuit solved by ADMM in NumPy. */
const INSTANCES: Pursuit[] = JSON.parse(readFileSync("test/fixtures/robust/pursuit.json", "utf8"));

const factor = (rows: readonly (readonly number[])[], rank: number) =>
  matrix(rows.length, rank, Float64Array.from(rows.flat()));

function problemOf({ rows, columns, observed, ridge }: Pursuit, rank: number) {
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: observed.map(([i]) => i),
    columnIndex: observed.map(([, j]) => j),
  });
  return recoveryProblem({
    operator,
    observed: operator.measure(observed.map(([, , y]) => y)),
    loss: absolute(),
    regularizer: plainRidge({ ridge }),
    parametrization: asymmetric({ rows, columns, rank }),
  });
}

function certified(instance: Pursuit, { left, right }: LowRankMatrix) {
  const problem = problemOf(instance, left.columns);
  const point = problem.point();
  problem.parametrization.setFactors({ left, right }, point);
  return finish(globallyOptimal(problem, point, { seed: instance.seed }));
}

/** The optimum, near it and far from it, cut in rank, and anywhere. */
function candidates(instance: Pursuit): LowRankMatrix[] {
  const { seed, rows, columns } = instance;
  const rank = instance.left[0].length;
  const optimum = { left: factor(instance.left, rank), right: factor(instance.right, rank) };
  const draw = random(seed).fork("pursuit");
  const moved = (by: number): LowRankMatrix => ({
    left: matrix(
      rows,
      rank,
      optimum.left.data.map((x) => x + by * draw.gaussian()),
    ),
    right: matrix(
      columns,
      rank,
      optimum.right.data.map((x) => x + by * draw.gaussian()),
    ),
  });
  const cut = {
    left: matrix(
      rows,
      rank,
      optimum.left.data.map((x, k) => (k % rank === 0 ? 0 : x)),
    ),
    right: optimum.right,
  };
  const zero = { left: matrix(rows, 1), right: matrix(columns, 1) };
  return [optimum, ...[1e-10, 1e-7, 1e-4, 1e-2, 1].map(moved), cut, zero];
}

describe.for(INSTANCES)("pursuit $seed, outliers $outliers, noise $noise", (instance) => {
  test("no lower bound exceeds the optimum, and nothing but an optimum is certified", () => {
    for (const point of candidates(instance)) {
      const { verdict, numbers, quantity } = certified(instance, point);
      expect(numbers.dual).toBeLessThanOrEqual(instance.objective * (1 + 1e-9));
      expect(numbers.primal).toBeGreaterThanOrEqual(instance.objective * (1 - 1e-9));
      if (verdict === "holds") expect(numbers.primal).toBeLessThanOrEqual(instance.objective * (1 + 1e-6));
      if (verdict === "fails") {
        expect(numbers.primal - numbers.predictedFall).toBeGreaterThanOrEqual(instance.objective * (1 - 1e-9));
      }
      expect(quantity).toBeGreaterThanOrEqual(0);
    }
  });

  test("the optimum is certified, be it the planted matrix or not", () => {
    const rank = instance.left[0].length;
    const { verdict, evidence } = certified(instance, {
      left: factor(instance.left, rank),
      right: factor(instance.right, rank),
    });
    expect({ verdict, evidence }).toEqual({ verdict: "holds", evidence: "proved" });
  });
});
