import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric, type Biases, type Point } from "../../src/parametrizations/index.ts";
import { type BlockProblem, recoveryProblem } from "../../src/problem/index.ts";
import { penalty } from "../../src/regularizers/regularizer.ts";
import { along, BIASES, gaussianPoint, nameOf, penalties, taylorSlope } from "../laws/points.ts";

const [ROWS, COLUMNS, RANK] = [9, 7, 3];
const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Array.from(x).reduce((sum, value, k) => sum + value * y[k], 0);
const value = (problem: BlockProblem, point: Point) => finish(problem.at(point).value());
const gradient = (problem: BlockProblem, point: Point) => finish(problem.at(point).gradient());

interface Case {
  readonly name: string;
  readonly build: (changes?: {
    precision?: "float64" | "float32";
    biases?: Biases;
    observed?: (y: number, k: number) => number;
  }) => BlockProblem;
}

/** Every choice of biases × every regularizer × with and without entry weights, repeats among the entries. */
const CASES: Case[] = BIASES.flatMap((biases) =>
  (["ridge", "countWeightedRidge"] as const).flatMap((kind) =>
    [false, true].map((weighted) => ({
      name: `biases ${nameOf(biases)}, ${kind}${weighted ? ", weights" : ""}`,
      build: (changes = {}) => {
        const draw = random(5).fork("entries");
        const entries = 55;
        const list = (bound: number) =>
          Int32Array.from({ length: entries }, (_, k) => (k < bound ? k : draw.integer(bound)));
        const operator = entrySampling({
          rows: ROWS,
          columns: COLUMNS,
          rowIndex: list(ROWS),
          columnIndex: list(COLUMNS),
          ...(weighted && { weights: Float64Array.from({ length: entries }, () => 0.2 + 2 * draw.uniform()) }),
        });
        const y = operator.measure(Float64Array.from({ length: entries }, () => 2 + 3 * draw.gaussian()));
        return recoveryProblem({
          operator,
          observed: changes.observed ? y.map(changes.observed) : y,
          loss: leastSquares(),
          regularizer: penalties[kind](ROWS, COLUMNS, 6),
          parametrization: asymmetric({ rows: ROWS, columns: COLUMNS, rank: RANK, biases: changes.biases ?? biases }),
          precision: changes.precision ?? "float64",
        });
      },
    })),
  ),
);

