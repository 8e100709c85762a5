import { describe, expect, test } from "vitest";
import {
  entrySampling,
  gaussianSensing,
  matrix,
  planted,
  quadraticSensing,
  random,
  rankOneSensing,
  type Sensing,
  sense,
} from "../../src/index.ts";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";
import { semidefiniteOptimum } from "../oracles/semidefinite.ts";

const [rows, columns, rank] = [18, 14, 2];
const { truth } = planted({ shape: [rows, columns], rank, condition: 3, seed: 4 });
const x = multiply(truth.left, transpose(truth.right));
const freedom = rank * (rows + columns - rank);
const operator = (measurements: number) => gaussianSensing({ rows, columns, measurements, seed: 5 });
const enough = operator(4 * freedom);
const observed = enough.apply(x);

/** ‖X − truth‖ / ‖truth‖. */
function errorOf({ model }: Sensing): number {
  const found = multiply(model.left, transpose(model.right));
  const difference = found.data.map((value, k) => value - x.data[k]);
  return Math.hypot(...difference) / Math.hypot(...x.data);
}

describe("a matrix of known rank", () => {
  test.for([
    {},
    { start: "random" },
    { start: "small" },
    { solver: "gradientDescent" },
    { precision: "float32" },
  ] as const)("is recovered from noise-free measurements with %o", async (options) => {
    const found = await sense(enough, observed, { rank, ...options });
    expect(errorOf(found)).toBeLessThan(1e-9);
    expect(found.certified).toBe(true);
    expect(found.certificates.map(({ claim, verdict }) => [claim, verdict])).toEqual([
      ["globallyOptimal", "holds"],
      ["firstOrder", "holds"],
      ["identifiability", "holds"],
    ]);
    expect(found.report.warnings).toEqual([]);
  });

  test("is recovered from the factors of a model", async () => {
    const { model } = await sense(enough, observed, { rank, mostIterations: 2 });
    const { left, right } = model;
    const found = await sense(enough, observed, { rank, start: { left, right } });
    expect(errorOf(found)).toBeLessThan(1e-9);
  });

  test("the same seed gives the same bits", async () => {
    const runs = [1, 2].map(() => sense(enough, observed, { rank, start: "random", seed: 3 }));
    const [a, b] = await Promise.all(runs);
    expect(a.model.left.data).toEqual(b.model.left.data);
  });
});

describe("fewer measurements than degrees of freedom", () => {
  test("are fitted and nothing is claimed about the truth", async () => {
    const few = operator(freedom - 8);
    const found = await sense(few, few.apply(x), { rank });
    expect(found.report.warnings[0]).toContain(
      `${freedom - 8} measurements are fewer than the ${freedom} degrees of freedom`,
    );
    expect(found.report.headline).toContain("Too few measurements");
    expect(found.certificates[2]).toMatchObject({ claim: "identifiability", verdict: "fails", evidence: "proved" });
    expect(errorOf(found)).toBeGreaterThan(1e-3);
  });
});

describe("noisy measurements at a ridge", () => {
  const draw = random(9);
  const noisy = observed.map((y) => y + 0.05 * draw.gaussian());

  test("the rank grows until the certificate holds, whatever the solver", async () => {
    const found = await Promise.all(
      [{}, { solver: "lbfgs" }].map((options) => sense(enough, noisy, { ridge: 0.2, ...options })),
    );
    for (const { certified, report } of found) {
      expect(certified).toBe(true);
      expect(report.rounds.length).toBeGreaterThan(1);
    }
    const [one, other] = found.map(({ report }) => report.objective);
    expect(Math.abs(one - other) / one).toBeLessThan(2e-6);
  });

  test("a solver compared from the same start ends at the same objective", async () => {
    const { runs } = await sense(enough, noisy, { ridge: 0.2, rank: 6, compare: ["gradientDescent", "lbfgs"] });
    expect(runs.map(({ solver }) => solver).slice(1)).toEqual(["gradientDescent", "lbfgs"]);
    for (const run of runs) {
      expect(run.verdict).toBe("holds");
      expect(run.trace.at(-1)?.applications).toBeLessThanOrEqual(run.applications);
      expect(run.applications).toBeLessThan(5_000);
    }
  });
});

test("other operators are recovered from alike", async () => {
  const draw = random(2);
  const vectors = (length: number) =>
    matrix(
      300,
      length,
      Float64Array.from({ length: 300 * length }, () => draw.gaussian()),
    );
  const pairs = rankOneSensing({ left: vectors(rows), right: vectors(columns) });
  const found = await sense(pairs, pairs.apply(x), { rank });
  expect(errorOf(found)).toBeLessThan(1e-9);
  expect(found.certified).toBe(true);
});

