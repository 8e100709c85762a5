import { expect, test } from "vitest";
import { completionWitnesses } from "../../../src/landscape/outliers/completion-witnesses.ts";
import { normalTail } from "../../../src/landscape/outliers/normal-law.ts";
import { outlierCone } from "../../../src/landscape/outliers/outlier-cone.ts";
import { type RegimeOptions, regimeOf } from "../../../src/landscape/outliers/regime.ts";
import { sensingThresholds } from "../../../src/landscape/outliers/sensing-thresholds.ts";
import { topEigenvalueEnergy, topSingularValueEnergy } from "../../../src/landscape/outliers/spectral-energy.ts";
import { matrix } from "../../../src/linalg/matrix.ts";
import { random } from "../../../src/linalg/random.ts";
import { svd } from "../../../src/linalg/svd.ts";
import { symmetricEigen } from "../../../src/linalg/symmetric-eigen.ts";

test("the tail of the normal law has SciPy's digits", () => {
  // scipy.stats.norm.sf
  for (const [t, tail] of [
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145707],
    [2, 0.022750131948179195],
    [2.4999, 0.006211418374944587],
    [2.5, 0.006209665325776132],
    [3, 0.0013498980316300933],
    [6, 9.865876450376946e-10],
    [20, 2.7536241186061556e-89],
  ]) {
    expect(Math.abs(normalTail(t) / tail - 1)).toBeLessThan(1e-11);
  }
});

test("the outliers' cone has the dimensions that are known", () => {
  for (const [share, dimension] of [
    [0.05, 0.2039],
    [0.1, 0.3288],
    [0.2, 0.5111],
    [0.3, 0.6456],
    [0.4, 0.7497],
  ]) {
    expect(outlierCone(share)).toBeCloseTo(dimension, 4);
  }
  expect(outlierCone(0)).toBe(0);
  expect(outlierCone(1)).toBe(1);
  expect(() => outlierCone(1.1)).toThrow("share: expected a number from 0 to 1; got 1.1");
});

const full = { symmetric: true, outlierShare: 0.1, rank: 1, rows: 20, columns: 20, searchRank: 20 };

test("thresholds at full over-parameterisation", () => {
  for (const [setting, critical, local] of [
    [full, 29.8, 171.3],
    [{ ...full, rank: 2, outlierShare: 0.3 }, 110, 351.3],
    [{ ...full, rows: 100, columns: 100, searchRank: 100, outlierShare: 0.2 }, 204.6, 5267.2],
    [{ ...full, rows: 50, columns: 50, searchRank: 50, rank: 2 }, 147.5, 1023.5],
  ] as const) {
    const thresholds = sensingThresholds(setting);
    expect(thresholds.critical).toBeCloseTo(critical, 1);
    expect(thresholds.local).toBeCloseTo(local, 1);
    expect(thresholds.exact).toBe(true);
    // Three derivations of one number.
    expect(thresholds.global).toBe(thresholds.local);
    expect(thresholds.cone).toBeCloseTo(thresholds.local, 8);
  }
});

test("between the ranks the energies are those of matrices that were drawn", () => {
  const draw = random(1);
  const [rows, columns, draws] = [40, 60, 30];
  const [eigen, singular] = [new Float64Array(rows), new Float64Array(rows)];
  const gaussian = (m: number, n: number) =>
    matrix(
      m,
      n,
      Float64Array.from({ length: m * n }, () => draw.gaussian()),
    );
  for (let k = 0; k < draws; k++) {
    const g = gaussian(rows, rows);
    const sym = matrix(
      rows,
      rows,
      g.data.map((x, at) => (x + g.data[(at % rows) * rows + Math.floor(at / rows)]) / 2),
    );
    for (const [j, value] of symmetricEigen(sym).values.reverse().entries())
      eigen[j] += Math.max(0, value) ** 2 / draws;
    for (const [j, value] of svd(gaussian(rows, columns)).singularValues.entries()) singular[j] += value ** 2 / draws;
  }
  const upTo = (values: Float64Array, count: number) => values.subarray(0, count).reduce((sum, x) => sum + x, 0);
  for (const count of [1, 2, 5, 10, 20, 30, 40]) {
    expect(Math.abs(topEigenvalueEnergy(rows, count).energy / upTo(eigen, count) - 1)).toBeLessThan(0.03);
    expect(Math.abs(topSingularValueEnergy(rows, columns, count).energy / upTo(singular, count) - 1)).toBeLessThan(
      0.03,
    );
  }
});

