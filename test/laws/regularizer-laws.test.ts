import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { random } from "../../src/linalg/random.ts";
import { lowRankSvd } from "../../src/linalg/svd.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { countWeightedRidge, regularizers, ridge } from "../../src/regularizers/index.ts";
import { addPenaltyGradient, penalty } from "../../src/regularizers/regularizer.ts";
import { along, BIASES, gaussianPoint, nameOf, penalties, taylorSlope } from "./points.ts";

const [ROWS, COLUMNS, RANK] = [7, 5, 3];

describe.for(Object.keys(regularizers) as (keyof typeof regularizers)[])("%s", (name) => {
  const regularizer = penalties[name](ROWS, COLUMNS, 1);

  test.for(BIASES.map((biases) => [nameOf(biases), biases] as const))("its gradient, biases %s", ([, biases]) => {
    const shape = asymmetric({ rows: ROWS, columns: COLUMNS, rank: RANK, biases });
    const draw = random(2).fork("penalty");
    const [point, direction] = [gaussianPoint(shape, draw), gaussianPoint(shape, draw)];
    const gradient = new Float64Array(shape.dimension);
    addPenaltyGradient(regularizer, shape.parts(point), shape.parts(gradient));
    const slope = gradient.reduce((sum, g, k) => sum + g * direction[k], 0);
    const at = (t: number) => penalty(regularizer, shape.parts(along(point, t, direction)));
    expect(taylorSlope((t) => at(t) - at(0) - t * slope)).toBeCloseTo(2, 4);
    // A second call adds.
    const twice = gradient.slice();
    addPenaltyGradient(regularizer, shape.parts(point), shape.parts(twice));
    expect(twice).toEqual(gradient.map((g) => 2 * g));
  });

  test("its least value over the factors of X is λ times the (weighted) nuclear norm, at balanced factors", () => {
    const shape = asymmetric({ rows: ROWS, columns: COLUMNS, rank: RANK });
    const draw = random(3).fork("balanced");
    const { rows: a, columns: b } = regularizer.weights ?? {};
    const root = (list: Float64Array | undefined, i: number) => Math.sqrt(list?.[i] ?? 1);
    for (let trial = 0; trial < 20; trial++) {
      const point = gaussianPoint(shape, draw);
      const { left, right } = shape.parts(point);
      const weighted = {
        left: matrix(
          ROWS,
          RANK,
          Float64Array.from(left, (x, k) => x * root(a, Math.floor(k / RANK))),
        ),
        right: matrix(
          COLUMNS,
          RANK,
          Float64Array.from(right, (x, k) => x * root(b, Math.floor(k / RANK))),
        ),
      };
      const { u, v, singularValues } = lowRankSvd(weighted);
      const nuclear = singularValues.reduce((sum, s) => sum + s, 0);
      expect(penalty(regularizer, shape.parts(point))).toBeGreaterThanOrEqual(
        regularizer.ridge * nuclear * (1 - 1e-14),
      );
      const balanced = new Float64Array(shape.dimension);
      const into = shape.parts(balanced);
      for (let k = 0; k < left.length; k++) {
        into.left[k] = (u.data[k] * Math.sqrt(singularValues[k % RANK])) / root(a, Math.floor(k / RANK));
      }
      for (let k = 0; k < right.length; k++) {
        into.right[k] = (v.data[k] * Math.sqrt(singularValues[k % RANK])) / root(b, Math.floor(k / RANK));
      }
      expect(Math.abs(penalty(regularizer, into) / (regularizer.ridge * nuclear) - 1)).toBeLessThan(1e-13);
    }
  });

  test("the mean is free, and biases carry their own ridge without weights", () => {
    const shape = asymmetric({ rows: 2, columns: 2, rank: 0, biases: { mean: true, rows: true, columns: true } });
    const small = penalties[name](2, 2, 1);
    expect(penalty(small, shape.parts(Float64Array.of(1, 2, 3, 4, 100)))).toBeCloseTo((0.3 * 30) / 2, 13);
  });
});

test.for([{ ridge: -1 }, { ridge: Number.NaN }, { ridge: Infinity }, { ridge: 1, biasRidge: -0.1 }])(
  "%j is refused",
  (wrong) => {
    const counts = { rowCounts: Float64Array.of(1), columnCounts: Float64Array.of(1) };
    expect(() => ridge(wrong)).toThrow(/expected a number ≥ 0/);
    expect(() => countWeightedRidge({ ...wrong, ...counts })).toThrow(/expected a number ≥ 0/);
  },
);