describe("a symmetric matrix seen by quadratic forms", () => {
  const size = 12;
  const draw = random(6);
  const factor = matrix(
    size,
    2,
    Float64Array.from({ length: 2 * size }, () => draw.gaussian()),
  );
  const square = multiply(factor, transpose(factor));
  const vectors = matrix(
    80,
    size,
    Float64Array.from({ length: 80 * size }, () => draw.gaussian()),
  );
  const forms = quadraticSensing({ vectors });

  test("is recovered as U Uᵀ, and determined", async () => {
    const found = await sense(forms, forms.apply(square), { rank: 2, symmetric: true });
    const product = multiply(found.model.left, transpose(found.model.right));
    expect(Math.hypot(...product.data.map((value, k) => value - square.data[k]))).toBeLessThan(1e-8);
    expect(found.report.data.degreesOfFreedom).toBe(2 * size - 1);
    expect(found.certificates.map(({ verdict }) => verdict)).toEqual(["holds", "holds", "holds"]);
  });

  test("is not determined among all matrices: the forms do not see what is antisymmetric", async () => {
    const found = await sense(forms, forms.apply(square), { rank: 2 });
    expect(found.certificates[2]).toMatchObject({ claim: "identifiability", verdict: "fails" });
  });

  test("with noise and a ridge its rank grows until no semidefinite matrix is better", async () => {
    const noise = random(16);
    const noisy = forms.apply(square).map((y) => y + 2 * noise.gaussian());
    const ridge = 60;
    const found = await sense(forms, noisy, { ridge, symmetric: true });
    expect(found.certified).toBe(true);
    expect(found.certificates[0]).toMatchObject({ verdict: "holds", evidence: "proved" });
    expect(found.certificates[0].sentence).toMatch(/^No positive semidefinite matrix of any rank lowers/);
    // The optimum by the tests' own convex solver.
    const matrices = new Float64Array(80 * size * size);
    for (const [at] of matrices.entries()) {
      const [k, i, j] = [Math.floor(at / size ** 2), Math.floor(at / size) % size, at % size];
      matrices[at] = vectors.data[k * size + i] * vectors.data[k * size + j];
    }
    const oracle = semidefiniteOptimum({ size, matrices, observed: noisy, ridge }, { gap: 1e-9 });
    expect(found.certificates[0].numbers.primal).toBeLessThanOrEqual(oracle.objective * (1 + 1e-6));
    expect(found.certificates[0].numbers.primal).toBeGreaterThanOrEqual(oracle.lowerBound * (1 - 1e-12));
    expect(found.model.left.columns).toBe(oracle.rank);
    for (const jump of found.report.rounds.flatMap(({ jumps }) => jumps)) {
      expect(jump.measuredFall / jump.predictedFall).toBeCloseTo(1, 8);
    }
  });

  test("needs a square matrix", async () => {
    await expect(sense(enough, observed, { rank, symmetric: true })).rejects.toThrow(
      /^symmetric: expected a square matrix; got 18×14/,
    );
  });
});

test("an aborted run gives its best point, and says that it did not converge", async () => {
  const stop = new AbortController();
  const found = await sense(enough, observed, {
    rank,
    solver: "gradientDescent",
    signal: stop.signal,
    observe: ({ iteration }) => iteration === 3 && stop.abort(),
  });
  expect(found.report.stopped).toEqual({ rule: "aborted", converged: false });
  expect(found.trace).toHaveLength(3);
});

test("wrong use names the argument", async () => {
  const fault = (options: object) =>
    sense(enough, observed, options).then(
      () => "none",
      (error: Error) => error.message,
    );
  expect(await fault({})).toBe("rank: expected a rank, or a ridge > 0 at which the rank grows; got neither");
  expect(await fault({ ridge: 0 })).toMatch(/^ridge: 0 needs a rank/);
  expect(await fault({ rank: 15 })).toMatch(/^rank: expected a whole number from 1 to 14, .* got 15/);
  expect(await fault({ rank, solver: "newton" })).toMatch(
    /^solver: expected one of auto, .*truncatedNewton.*; got newton/,
  );
  expect(await fault({ rank, compare: ["auto"] })).toMatch(/^compare: expected one of .*; got auto/);
  expect(await fault({ rank, ridge: 1, solver: "gaussNewtonMatrixRecovery" })).toMatch(
    /^solver: gaussNewtonMatrixRecovery: expected .*/,
  );
  expect(await fault({ rank, start: "warm" })).toMatch(
    /^start: expected one of auto, spectral, beliefs, random, small; got warm/,
  );
  expect(await fault({ rank, start: { left: matrix(3, 2), right: matrix(14, 2) } })).toMatch(
    /^start: expected factors of 18/,
  );
  expect(await fault({ rank, gap: 0 })).toMatch(/^gap: /);
  expect(await fault({ rank, rnk: 3 })).toMatch(/^rnk: no such option/);
  await expect(sense(enough, observed.subarray(1), { rank })).rejects.toThrow(
    /observed: expected 240 numbers; got 239/,
  );
  await expect(
    sense(
      enough,
      observed.map((y, k) => (k === 7 ? Number.NaN : y)),
      { rank },
    ),
  ).rejects.toThrow(/observed\[7\]/);
});

test("few entries without a ridge: belief propagation is where the run begins, and the matrix is found", async () => {
  const shape = [80, 60] as const;
  const sample = planted({ shape, rank: 2, oversampling: 1.5, leastEach: 2, seed: 2 });
  const entries = entrySampling({
    rows: 80,
    columns: 60,
    rowIndex: sample.rows,
    columnIndex: sample.columns,
  });
  const y = entries.measure(sample.values);
  const whole = multiply(sample.truth.left, transpose(sample.truth.right)).data;
  const error = ({ model }: Sensing) => {
    const found = multiply(model.left, transpose(model.right)).data;
    return Math.hypot(...found.map((value, k) => value - whole[k])) / Math.hypot(...whole);
  };
  const found = await sense(entries, y, { rank: 2 });
  expect(found.runs[0].solver).toBe("alternatingLeastSquares");
  expect(error(found)).toBeLessThan(1e-8);
  expect(error(await sense(entries, y, { rank: 2, start: "spectral", mostIterations: 300 }))).toBeGreaterThan(1e-2);
});