const sensing = (changes: Partial<RegimeOptions>): RegimeOptions => ({
  ...full,
  model: "sensing",
  measurements: 100,
  ...changes,
});

test("a truth goes through the regimes as measurements come in", () => {
  const at = (measurements: number, changes: Partial<RegimeOptions> = {}) =>
    regimeOf(sensing({ measurements, ...changes })).regime;
  expect([20, 60, 140, 200].map((m) => at(m))).toEqual([
    "notCritical",
    "strictSaddle",
    "strictSaddle",
    "globalMinimum",
  ]);
  const some = { rows: 60, columns: 80, rank: 2, searchRank: 10, symmetric: false, outlierShare: 0.2 };
  expect([400, 1000, 3000, 4200, 5000].map((m) => at(m, some))).toEqual([
    ...["notCritical", "strictSaddle", "undecided", "localMinimum", "globalMinimum"],
  ]);
  // Without a spare column there is no saddle window.
  const own = { ...some, searchRank: 2 };
  expect([500, 600, 1600].map((m) => at(m, own))).toEqual(["notCritical", "localMinimum", "globalMinimum"]);
  expect(at(10, { outlierShare: 0 })).toBe("globalMinimum");
});

test("the regime comes with its thresholds and in plain words", () => {
  const { thresholds, sentences } = regimeOf(sensing({ measurements: 165 }));
  expect(thresholds.map(({ name, evidence }) => [name, evidence])).toEqual([
    ["critical", "computed"],
    ["descent", "computed"],
    ["local", "computed"],
    ["global", "computed"],
  ]);
  expect(sentences[0]).toContain("would be a strict saddle at this sampling rate");
  expect(sentences[1]).toContain("early stopping matters");
  expect(sentences[2]).toContain("near a threshold (171");
});

test("completion: any outlier will do for U Vᵀ, certain ones for UUᵀ", () => {
  const completion = (changes: Partial<RegimeOptions>) =>
    regimeOf(
      sensing({
        model: "completion",
        rows: 100,
        columns: 100,
        measurements: 5000,
        searchRank: 2,
        symmetric: false,
        ...changes,
      }),
    );
  expect(completion({}).regime).toBe("strictSaddle");
  expect(completion({ searchRank: 1 }).regime).toBe("undecided");
  expect(completion({ measurements: 150 }).regime).toBe("notCritical");
  expect(completion({ measurements: 10_000, outlierShare: 1e-4 }).regime).toBe("undecided");
  expect(completion({ symmetric: true }).regime).toBe("strictSaddle");
  // All is seen: what is left are outliers on the diagonal, of which 50 p are positive.
  const setting = { ...full, rows: 100, columns: 100, searchRank: 2 };
  expect(completionWitnesses(setting, 10_000)).toMatchObject({
    diagonal: 5,
    unobservedDiagonals: 0,
    oneDiagonal: 0,
    star: 0,
  });
  expect(completion({ symmetric: true, measurements: 10_000, outlierShare: 0.04 }).regime).toBe("undecided");
});

test("what does not fit is refused by name", () => {
  for (const [changes, message] of [
    [{ rank: 0 }, "rank: expected a whole number from 1 to 20; got 0"],
    [{ searchRank: 21 }, "searchRank: expected a whole number from 1 to 20; got 21"],
    [{ outlierShare: 1 }, "outlierShare: expected a number from 0 to below 1; got 1"],
    [{ rows: 21 }, "rows: expected 20, as many as columns, of a symmetric matrix; got 21"],
    [{ model: "completion", measurements: 401 }, "measurements: expected a whole number from 1 to 400; got 401"],
  ] as const) {
    expect(() => regimeOf(sensing(changes))).toThrow(message);
  }
});
