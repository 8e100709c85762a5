import { describe, expect, test } from "vitest";
import { plan } from "../../src/index.ts";

describe("a symmetric matrix of rank 1, 100 × 100, searched with every column, a fifth of 800 measurements wrong", () => {
  const found = plan({
    ...{ rows: 100, columns: 100, rank: 1, searchRank: 100, symmetric: true },
    ...{ measurements: 800, outlierShare: 0.2 },
  });

  test("degrees of freedom, thresholds and regime", () => {
    expect(found.degreesOfFreedom).toBe(100);
    expect(found.oversampling).toBe(8);
    // m₁ = t_r/(1 − ψ) and m₂ = (t_r + (d − r)(d − r + 1)/4)/(1 − ψ) with 1/(1 − ψ(.2)) = 2.0455.
    const at = Object.fromEntries(found.absolute.map(({ name, measurements }) => [name, measurements]));
    expect(at.critical).toBe(205);
    expect(Math.abs(at.global - 5267)).toBeLessThanOrEqual(2);
    expect(found.regime).toBe("strictSaddle");
    expect(found.next).toEqual({ more: at.global - 800, regime: "globalMinimum" });
    expect(found.sentences.join(" ")).toContain("early stopping matters");
    expect(found.sentences.join(" ")).toContain("more measurements would make it the global minimum");
  });

  test("at the threshold the regime is the one that was told", () => {
    const { setting, next } = found;
    expect(plan({ ...setting, measurements: 800 + next!.more }).regime).toBe(next!.regime);
    expect(plan({ ...setting, measurements: 800 + next!.more - 2 }).regime).toBe("strictSaddle");
    expect(plan({ ...setting, measurements: 150 }).regime).toBe("notCritical");
  });
});

test("the breakdown point is the share at which the measurements given are just critical", () => {
  const setting = { rows: 60, columns: 80, rank: 2, measurements: 700 };
  const { breakdown } = plan({ ...setting, outlierShare: 0.1 });
  expect(breakdown).toBeGreaterThan(0.2);
  expect(breakdown).toBeLessThan(0.3);
  const criticalAt = (outlierShare: number) =>
    plan({ ...setting, outlierShare }).absolute.find(({ name }) => name === "critical")!.measurements;
  expect(criticalAt(breakdown! - 1e-3)).toBeLessThanOrEqual(700);
  expect(criticalAt(breakdown! + 1e-3)).toBeGreaterThan(700);
  expect(plan({ ...setting, measurements: 100, outlierShare: 0.1 }).breakdown).toBe(0);
});

test("entries: in every line as many as the rank, all cells at most", () => {
  const { leastSquares, measurements, oversampling } = plan({
    ...{ rows: 200, columns: 100, rank: 3, share: 0.2, model: "completion" },
  });
  expect(measurements).toBe(4000);
  expect(oversampling).toBeCloseTo(4000 / (3 * 297), 12);
  const lines = leastSquares.find(({ name }) => name === "entries in every line")!.measurements;
  // The 200 rows decide: 200 P(N < 3) = 0.05 for a Poisson number N of mean 12.9 entries a row.
  const missed = (mean: number) => 200 * Math.exp(-mean) * (1 + mean + mean ** 2 / 2);
  expect(missed(lines / 200)).toBeLessThan(0.05);
  expect(missed(lines / 200 - 0.1)).toBeGreaterThan(0.05);
  const small = plan({ rows: 3, columns: 3, rank: 3, model: "completion" }).leastSquares;
  expect(Math.max(...small.map(({ measurements: count }) => count))).toBe(9);
});

test("without a number of measurements only what is needed is told; without outliers least squares alone", () => {
  const { regime, next, oversampling, absolute, sentences } = plan({ rows: 9, columns: 8, rank: 2 });
  expect([regime, next, oversampling, absolute, sentences]).toEqual([undefined, undefined, undefined, [], []]);
  expect(plan({ rows: 9, columns: 8, rank: 2, outlierShare: 0.1 }).absolute.length).toBeGreaterThan(1);
  expect(plan({ rows: 9, columns: 8, rank: 2, measurements: 29 }).sentences[0]).toContain(
    "too few, whatever the method",
  );
  const robbed = plan({ rows: 9, columns: 8, rank: 2, measurements: 31, outlierShare: 0.4 });
  expect(robbed.sentences[0]).toContain("without the outliers too few are left");
});

test.for([
  [{ rank: 5 }, "rank: expected a whole number from 1 to 4, the smaller side of a 6×4 matrix; got 5"],
  [{ rank: 2, searchRank: 1 }, "searchRank: expected a whole number from 2 to 4; got 1"],
  [{ rank: 2, outlierShare: 0.5 }, "outlierShare: expected a number from 0 to below 0.5"],
  [{ rank: 2, outlierShare: -1 }, "outlierShare: expected a number from 0 to below 0.5"],
  [{ rank: 2, share: 1.5, model: "completion" }, "share: expected a number above 0 and up to 1; got 1.5"],
  [{ rank: 2, share: 0 }, "share: expected a number above 0; got 0"],
  [{ rank: 2, measurements: 25, model: "completion" }, "measurements: expected a whole number from 1 to 24; got 25"],
  [{ rank: 2, measurements: 2.5 }, "measurements: expected a whole number"],
  [{ rank: 2, measurements: 5, share: 0.5 }, "measurements, share: expected one of them; got both"],
  [{ rank: 2, model: "guessing" }, "model: expected sensing or completion; got guessing"],
  [{ rank: 2, symmetric: true }, "rows: expected 4, as many as columns, of a symmetric matrix; got 6"],
  [{ rank: 2, outlier: 0.1 }, "outlier: no such option"],
  [{ rank: 2, rows: 0 }, "rows: expected a whole number ≥ 1; got 0"],
] as const)("%j is told", ([options, message]) => {
  expect(() => plan({ rows: 6, columns: 4, ...options } as never)).toThrow(message);
});

test("entries of a symmetric matrix: the sentence and the table count alike", () => {
  const size = { rows: 100, columns: 100, rank: 2, symmetric: true, model: "completion" } as const;
  const { sentences, leastSquares, oversampling } = plan({ ...size, measurements: 300 });
  expect(sentences[0]).toContain("300 measurements, 152 without mirror images, are 0.761 times the 199");
  expect(oversampling).toBeLessThan(1);
  expect(leastSquares[0].measurements).toBeGreaterThan(300);
  expect(plan({ ...size, measurements: leastSquares[0].measurements }).oversampling).toBeCloseTo(1, 2);
});
