import { describe, expect, test } from "vitest";
import {
  asymmetric,
  bestApproximation,
  entrySampling,
  finish,
  fullObservation,
  leastSquares,
  matrix,
  random,
  recoveryProblem,
  ridge,
} from "../../src/index.ts";
import { svd } from "../../src/linalg/svd.ts";

const [m, n] = [9, 7];
const threshold = 1e-6;

function problemOf(data: Float64Array, rank: number) {
  return recoveryProblem({
    operator: fullObservation({ rows: m, columns: n }),
    observed: data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: m, columns: n, rank }),
  });
}

/** A matrix of some spectrum, and a point of rank k that keeps the triples named by `kept`, moved by `noise`. */
function instance(seed: number, spectrum: (k: number) => number, kept: readonly number[], noise: number) {
  const draw = random(seed);
  const gaussian = () => Float64Array.from({ length: m * n }, () => draw.gaussian());
  const { u, v } = svd(matrix(m, n, gaussian()));
  const sigma = Array.from({ length: n }, (_, k) => spectrum(k));
  const data = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) data[i * n + j] += u.data[i * n + k] * sigma[k] * v.data[j * n + k];
  }
  const rank = kept.length;
  const problem = problemOf(data, rank);
  const point = problem.point();
  const half = (basis: typeof u, rows: number) =>
    matrix(
      rows,
      rank,
      Float64Array.from({ length: rows * rank }, (_, at) => {
        const k = kept[at % rank];
        return basis.data[Math.floor(at / rank) * n + k] * Math.sqrt(sigma[k]) + noise * draw.gaussian();
      }),
    );
  problem.parametrization.setFactors({ left: half(u, m), right: half(v, n) }, point);
  const best = sigma.slice(rank).reduce((sum, s) => sum + s * s, 0);
  const size = sigma.reduce((sum, s) => sum + s * s, 0);
  return { problem, point, best, size };
}

const spectra = {
  geometric: (k: number) => 2 ** -k,
  flat: () => 1,
  "a gap": (k: number) => (k < 3 ? 5 - k : 0.1),
  "low rank": (k: number) => (k < 3 ? 3 - k : 0),
};

describe("is never wrong", () => {
  const tally = { holds: 0, fails: 0, undecided: 0 };
  for (const [name, spectrum] of Object.entries(spectra)) {
    test.for([0, 1e-9, 1e-5, 1e-2])(`${name}, moved by %f`, (noise) => {
      for (let seed = 0; seed < 6; seed++) {
        for (const kept of [[0], [0, 1, 2], [1, 2, 3], [0, 1, 4], [0, 1, 2, 3, 4, 5, 6]]) {
          const { problem, point, best, size } = instance(seed, spectrum, kept, noise);
          const { verdict, quantity } = finish(bestApproximation(problem, point, { gap: threshold, seed }));
          const excess = (2 * finish(problem.at(point).value()) - best) / size;
          tally[verdict] += 1;
          if (verdict === "holds") expect(excess).toBeLessThanOrEqual(threshold);
          if (verdict === "fails") expect(excess).toBeGreaterThan(threshold);
          expect(quantity).toBeGreaterThanOrEqual(excess - 1e-14);
        }
      }
    });
  }

  test("and decides most", () => {
    expect(tally.holds).toBeGreaterThan(100);
    expect(tally.fails).toBeGreaterThan(100);
    expect(tally.undecided).toBeLessThan(0.15 * (tally.holds + tally.fails));
  });
});

test("holds at the best point of each spectrum, and fails where a larger triple was left out", () => {
  for (const spectrum of Object.values(spectra)) {
    const at = instance(3, spectrum, [0, 1, 2], 0);
    expect(finish(bestApproximation(at.problem, at.point)).verdict).toBe("holds");
  }
  const missed = instance(3, spectra.geometric, [0, 1, 3], 0);
  expect(finish(bestApproximation(missed.problem, missed.point))).toMatchObject({
    verdict: "fails",
    evidence: "proved",
  });
});

test("says nothing of what is not a matrix observed in full without a ridge", () => {
  const { problem, point } = instance(0, spectra.geometric, [0, 1], 0);
  const penalised = problem.with({ regularizer: ridge({ ridge: 1 }) });
  const entries = recoveryProblem({
    operator: entrySampling({ rows: 2, columns: 2, rowIndex: [0, 1], columnIndex: [0, 1] }),
    observed: Float64Array.of(1, 2),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
  });
  expect(finish(bestApproximation(penalised, point)).verdict).toBe("undecided");
  expect(finish(bestApproximation(entries, entries.point())).verdict).toBe("undecided");
});

test("points that are not finite, rank 0 and a zero matrix give a verdict", () => {
  const { problem, point } = instance(0, spectra.geometric, [0, 1], 0);
  const broken = point.slice();
  broken[3] = Number.NaN;
  expect(finish(bestApproximation(problem, broken)).verdict).toBe("undecided");
  const none = problem.with({ rank: 0 });
  expect(finish(bestApproximation(none, none.point())).verdict).toBe("holds");
  const zero = problemOf(new Float64Array(m * n), 2);
  expect(finish(bestApproximation(zero, zero.point())).verdict).toBe("holds");
});