describe.for(CASES.map((one) => [one.name, one] as const))("%s", ([, { build }]) => {
  const problem = build();
  const { parametrization, regularizer, operator } = problem;
  const draw = random(8).fork("points");
  const [point, direction, other] = [1, 2, 3].map(() => gaussianPoint(parametrization, draw));

  test("f is the loss of the dense path and the penalty", () => {
    const x = operator.adjoint(new Float64Array(operator.measurements));
    const { left, right, rowBias, columnBias, mean } = parametrization.parts(point);
    for (let k = 0; k < x.data.length; k++) {
      const [i, j] = [Math.floor(k / COLUMNS), k % COLUMNS];
      x.data[k] = (mean[0] ?? 0) + (rowBias[i] ?? 0) + (columnBias[j] ?? 0);
      for (let c = 0; c < RANK; c++) x.data[k] += left[i * RANK + c] * right[j * RANK + c];
    }
    const residual = operator.apply(x).map((p, k) => problem.observed[k] - p);
    const expected = 0.5 * dot(residual, residual) + penalty(regularizer, parametrization.parts(point));
    expect(Math.abs(value(problem, point) / expected - 1)).toBeLessThan(1e-14);
    const z = finish(problem.at(point).negativeDerivative());
    expect(norm(z.map((r, k) => r - residual[k]))).toBeLessThan(1e-13 * norm(residual));
  });

  test("Taylor slope 2 for the gradient, 3 for the Hessian; the Hessian is symmetric", () => {
    const at = problem.at(point);
    const f = finish(at.value());
    const slope = dot(finish(at.gradient()), direction);
    const h = finish(at.hessianVector(direction));
    const bend = dot(h, direction);
    const moved = (t: number) => value(problem, along(point, t, direction));
    expect(taylorSlope((t) => moved(t) - f - t * slope)).toBeCloseTo(2, 1);
    // In steps so small that the term of fourth order does not show, and the third still stands above rounding.
    expect(taylorSlope((t) => moved(t) - f - t * slope - 0.5 * t * t * bend, 4e-3, 5)).toBeCloseTo(3, 1);
    const across = finish(at.hessianVector(other));
    expect(Math.abs(dot(h, other) - dot(across, direction))).toBeLessThan(1e-12 * norm(h) * norm(other));
    const squared = dot(finish(at.gaussNewtonVector(direction)), direction);
    expect(Math.abs(finish(at.curvatureAlong(direction)) / squared - 1)).toBeLessThan(1e-12);
  });

  test.for(["left", "right"] as const)("blockSolve(%s): nothing in the block is left to gain", (side) => {
    const next = point.slice();
    const outcome = finish(problem.blockSolve(side, next));
    expect(outcome.failed).toBe(0);
    expect(Math.abs(outcome.value / value(problem, next) - 1)).toBeLessThan(1e-13);
    const parts = parametrization.parts(gradient(problem, next));
    const scale = 1e-11 * norm(gradient(problem, point));
    if (parametrization.biases.mean) {
      // The mean comes last: its slope vanishes, and f lies at or below the block's own minimum at the old mean.
      expect(Math.abs(parts.mean[0])).toBeLessThan(scale);
      const mean = parametrization.parts(point).mean[0];
      const root = (operator as { scale?: Float64Array | null }).scale;
      const fixed = build({
        biases: { ...parametrization.biases, mean: false },
        observed: (y, k) => y - mean * (root ? root[k] : 1),
      });
      const bound = finish(fixed.blockSolve(side, point.slice(0, -1))).value;
      expect(outcome.value).toBeLessThanOrEqual(bound * (1 + 1e-13));
    } else {
      expect(norm(parts[side])).toBeLessThan(scale);
      expect(norm(side === "left" ? parts.rowBias : parts.columnBias)).toBeLessThan(scale);
    }
    const still = side === "left" ? "right" : "left";
    expect(parametrization.parts(next)[still]).toEqual(parametrization.parts(point)[still]);
  });

  test("the same bits again, and after the memory has grown in mid-run", () => {
    const run = (disturb: (problem: BlockProblem) => void) => {
      const fresh = build();
      const at = point.slice();
      const numbers: number[] = [];
      for (const side of ["left", "right", "left", "right"] as const) {
        numbers.push(finish(fresh.blockSolve(side, at)).value, value(fresh, at));
        const evaluation = fresh.at(at);
        numbers.push(finish(evaluation.value()));
        disturb(fresh);
        numbers.push(...finish(evaluation.gradient()), ...finish(evaluation.hessianVector(direction)));
        disturb(fresh);
      }
      return [numbers, at];
    };
    const plain = run(() => {});
    expect(run(() => {})).toEqual(plain);
    let pages = 0;
    const grown = run(({ store }) => {
      store.workspace.memory.allocate(`in the way ${pages}`, "float64", 20_000);
      pages += 1;
    });
    expect(grown).toEqual(plain);
    // Another rank over the same memory takes the blocks in between.
    const crossed = run((fresh) => {
      const larger = fresh.with({ rank: 6 }) as BlockProblem;
      finish(larger.blockSolve("left", gaussianPoint(larger.parametrization, random(1))));
      finish(larger.at(gaussianPoint(larger.parametrization, random(2))).gradient());
    });
    expect(crossed).toEqual(plain);
  });

  test("float32 is float64 to its digits", () => {
    const small = build({ precision: "float32" });
    const rounded = Float32Array.from(point);
    const at = Float64Array.from(rounded);
    const close = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number) =>
      expect(norm(Float64Array.from(a, (x, k) => x - b[k]))).toBeLessThan(tolerance * (1 + norm(b)));
    // 24-bit numbers, a few roundings each.
    expect(Math.abs(value(small, rounded) / value(problem, at) - 1)).toBeLessThan(1e-6);
    close(gradient(small, rounded), gradient(problem, at), 2e-6);
    close(
      finish(small.at(rounded).hessianVector(Float32Array.from(direction))),
      finish(problem.at(at).hessianVector(direction)),
      2e-6,
    );
    expect(gradient(small, rounded)).toBeInstanceOf(Float32Array);
    const [a, b] = [rounded.slice(), at.slice()];
    const [low, high] = [finish(small.blockSolve("left", a)), finish(problem.blockSolve("left", b))];
    expect(Math.abs(low.value / high.value - 1)).toBeLessThan(1e-5);
  });
});
